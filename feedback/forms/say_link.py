"""Saying something by an open link: nobody by name, and a code to hear back."""

from datetime import datetime
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Layout
from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from feedback.forms.say import AskMoreForm, SayForm
from feedback.models import Channel, Feedback, NamedAs
from participants.forms.layout import Button
from projects import codes
from projects.forms.code import TOO_MANY, CodeBox
from projects.forms.fold import Fold
from projects.models import WayIn

SALT = "say by link"
READ_BY = [
    (NamedAs.MEMBER, "People in the project may read it\nA facilitator looks first, and covers names."),
    (NamedAs.PRIVATE, "Only the facilitators read it\nNobody else sees the words. It is counted, not shown."),
]
MOST_ADDED = 6000  # letters, with all that a nameless giver adds: three times what the box takes at once
NO_ROOM = (
    "With what you sent before, there is room here for {room} letters until we answer. "
    "Your words are still here: make them shorter, or ring us and say them."
)
ONCE_MORE = 'Press "Send it" once more. We ask this to keep machines out.'


class SayLinkForm(SayForm):
    """The same questions, without a name.

    `once`: what the code is made from, signed: a form sent twice is one piece, and nobody chooses a code or collects
    codes that are not used yet.
    `trap`: a box that people do not see. What fills it is asked to send again, so no person's words are lost.
    """

    trap = forms.CharField(
        label="Leave this empty",
        required=False,
        widget=forms.TextInput({"tabindex": "-1", "autocomplete": "off"}),
    )
    once = forms.CharField(required=False, widget=forms.HiddenInput)

    class Meta(SayForm.Meta):
        fields = ["kind", "problem", "better", "named_as", "not_asked", "with_others"]

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        self.trapped = bool(data and data.get("trap"))
        sent = data and data.copy()
        if sent and self.trapped:
            sent["trap"] = ""
        super().__init__(sent, name="", **kwargs)
        self.initial["once"] = signing.dumps(codes.made(codes.CARD_LENGTH), salt=SALT)
        self.fields["named_as"].label, self.fields["named_as"].choices = "Who may read it?", READ_BY
        self.fields["named_as"].help_text = ""
        self.fields["problem"].help_text += " Please leave out names."
        self.fields["with_others"].help_text = "For example: four of us from this table. No names."
        self.helper.layout = Layout(
            "problem",
            "better",
            "kind",
            "named_as",
            "not_asked",
            Fold("Said with others", "with_others"),
            Div("trap", css_class="vh", aria_hidden="true"),
            "once",
            Button("Send it", sun=True, icon="say"),
        )

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if self.trapped:
            self.add_error("problem", ONCE_MORE)
        return data

    def clean_once(self) -> str:
        """The code this form came with; a new one where it came without."""
        try:
            once = signing.loads(self.cleaned_data["once"], salt=SALT)
            return codes.checked(codes.derived(f"once {once}", codes.REPLY_LENGTH - 2))
        except signing.BadSignature:
            return codes.checked()

    def say(self, way: WayIn, as_at: datetime) -> tuple[Feedback, str]:  # type: ignore[override]
        """The piece and its code. Sent twice it is one piece; other words sent with a used code get another code."""
        said, code, today = self.instance, self.cleaned_data["once"], timezone.localdate(as_at)
        same = Feedback.holds(code).first()
        if same and (same.problem, same.better) != (said.problem, said.better):
            code, same = codes.checked(), None
        said.project, said.session, said.about, said.way_in = way.project, way.session, way.decision, way
        said.channel, said.waits_for_look = Channel.LINK, True
        said.received_on, said.promised_by = today, said.project.promise_from(today)
        said.without_a_name(code, as_at)
        try:
            with transaction.atomic():
                return same or self.save(), code
        except IntegrityError:  # the same form came twice in one moment
            return Feedback.holds(code).get(), code


class HearForm(CodeBox):
    """`said`: the piece whose code was typed. One sentence for every code that is none of ours."""

    said: Feedback

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, label="Type your code", button="Show me", **more)
        self.helper.form_action = reverse("hear")

    def clean_code(self) -> str:
        if not self.may_try():
            raise ValidationError(TOO_MANY)
        code = codes.read(self.cleaned_data["code"])
        rows = Feedback.holds(code).select_related("project__organisation", "project__safeguarding", "answer")
        said = rows.select_related("session", "about", "concern").first() if codes.checks(code) else None
        if not said:
            raise self.wrong()
        self.said = said
        return code


class MoreForm(AskMoreForm):
    """Asking again or adding words, on the page behind a code."""

    code = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, said: Feedback, **more: Any) -> None:
        super().__init__(*args, **more)
        self.said = said
        self.told = told = bool(said.answer and said.answer.told_on)
        self.fields["words"].label = "What do you want to ask?" if told else "What do you want to add?"
        self.fields["words"].help_text = "Please leave out names."
        self.helper = FormHelper()
        self.helper.form_action = reverse("hear_more")
        self.helper.layout = Layout("words", "code", Button("Send it"))

    def clean_words(self) -> str:
        words: str = self.cleaned_data["words"]
        room = max(MOST_ADDED - len(self.said.better), 0)
        if not self.told and not self.sent_before(words) and len(words) > room:
            raise ValidationError(NO_ROOM.format(room=f"{room:,}"))
        return words

    def sent_before(self, words: str) -> bool:
        """They are the last words that the giver added, or asked after an answer."""
        last = self.said.replies.exclude(giver_words="").last()
        return self.said.better.endswith(f":\n{words}") or bool(last and last.giver_words == words)

    def hear(self, said: Feedback, as_at: datetime) -> None:
        """A new answer is owed, or words are added. What was sent just before is not taken twice."""
        words = self.cleaned_data["words"]
        if self.told:
            said.ask_again(words, as_at)
            said.waits_for_look = True
            said.save(update_fields=["waits_for_look"])
        elif not self.sent_before(words):
            said.add_words(words, as_at)
