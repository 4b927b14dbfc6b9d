"""What we agree: a wording, and what each person says of it."""

from datetime import date
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Layout
from django import forms
from django.db.models import QuerySet

from participants.forms.dates import DatePartsField
from participants.forms.layout import Button
from participants.models import Person
from projects.forms.fold import Fold
from projects.forms.from_many import FromMany, offer_people
from projects.forms.project import too_long
from projects.models import Agreement, AgreementKind, Assent, Capacity, Origin, Project, Role

EXAMPLES = {
    AgreementKind.OUTCOME: "Nobody has to tell their story twice.",
    AgreementKind.GOOD: "People know how long they wait, and why.",
    AgreementKind.DONE: "Five people who wait here say that it is better.",
    AgreementKind.WORKING: "One person speaks at a time. You can leave the room and come back.",
    AgreementKind.PRACTICE: "Papers come a week before, in large print.",
    AgreementKind.EXPECTATIONS: "Staff answer within ten days. Members say when they cannot come.",
    AgreementKind.DISAGREE: "We write down both views and look at them again next time.",
    AgreementKind.LEGACY: "Who keeps it going, what pays for it, and where the records and the people go.",
}
KINDS = [(kind.value, f"{kind.question}\nFor example: {EXAMPLES[kind]}") for kind in AgreementKind]
CAPACITIES = [*Capacity.choices, ("", "I would rather not say")]
YES, NO = "yes", "no"
NOT_UNDERSTOOD = 'Nobody agrees to what they do not understand yet. Choose "Not yet" or "No" for one of the two.'


class AgreementForm(forms.ModelForm):
    """A new thing to agree."""

    kind = forms.ChoiceField(
        label="Which question does it answer?",
        choices=KINDS,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose the question that it answers."},
    )
    origin = forms.ChoiceField(label="Where does it come from?", choices=Origin, initial=Origin.GROUP)
    review_on = DatePartsField(
        label="When do we look at it again?", help_text="Leave this empty if nobody knows yet.", required=False
    )

    class Meta:
        model = Agreement
        fields = ["kind", "wording", "origin", "review_on"]
        labels = {"wording": "What do you propose?"}
        help_texts = {"wording": "Plain words, so that everybody can say yes or no to them."}
        widgets = {"wording": forms.Textarea(attrs={"rows": 4})}
        error_messages = {"wording": {"required": "Write what you propose.", "max_length": too_long(1000)}}

    def __init__(self, *args: Any, project: Project, kind: AgreementKind | None = None, **more: Any) -> None:
        """With a kind: nobody has to choose the question, because they came from it. Members speak for the group."""
        super().__init__(*args, **more)
        self.project = project
        if project.role == Role.MEMBER:
            del self.fields["origin"]
        if kind:
            self.fields["kind"].widget, self.fields["kind"].initial = forms.HiddenInput(), kind.value
            self.fields["wording"].label = kind.question
            self.fields["wording"].help_text = f"In plain words. For example: {EXAMPLES[kind]}"
        self.helper = FormHelper()
        self.helper.layout = Layout(*self.fields, Button("Propose it"))

    def propose(self, by: Person, on: date) -> Agreement:
        """The first wording. Nobody agrees to it by writing it, not even who wrote it."""
        self.instance.project, self.instance.proposed_by, self.instance.proposed_on = self.project, by, on
        return self.save()


class KeepForm(forms.Form):
    """The same words go on. When do we look at them again?"""

    review_on = DatePartsField(label="When do we look at it again?", error_messages={"required": "Give a day to come."})

    def __init__(self, *args: Any, today: date, **more: Any) -> None:
        super().__init__(*args, **more)
        self.today = today
        self.helper = FormHelper()
        self.helper.layout = Layout("review_on", Button("Keep it"))

    def clean_review_on(self) -> date:
        day: date = self.cleaned_data["review_on"]
        if day <= self.today:
            raise forms.ValidationError("That day is over. Give a day to come.")
        return day


