"""One line of the budget."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms

from care.forms.money import PoundsField
from care.models import BudgetFor, BudgetLine
from participants.forms.dates import DatePartsField
from participants.forms.layout import Button
from projects.forms.project import too_long


class BudgetForm(forms.ModelForm):
    planned = PoundsField(
        label="How much is planned?", help_text="In pounds. Leave it empty if you do not know.", required=False
    )
    spent = PoundsField(
        label="How much is paid by now?", help_text="In pounds. We do not count it here.", required=False
    )
    until_on = DatePartsField(label="Until when is it there?", required=False)

    class Meta:
        model = BudgetLine
        fields = ["planned", "spent", "source", "until_on"]
        labels = {"source": "Where does the money come from?"}
        error_messages = {"source": {"max_length": too_long(120)}}

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        if BudgetFor(self.instance.kind).counted_here:
            del self.fields["spent"]
        self.helper = FormHelper()
        self.helper.layout = Layout(*self.fields, Button("Save"))
