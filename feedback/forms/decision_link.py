"""Which feedback led to a decision."""

from collections.abc import Iterable
from typing import Any, cast

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.db.models import QuerySet

from feedback.models import Feedback
from participants.forms.layout import Button
from participants.forms.ticks import TicksField
from participants.templatetags.look import short_day
from projects.models import Decision


class Said(TicksField):
    """One line for each piece: their words, who and when."""

    def label_from_instance(self, said: Feedback) -> str:
        return f"{said.title}\n{said.get_kind_display()} from {said.facilitators_see}, {short_day(said.received_on)}"


class DecisionLinkForm(forms.Form):
    """Everything offered may be ticked; a page shows what is linked and some of the rest."""

    feedback = Said(
        queryset=Feedback.objects.none(),
        label="Which feedback led to this decision?",
        help_text="Tick all that did. People see it beside the decision, as far as the giver shared it.",
        required=False,
    )
    helper = FormHelper()
    helper.layout = Layout("feedback", Button("Save"))

    def __init__(
        self,
        *args: Any,
        decision: Decision,
        offered: QuerySet[Feedback],
        linked: list[Feedback],
        others: Iterable[Feedback],
        **more: Any,
    ) -> None:
        super().__init__(*args, **more)
        self.decision = decision
        field = cast(Said, self.fields["feedback"])
        field.linked = linked
        field.queryset = offered
        field.choices = [(said.pk, field.label_from_instance(said)) for said in [*linked, *others]]
        field.initial = [said.pk for said in linked]

    def link(self) -> None:
        cast(Said, self.fields["feedback"]).link(self.decision.feedback, self.cleaned_data["feedback"])
