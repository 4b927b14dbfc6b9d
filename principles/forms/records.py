"""Keeping a project's records longer: until when, and why."""

from datetime import date, timedelta
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.utils import timezone

from participants.forms.dates import DatePartsField
from participants.forms.layout import Button
from projects.models import Project

LONGEST = timedelta(days=6 * 366)


class KeepForm(forms.Form):
    keep_until = DatePartsField(
        label="Until when do you keep them?",
        help_text="Leave it empty to delete them as planned.",
        required=False,
    )
    keep_because = forms.CharField(
        label="Why?",
        help_text="For example: the people who pay look at the records next year. Everyone in the project reads it.",
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=300,
        required=False,
    )

    def __init__(self, data: Any = None, *, project: Project) -> None:
        super().__init__(data, initial={"keep_until": project.keep_until, "keep_because": project.keep_because})
        self.project = project
        self.helper = FormHelper()
        self.helper.layout = Layout("keep_until", "keep_because", Button("Save"))

    def clean_keep_until(self) -> date | None:
        until, today = self.cleaned_data["keep_until"], timezone.localdate()
        if until and not today < until <= today + LONGEST:
            raise forms.ValidationError("Give a day to come, at most 6 years from now.")
        return until

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("keep_until") and not data.get("keep_because") and "keep_because" not in self.errors:
            self.add_error("keep_because", "Say why you keep them. People may ask.")
        return data

    def keep(self) -> None:
        data = self.cleaned_data
        self.project.keep_until = data["keep_until"]
        self.project.keep_because = data["keep_because"] if data["keep_until"] else ""
        self.project.save()