class RewordForm(forms.Form):
    """Other words for the same thing. Everybody is asked anew."""

    wording = forms.CharField(
        label="What should it say?",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Write the new words.", "max_length": too_long(1000)},
    )
    why = forms.CharField(
        label="Why does it change?",
        help_text="Everybody reads it beside the old words and the new ones.",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Say why it changes.", "max_length": too_long(300)},
    )
    review_on = DatePartsField(label="When do we look at it again?", required=False)

    def __init__(self, *args: Any, agreement: Agreement, **more: Any) -> None:
        super().__init__(*args, **more)
        self.initial = {"wording": agreement.wording, "review_on": agreement.review_on}
        self.agreement = agreement
        self.helper = FormHelper()
        self.helper.layout = Layout(
            "wording", "why", Fold("Look at it again", "review_on"), Button("Propose these words")
        )

    def clean_wording(self) -> str:
        wording: str = self.cleaned_data["wording"]
        if wording == self.agreement.wording:
            raise forms.ValidationError("These are the words it has now. Change them, or go back.")
        return wording

    def reword(self, by: Person, on: date) -> Agreement:
        self.agreement.review_on = self.cleaned_data["review_on"]
        return self.agreement.reword(by, self.cleaned_data["wording"], self.cleaned_data["why"], on)


def yes_or_no(label: str, no: str) -> forms.TypedChoiceField:
    """Yes, no, or nothing said: None."""
    return forms.TypedChoiceField(
        label=label,
        choices=[(YES, "Yes"), (NO, no)],
        coerce=lambda value: value == YES,
        empty_value=None,
        widget=forms.RadioSelect({"class": "opts"}),
        required=False,
    )


class AssentForm(forms.Form):
    """What I say of it. Understanding and agreeing are two things (SP-P7)."""

    understands = yes_or_no("I understand it", "Not yet")
    agrees = yes_or_no("I agree", "No")
    note = forms.CharField(
        label="Anything to add?",
        help_text="People read this line without your name. In a small group, people may still guess.",
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"max_length": too_long(300)},
    )
    capacity = forms.ChoiceField(
        label="How do you want to be counted this time?",
        help_text="It is only counted, never shown beside your name. You choose anew each time.",
        choices=CAPACITIES,
        widget=forms.RadioSelect({"class": "opts"}),
        required=False,
    )

    def __init__(self, *args: Any, said: Assent | None = None, **more: Any) -> None:
        super().__init__(*args, **more)
        self.initial = words_of(said)
        self.helper = FormHelper()
        self.helper.layout = Layout("understands", "agrees", "capacity", "note", Button("Say it", sun=not said))

    def clean(self) -> dict[str, Any]:
        """At least one of the two; and nobody agrees to what they do not understand."""
        data = super().clean() or {}
        if data.get("understands") is None and data.get("agrees") is None:
            self.add_error("understands", "Say if you understand it, or if you agree. You can change it later.")
        if data.get("agrees") and data.get("understands") is False:
            self.add_error("understands", NOT_UNDERSTOOD)
        return data


def words_of(said: Assent | None) -> dict[str, Any]:
    """What they said before, as the form shows it."""
    if not said:
        return {}
    answer = {True: YES, False: NO, None: ""}
    return {
        "understands": answer[said.understands],
        "agrees": answer[said.agrees],
        "note": said.note,
        "capacity": said.capacity,
    }


class AssentForForm(AssentForm):
    """The same, written down by a facilitator for somebody who said it aloud."""

    person = FromMany(
        Person.objects.none(),
        label="Who said it?",
        empty_label="Choose",
        error_messages={"required": "Choose who said it.", "invalid_choice": "Choose somebody of the list."},
    )

    def __init__(self, *args: Any, people: QuerySet[Person], project: Project, **more: Any) -> None:
        super().__init__(*args, **more)
        offer_people(self, "person", people, project)
        for name, label in (("understands", "They understand it"), ("agrees", "They agree")):
            self.fields[name].label = label
        self.fields["note"].help_text = "In their words. People read this line without their name."
        self.fields["capacity"].label = "How do they want to be counted this time?"
        self.fields["capacity"].help_text = "Ask them. It is only counted, never shown beside their name."
        self.fields["capacity"].choices = [*Capacity.choices, ("", "They would rather not say")]
        self.helper.layout = Layout(
            "person",
            "understands",
            "agrees",
            "capacity",
            "note",
            HTML('<p class="hint">Read it back to them before you save it.</p>'),
            Button("They said this"),
        )
