"""Which other pieces say the same."""

from collections.abc import Iterable
from typing import Any, cast

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms

from feedback.forms.decision_link import Said
from feedback.models import Feedback
from feedback.models.lists import FeedbackQuerySet
from participants.forms.layout import Button


class SameForm(forms.Form):
    others = Said(
        queryset=Feedback.objects.none(),
        label="Which of these say the same?",
        help_text="Each person keeps their own thanks, answer and last word. No member learns who else said it.",
        error_messages={"required": "Tick at least one, or go back."},
    )
    helper = FormHelper()
    helper.layout = Layout("others", Button("They say the same"))

    def __init__(self, *args: Any, offered: FeedbackQuerySet, shown: Iterable[Feedback], **more: Any) -> None:
        super().__init__(*args, **more)
        field = cast(Said, self.fields["others"])
        field.queryset = offered
        field.choices = [(said.pk, field.label_from_instance(said)) for said in shown]
