"""Telling by hand: that it was done, when and how; and where somebody can be reached."""

from datetime import date

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from participants.forms.dates import DatePartsField
from participants.forms.layout import Button
from participants.models import ContactBy, Person


class DayOfTelling(DatePartsField):
    """A day up to today."""

    def clean(self, value: list[str] | None) -> date | None:
        day: date | None = super().clean(value)
        if day and day > timezone.localdate():
            raise ValidationError("This day is still to come. Give the day on which it was done.")
        return day


class ToldForm(forms.Form):
    on = DayOfTelling(label="Which day was it?")
    how = forms.ChoiceField(
        label="How did you tell them?", choices=ContactBy.choices, widget=forms.RadioSelect({"class": "opts"})
    )
    helper = FormHelper()
    helper.layout = Layout("on", "how", Button("Save"))


class ReachForm(forms.ModelForm):
    class Meta:
        model = Person
        fields = ["phone", "address"]
        labels = {"phone": "What is their phone number?", "address": "What is their address?"}
        help_texts = {"address": "A line each, as on an envelope. The postcode comes last."}
        widgets = {"address": forms.Textarea({"rows": 4})}
        error_messages = {
            "phone": {"max_length": "Use 30 letters or fewer. Your words are still here."},
            "address": {"max_length": "Use 400 letters or fewer. Your words are still here."},
        }

    helper = FormHelper()
    helper.layout = Layout("phone", "address", Button("Save"))
