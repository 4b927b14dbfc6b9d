"""Erasing: read, tick, send."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms

from participants.forms.layout import Button

ASKED = [("phone", "On the phone"), ("post", "By letter"), ("email", "By email"), ("in_person", "Face to face")]


class EraseForm(forms.Form):
    """One's own."""

    sure = forms.BooleanField(
        label="I know that this cannot be undone.",
        error_messages={"required": "Tick the box if you are sure. Nothing has been deleted."},
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.helper = FormHelper()
        self.helper.layout = Layout("sure", Button("Delete everything about me"))


class ErasePersonForm(EraseForm):
    """For somebody who asked us."""

    how = forms.ChoiceField(
        label="How did they ask?",
        choices=ASKED,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how they asked. Only they can ask for this."},
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.helper.layout = Layout("how", "sure", Button("Delete everything about them"))
