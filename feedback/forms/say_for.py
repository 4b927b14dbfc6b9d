"""Saying something for somebody else: a facilitator types what they hear, or what stands on a slip of paper."""

from datetime import date
from typing import Any

from crispy_forms.layout import Div, Layout
from django import forms
from django.http import HttpRequest
from django.utils import timezone

from feedback.forms.say import SayForm
from feedback.models import Channel, Feedback, NamedAs
from participants.forms.dates import DatePartsField
from participants.forms.layout import Button
from participants.models import Person
from projects import codes
from projects.forms.code import TOO_MANY, count_wrong
from projects.forms.fold import Fold
from projects.models import Project, Session

GROUP, SLIP = "group", "slip"
CHANNELS = [Channel.ALOUD, Channel.PHONE, Channel.PAPER]
FLIP_CHART = "From a photo of the flip chart"
READ_BACK, NEXT_ONE = "Save, and read it back", "Save, and type the next"
NOT_A_SLIP = "We do not know this code. Look at each letter and number on the slip again."
TYPED_BEFORE = "This slip is in already. Each slip has its own code."


def from_flip_chart(session: Session, last: Feedback | None) -> dict[str, Any]:
    """How the form starts: as the last piece from this session's flip charts, or with the people of the session."""
    today = timezone.localdate()
    start: dict[str, Any] = {"who": GROUP, "group": f"People at {session.numbered.lower()}", "channel": Channel.PAPER}
    if last:
        start |= {"who": str(last.giver_id) if last.giver_id else GROUP, "group": last.group or start["group"]}
    on = timezone.localdate(session.starts_at) if session.starts_at else today
    return start | {"received_on": min(on, today)}


class SayForForm(SayForm):
    """The same questions, typed by a facilitator for someone who speaks or who has written."""

    who = forms.ChoiceField(label="Who is speaking?", error_messages={"required": "Choose who is speaking."})
    group = forms.CharField(
        label="Which group?",
        help_text="For example: parents at the Tuesday drop-in.",
        required=False,
        max_length=160,
    )
    code = forms.CharField(
        label="The code on the slip",
        help_text="With it the person finds the answer. Small letters are fine.",
        required=False,
        max_length=40,
        widget=forms.TextInput({"class": "code paper", "autocomplete": "off", "autocapitalize": "characters"}),
    )
    channel = forms.ChoiceField(
        label="How did it reach you?",
        choices=[(choice.value, choice.label) for choice in CHANNELS],
        widget=forms.RadioSelect({"class": "opts"}),
        initial=Channel.ALOUD,
        required=False,
    )
    received_on = DatePartsField(label="When did they say it?")

    class Meta(SayForm.Meta):
        fields = [*SayForm.Meta.fields, "group", "channel", "received_on"]

    def __init__(
        self, *args: Any, project: Project, request: HttpRequest, button: str = READ_BACK, **kwargs: Any
    ) -> None:
        super().__init__(*args, name="Their name", **kwargs)
        self.request = request
        self.fields["problem"].label = "What did they say?"
        self.fields["named_as"].label = "How do they want to be named?"
        self.fields["named_as"].help_text = "They can change their mind later."
        self.fields["with_others"].label = "Who says it with them?"
        places = project.memberships.current().select_related("person").order_by("person__name")
        self.people = {str(place.person_id): place.person for place in places}
        people = [(key, person.name) for key, person in self.people.items()]
        ends = [(GROUP, "A group of people"), (SLIP, "Nobody by name: a slip with a code")]
        self.fields["who"].choices = [("", "Choose"), *people, *ends]
        self.initial.setdefault("received_on", timezone.localdate())
        self.helper.layout = Layout(
            "who",
            Div("group", css_class="when-a-group"),
            Div("code", css_class="when-a-slip"),
            Div("channel", css_class="when-no-slip"),
            "received_on",
            "problem",
            "better",
            "kind",
            "named_as",
            "not_asked",
            Fold("Said with others, or for somebody to hear", "with_others", "must_hear"),
            Button(button),
        )

    def clean_received_on(self) -> date:
        day = self.cleaned_data["received_on"]
        if day > timezone.localdate():
            raise forms.ValidationError("This day is still to come. Give the day when they said it.")
        return day

    def clean_channel(self) -> str:
        """How it reached us. A form from before this was asked: said aloud."""
        return self.cleaned_data["channel"] or Channel.ALOUD

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("who") == GROUP and not data.get("group") and "group" not in self.errors:
            self.add_error("group", "Say which group it was.")
        if data.get("who") != GROUP:
            data["group"] = ""
        if data.get("who") == SLIP and "code" not in self.errors:
            self.clean_slip(data)
        return data

    def clean_slip(self, data: dict[str, Any]) -> None:
        """Its code, as one of ours and not typed in before; nothing on it can be shown by name."""
        code = data["code"] = codes.read(data.get("code", ""))
        if not code and self.instance.code_hash:
            return  # while the words are changed, the slip stays the same
        if not code:
            self.add_error("code", "Type the code on the slip.")
        elif not count_wrong(self.request, dry_run=True):
            self.add_error("code", TOO_MANY)
        elif wrong := self.wrong_with(code):
            count_wrong(self.request)
            self.add_error("code", wrong)
        if data.get("named_as") == NamedAs.NAME:
            data["named_as"] = NamedAs.MEMBER

    def wrong_with(self, code: str) -> str:
        """A sentence where it is none of ours, or in use already: whoever tries codes would learn that here, too."""
        if not codes.checks(code):
            return NOT_A_SLIP
        return TYPED_BEFORE if Feedback.holds(code).exclude(pk=self.instance.pk).exists() else ""

    def write_down(self, project: Project, by: Person) -> Feedback:
        """The saved feedback. The promise runs from today: that is when we have it."""
        feedback, who = self.instance, self.cleaned_data["who"]
        feedback.project, feedback.typed_by, feedback.owner = project, by, by
        feedback.giver = self.people.get(who)
        feedback.promised_by = project.promise_from(timezone.localdate())
        feedback.read_back_on = None
        if who != SLIP:
            feedback.code_hash = ""
        elif self.cleaned_data["code"]:
            feedback.without_a_name(self.cleaned_data["code"], timezone.now())
        if who == SLIP:
            feedback.channel = Channel.PAPER
        return self.save()
