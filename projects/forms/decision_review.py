"""Looking at a decision again: what each says, and keeping it."""

from datetime import date
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms

from participants.forms.dates import DatePartsField
from participants.forms.layout import Button
from participants.models import Person
from projects.forms.project import too_long
from projects.kinds.decision import still_here
from projects.models import Decision, Follow, Project, Says

CHOICES = [
    (Says.KEEP, "Keep it\nIt is still right."),
    (Says.CHANGE, "Change it\nSome of it needs to be different."),
    (Says.DROP, "Drop it\nWe should no longer do this."),
]


def told_by_hand(decision: Decision) -> list[Person]:
    """Makers and followers who do not use email: somebody writes down what they say."""
    rows = [*still_here(decision.makers.all()), *still_here(decision.followers.following())]
    people = {row.person for row in rows if row.person and row.person.told_by_hand}
    return sorted(people, key=lambda person: (person.name, str(person.pk)))


class NoChangeForm(forms.ModelForm):
    """Nothing is to change because of this decision, and why; empty once something is."""

    class Meta:
        model = Decision
        fields = ["no_change_why"]
        labels = {"no_change_why": "Why is nothing to change?"}
        help_texts = {"no_change_why": "For example: we keep it as it is. Leave it empty when something is to change."}
        widgets: dict[str, forms.Widget] = {"no_change_why": forms.Textarea({"rows": 3})}
        error_messages = {"no_change_why": {"max_length": too_long(300)}}

    helper = FormHelper()
    helper.layout = Layout("no_change_why", Button("Save"))


class LookAgainForm(forms.Form):
    """Keep, change or drop, and why; for oneself, or written down for somebody who said it another way."""

    whose = forms.ChoiceField(
        label="Whose words are these?", help_text="Write down what somebody told you, as they said it.", required=False
    )
    says = forms.ChoiceField(
        label="What should we do?",
        choices=CHOICES,
        widget=forms.RadioSelect({"class": "opts"}),
        error_messages={"required": "Choose keep, change or drop."},
    )
    why = forms.CharField(
        label="Why?",
        help_text="Leave this empty if you like. Everyone in the project can read it, with your name.",
        max_length=300,
        required=False,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"max_length": too_long(300)},
    )

    def __init__(self, data: Any, *, project: Project, decision: Decision, by: Person) -> None:
        mine = decision.followers.on_this_round(decision).filter(person=by).first()
        super().__init__(data, initial={"says": mine.says, "why": mine.why} if mine else None)
        self.decision, self.by = decision, by
        self.others = {str(person.pk): person for person in self.spoken_for(project) if person != by}
        if self.others:
            named = [(key, person.name) for key, person in self.others.items()]
            self.fields["whose"].choices = [("", "My own"), *named]
        else:
            del self.fields["whose"]
        self.helper = FormHelper()
        words = "Say it again" if mine else "Say it"
        self.helper.layout = Layout(*self.fields, Button(words))

    def spoken_for(self, project: Project) -> list[Person]:
        """Those for whom this person may write."""
        return told_by_hand(self.decision) if project.may("record_decision") else []

    def speak(self, on: date) -> None:
        """Keep what was said, in place of what the same person said before."""
        person = self.others.get(self.cleaned_data.get("whose", ""), self.by)
        follow, _ = Follow.objects.get_or_create(decision=self.decision, person=person)
        follow.speak(self.cleaned_data["says"], self.cleaned_data["why"], on)


class KeepForm(forms.Form):
    """The next day to look again, and a line for the history."""

    review_on = DatePartsField(
        label="When do we look at it again?",
        help_text="Leave this empty if nobody needs to look again.",
        required=False,
    )
    why = forms.CharField(
        label="Why?",
        help_text="One line. It goes into the history, for everyone to read. You can leave it empty.",
        max_length=160,
        required=False,
        error_messages={"max_length": too_long(160)},
    )

    helper = FormHelper()
    helper.layout = Layout("review_on", "why", Button("Save"))

    def __init__(self, *args: Any, today: date, **more: Any) -> None:
        super().__init__(*args, **more)
        self.today = today

    def clean_review_on(self) -> date | None:
        review_on: date | None = self.cleaned_data["review_on"]
        if review_on and review_on <= self.today:
            raise forms.ValidationError("Give a day to come.")
        return review_on
