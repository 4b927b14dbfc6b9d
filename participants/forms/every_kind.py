"""One field of every kind, for the page that shows all the parts."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout
from django import forms

from participants.forms.dates import DatePartsField
from participants.forms.layout import Button, Buttons


class EveryKindForm(forms.Form):
    problem = forms.CharField(
        label="What is the problem?",
        help_text="One or two lines is plenty.",
        widget=forms.Textarea,
        error_messages={"required": "Tell us what the problem is."},
    )
    project = forms.ChoiceField(
        label="Which project?",
        choices=[("", "Pick one"), ("1", "A kinder front door")],
        error_messages={"required": "Pick a project."},
    )
    named = forms.ChoiceField(
        label="How shall we name you?",
        help_text="Other people in the project can read this.",
        widget=forms.RadioSelect,
        choices=[
            ("name", "Dilys\nYour first name"),
            ("member", "A member\nNo name. In a small group, people may guess"),
        ],
        error_messages={"required": "Choose how we name you."},
    )
    helps = forms.MultipleChoiceField(
        label="What helps you?",
        widget=forms.CheckboxSelectMultiple,
        choices=[("print", "Large print"), ("taxi", "A taxi")],
        error_messages={"required": "Tick what helps you."},
    )
    read_back = forms.BooleanField(
        label="I have read it back",
        help_text="To the person who said it.",
        error_messages={"required": "Read it back."},
    )
    on = DatePartsField(label="When was it?", help_text="For example, 27 3 2026.")
    file = forms.FileField(label="A file", error_messages={"required": "Choose a file."})

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.helper = FormHelper()
        self.helper.layout = Layout(
            "problem",
            "project",
            Fieldset("About you", "named", "helps"),
            "read_back",
            "on",
            "file",
            Buttons(Button("Send it", big=True, sun=True, icon="say"), Button("Save and finish later", soft=True)),
        )
