"""Covering a name in what somebody said."""

from datetime import datetime
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.urls import reverse

from feedback.covering import cover_name
from feedback.models import Feedback
from participants.forms.layout import Button
from participants.models import Person


class CoverForm(forms.Form):
    name = forms.CharField(
        label="Which name?",
        help_text='As it stands in the words. It becomes "(a name)". We keep no copy.',
        max_length=100,
        widget=forms.TextInput({"autocomplete": "off"}),
        error_messages={"required": "Type the name to cover.", "max_length": "Type the name alone."},
    )

    def __init__(self, data: Any = None, *, said: Feedback) -> None:
        super().__init__(data, auto_id=f"cover_{said.pk.hex[:8]}_%s")
        self.said = said
        self.helper = FormHelper()
        self.helper.form_action = reverse("cover", args=[said.project_id, said.pk])
        self.helper.layout = Layout("name", Button("Cover it", soft=True))

    def cover(self, by: Person, as_at: datetime) -> bool:
        """False, with a sentence beside the box, where this name stands nowhere in the words."""
        if cover_name(self.said, self.cleaned_data["name"], by, as_at):
            return True
        self.add_error("name", "This name does not stand in the words. Type it as it stands there.")
        return False
