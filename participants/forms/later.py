"""When to be reminded again."""

from datetime import date, timedelta

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.utils import timezone

from participants.forms.dates import DatePartsField
from participants.forms.layout import Button

LONGEST = timedelta(days=365)


class LaterForm(forms.Form):
    on = DatePartsField(
        label="On which day do we remind you again?", help_text="In the morning, if it still waits for you then."
    )

    helper = FormHelper()
    helper.layout = Layout("on", Button("Remind me on that day"))

    def clean_on(self) -> date:
        """A day to come, within a year."""
        on: date = self.cleaned_data["on"]
        today = timezone.localdate()
        if on <= today:
            raise forms.ValidationError("Choose a day after today.")
        if on > today + LONGEST:
            raise forms.ValidationError("Choose a day within a year.")
        return on
