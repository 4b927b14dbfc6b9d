"""Asking a manager for the reason, and giving it."""

from datetime import date
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.db.models import QuerySet

from participants.forms.dates import DatePartsField
from participants.forms.layout import Button, Buttons
from participants.models import Person
from projects.forms.decision_more import MoreAboutForm
from projects.forms.fold import Fold
from projects.forms.project import too_long
from projects.models import Capacity, Decision, DecisionMaker, Membership, Project


def managers_of(project: Project) -> QuerySet[Person]:
    """Those who can be asked for a reason, A to Z."""
    places = Membership.objects.current().of(project).may("give_reasons")
    return Person.objects.filter(pk__in=places.values("person")).order_by("name", "pk")


class AskForm(forms.Form):
    """Who is asked; once somebody is, the question can be taken back."""

    def __init__(self, data: Any, *, project: Project, decision: Decision) -> None:
        asked = bool(decision.asked_of_id)
        super().__init__(data, initial={"manager": decision.asked_of_id})
        self.fields["manager"] = forms.ModelChoiceField(
            managers_of(project),
            label="Who is asked for the reason?",
            widget=forms.RadioSelect,
            required=not asked,
            blank=asked,
            empty_label="Nobody any more",
            error_messages={"required": "Choose who is asked.", "invalid_choice": "Choose one of these people."},
        )
        self.helper = FormHelper()
        self.helper.layout = Layout("manager", Button("Save" if asked else "Ask"))


class ReasonForm(forms.ModelForm):
    """What was decided and why, by the manager who was asked. `later`: she keeps it for herself to go on with."""

    made_on = DatePartsField(
        label="When was it decided?",
        help_text="For example 27 3 2026.",
        error_messages={"required": "Give the day it was decided."},
    )

    way = MoreAboutForm.base_fields["way"]

    class Meta:
        model = Decision
        fields = ["decided", "made_on", "reason", "options", "way", "how_decided"]
        labels = MoreAboutForm.Meta.labels | {"decided": "What was decided?", "reason": "Why?"}
        help_texts = MoreAboutForm.Meta.help_texts | {
            "decided": "Somebody who was not there needs to understand it.",
            "reason": "Write it as you would say it to the people it is about.",
        }
        widgets = {name: forms.Textarea(attrs={"rows": 4}) for name in ("decided", "reason", "options")}
        error_messages = MoreAboutForm.Meta.error_messages | {
            "decided": {"required": "Say what was decided.", "max_length": too_long(1000)},
            "reason": {
                "required": "Say why. A decision goes on the record with its reason.",
                "max_length": too_long(1000),
            },
        }

    def __init__(self, data: Any, *, decision: Decision, by: Person, today: date) -> None:
        super().__init__(data, instance=decision)
        self.by, self.today, self.later = by, today, bool(data and "later" in data)
        self.fields["reason"].required = not self.later
        self.helper = FormHelper()
        self.helper.layout = Layout(
            "decided",
            "made_on",
            "reason",
            Fold("More, if you know it", "options", "way", "how_decided"),
            Buttons(Button("Put it on the record"), Button("Keep it for later", soft=True, name="later", value="1")),
        )

    def clean_made_on(self) -> date:
        made_on: date = self.cleaned_data["made_on"]
        if made_on > self.today:
            raise forms.ValidationError("That day is still to come. Give the day it was decided.")
        return made_on

    def write_down(self) -> Decision:
        """Keep her words; once she gives them, she is one of those who decided, as her job."""
        decision = self.instance.sign(self.by)
        if not self.later:
            counted = {"capacity": Capacity.PROFESSIONAL}
            DecisionMaker.objects.get_or_create(decision=decision, person=self.by, defaults=counted)
        return decision
