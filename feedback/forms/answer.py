"""Answering, and saying how the person will be told."""

from datetime import datetime
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Layout
from django import forms
from django.utils import timezone

from feedback.models import Feedback, Outcome, Reason, Reply
from participants.forms.dates import DatePartsField
from participants.forms.layout import Button
from participants.models import Person
from participants.outbox import goes_by_itself
from projects.models import Project

TELL, TOLD, LATER = "tell", "told", "later"
IN_PUBLIC = (TOLD, "We have told people in public\nSay where and when, below.")


def telling_choices(feedback: Feedback) -> list[tuple[str, str]]:
    """The ways this giver can be told."""
    later = (LATER, "Not yet\nSave the answer, and tell them later.")
    if feedback.code_hash:
        return [(TELL, "Put it where their code leads\nIt stands there from now on."), later]
    if not feedback.giver:
        return [IN_PUBLIC, later]
    name = feedback.giver.first_name
    if goes_by_itself(feedback.giver):
        tell = (TELL, f"Tell {name} {feedback.giver.contact.adverb}\nWe send it now.")
    else:
        way = {"phone": "ring", "text": "text", "post": "write to"}.get(feedback.giver.contact_by, "speak with")
        tell = (TELL, f"I will {way} {name}\nIt goes on your list. Tick it when it is done.")
    return [tell, (TOLD, f"I have told {name}\nSay how and when, below."), later]


NEWEST = 50


class ReplyForm(forms.ModelForm):
    """The words of an answer, whoever gets it."""

    outcome = forms.ChoiceField(
        label="What will happen?",
        choices=[(choice.value, f"{choice.label}\n{choice.meaning}") for choice in Outcome],
        widget=forms.RadioSelect({"class": "opts"}),
        error_messages={"required": "Choose what will happen."},
    )
    reason = forms.ChoiceField(
        label="Which kind of reason is it?",
        help_text="For the review. Leave it when none fits.",
        choices=[("", "No kind"), *Reason.choices],
        required=False,
    )
    next_by = DatePartsField(
        label="When do they hear again?",
        help_text="This becomes the new promise. So they must be told now, not later.",
        required=False,
    )
    telling = forms.ChoiceField(
        label="Telling them",
        help_text="Answered is not the same as told.",
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), "Choose how they will be told."),
    )
    told_on = DatePartsField(label="When did you tell them?", required=False)

    class Meta:
        model = Reply
        fields = ["outcome", "how", "why", "reason", "decision", "passed_to", "next_by", "told_how"]
        labels = {
            "how": "In one line: what will be done, and when?",
            "why": "Why?",
            "decision": "Who decided?",
            "passed_to": "To whom was it passed on?",
            "told_how": "How, or where?",
        }
        help_texts = {
            "how": "For example: the new number starts on 11 May. Leave it empty when nothing will be done.",
            "why": "Write it as you would say it. The person will read these words.",
            "decision": "A reason needs people behind it. Leave it when no decision was recorded.",
            "told_how": "For example: by phone, or read out at the session.",
        }
        widgets = {"how": forms.Textarea(attrs={"rows": 2}), "why": forms.Textarea(attrs={"rows": 5})}
        error_messages = {
            "how": {"max_length": "Use 1,000 letters or fewer."},
            "why": {"max_length": "Use 1,000 letters or fewer."},
            "passed_to": {"max_length": "Use 160 letters or fewer."},
            "told_how": {"max_length": "Use 160 letters or fewer."},
        }

    def __init__(
        self, data: Any, *, project: Project, ways: list[tuple[str, str]], answer: Reply | None = None
    ) -> None:
        super().__init__(data, instance=answer)
        self.fields["telling"].choices = ways
        self.initial.setdefault("telling", ways[0][0])
        today = timezone.localdate()
        self.initial.setdefault("told_on", today)
        if ways[0] == IN_PUBLIC:
            self.initial["told_how"] = Reply.objects.told_today(project, today)
            self.initial["telling"] = LATER  # nobody is written down as told by a button pressed too soon
        self.offer_decisions(project)
        self.helper = FormHelper()
        self.helper.layout = self.questions()

    def offer_decisions(self, project: Project) -> None:
        """The newest final ones, and the one that was chosen before: a list of a thousand helps nobody."""
        final = project.decisions.filter(final_on__isnull=False)
        offered = list(final.order_by("-number")[:NEWEST])
        chosen = final.filter(pk=self.instance.decision_id).exclude(pk__in=[one.pk for one in offered])
        if not offered:
            del self.fields["decision"]
            return
        field = self.fields["decision"]
        field.queryset = final
        field.choices = [("", "No decision was recorded"), *[(one.pk, str(one)) for one in [*offered, *chosen]]]

    def questions(self) -> Layout:
        """The questions in order; those that hang on an answer are shown when it is given (by style alone)."""
        return Layout(
            "outcome",
            Div("passed_to", css_class="when-passed-on"),
            Div("next_by", css_class="when-not-yet"),
            "how",
            "why",
            Div("reason", css_class="when-less-than-used"),
            *(["decision"] if "decision" in self.fields else []),
            "telling",
            Div("told_on", "told_how", css_class="when-told"),
            Button("Save the answer"),
        )

    def clean(self) -> dict[str, Any]:
        """Nobody is told without a reason; "not yet" needs a new date; what was told has a day and a way."""
        data = super().clean() or {}
        telling, outcome = data.get("telling"), data.get("outcome")
        if telling in (TELL, TOLD) and not data.get("why") and "why" not in self.errors:
            self.add_error("why", "Say why. Nobody is told without a reason.")
        if outcome == Outcome.NOT_YET and not data.get("next_by") and "next_by" not in self.errors:
            self.add_error("next_by", "Give the day by which they hear again.")
        if outcome == Outcome.NOT_YET and telling == LATER:
            self.add_error("telling", "Tell them now that there is no decision yet. That is what keeps the promise.")
        if outcome == Outcome.PASSED_ON and not data.get("passed_to") and "passed_to" not in self.errors:
            self.add_error("passed_to", "Say to whom it was passed on.")
        if telling == TOLD:
            self.clean_told(data)
        return data

    def clean_told(self, data: dict[str, Any]) -> None:
        """A day that has been, and how."""
        if not data.get("told_on") and "told_on" not in self.errors:
            self.add_error("told_on", "Give the day when you told them.")
        elif data.get("told_on") and data["told_on"] > timezone.localdate():
            self.add_error("told_on", "This day is still to come. Give the day when you told them.")
        if not data.get("told_how") and "told_how" not in self.errors:
            self.add_error("told_how", "Say how you told them, or where.")

    def reply(self, by: Person) -> Reply:
        """The answer in these words, not saved."""
        reply: Reply = self.save(commit=False)
        reply.answered_by, reply.told_how = by, ""
        if {"outcome", "how", "why"} & set(self.changed_data):
            reply.in_words_of = ""  # changed words are ours
        return reply


