"""Leaving a project: nothing has to be answered."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms

from participants.forms.layout import Button


class LeaveForm(forms.Form):
    why = forms.CharField(
        label="Do you want to tell us why?",
        help_text="You do not need to. Only the facilitators read it.",
        required=False,
        max_length=600,
        widget=forms.Textarea({"rows": 4}),
        error_messages={"max_length": "Use 600 letters or fewer. Your words are still here."},
    )
    stay_in_touch = forms.TypedChoiceField(
        label="May we write to you about this project later?",
        help_text="For example to tell you what came of it. Leave it empty if you do not know.",
        required=False,
        choices=[("True", "Yes"), ("False", "No")],
        coerce=lambda answer: answer == "True",
        empty_value=None,
        widget=forms.RadioSelect({"class": "opts"}),
    )
    helper = FormHelper()
    helper.layout = Layout("why", "stay_in_touch", Button("Leave"))