class AnswerForm(ReplyForm):
    """The answer to one piece, which can be changed until it is on its way."""

    def __init__(self, data: Any = None, *, feedback: Feedback) -> None:
        ways = telling_choices(feedback)
        super().__init__(data, project=feedback.project, ways=ways, answer=feedback.answer)
        self.feedback = feedback

    def answer(self, by: Person, as_at: datetime) -> Reply:
        """The saved reply, told when the facilitator says so."""
        data, reply = self.cleaned_data, self.reply(by)
        self.feedback.reply(reply, as_at)
        if data["telling"] == TOLD:
            reply.mark_told(data["told_on"], data["told_how"], in_public=not self.feedback.comes_back)
        return reply


class GiverSaysForm(forms.Form):
    """What someone without email says to their answer, written down by the person they said it to."""

    HAPPY, MORE = "happy", "more"

    says = forms.ChoiceField(
        label="What do they say?",
        choices=[
            (HAPPY, "They are happy\nThe loop closes."),
            (MORE, "They want to ask more\nThey get a new answer, with a new date."),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what they said."},
    )
    words = forms.CharField(
        label="What do they want to ask or add?",
        help_text="In their words.",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        required=False,
        error_messages={"max_length": "Use 2,000 letters or fewer."},
    )
    helper = FormHelper()
    helper.layout = Layout("says", Div("words", css_class="when-more"), Button("Write it down"))

    def __init__(self, *args: Any, feedback: Feedback, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.feedback = feedback
        if not feedback.answer:  # thanks only: there is no answer to ask more about
            self.fields["says"].choices = self.fields["says"].choices[:1]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("says") == self.MORE and not data.get("words") and "words" not in self.errors:
            self.add_error("words", "Write down what they want to ask.")
        return data

    def hear(self, by: Person, as_at: datetime) -> None:
        """Close the loop for them, or open it again."""
        if self.cleaned_data["says"] == self.HAPPY:
            self.feedback.close(as_at, noted_by=by)
        else:
            self.feedback.ask_again(self.cleaned_data["words"], as_at)
