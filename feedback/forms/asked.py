"""Asking somebody outside the project to answer, and their answer."""

from datetime import date, datetime, timedelta
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.utils import timezone

from feedback.models import Asked, Feedback, NamedAs, Outcome, Reply
from participants.forms.dates import DatePartsField
from participants.forms.layout import Button
from participants.models import Person

LONGEST = timedelta(days=90)
TOO_LONG = {"max_length": "Use 80 letters or fewer."}


class AskOutsideForm(forms.ModelForm):
    until = DatePartsField(
        label="When do we ask them again?",
        help_text="We remind you on the working day before. The promise to the person goes on.",
        error_messages={"required": "Give the day on which you ask them again."},
    )

    class Meta:
        model = Asked
        fields = ["name", "role", "email", "until", "giver_agreed"]
        labels = {
            "name": "Who decides?",
            "role": "What do they do?",
            "email": "Their email address",
            "giver_agreed": "The person agreed to this",
        }
        help_texts = {
            "name": "The person who said it reads this name.",
            "role": "For example: head of estates. Leave it empty when the name is enough.",
            "email": "Leave it empty when you give them the link yourself.",
            "giver_agreed": "They chose that only facilitators read it. Ask them first.",
        }
        error_messages = {
            "name": {"required": "Say who decides."} | TOO_LONG,
            "role": TOO_LONG,
            "email": {"invalid": "Check the address. It looks like name@example.org."},
        }

    def __init__(self, *args: Any, said: Feedback, **more: Any) -> None:
        super().__init__(*args, **more)
        self.said = said
        self.instance.feedback = said
        private = said.named_as == NamedAs.PRIVATE
        if not private:
            del self.fields["giver_agreed"]
        self.helper = FormHelper()
        self.helper.layout = Layout(
            *[name for name in self.Meta.fields if name in self.fields], Button("Make the link")
        )

    def clean_until(self) -> date:
        day: date = self.cleaned_data["until"]
        today = timezone.localdate()
        if not today < day <= today + LONGEST:
            raise forms.ValidationError("Give a day in the next 90 days.")
        return day

    def clean_giver_agreed(self) -> bool:
        if not self.cleaned_data["giver_agreed"]:
            raise forms.ValidationError("Ask them first. Tick this when they said yes.")
        return True

    def ask(self, by: Person, as_at: datetime) -> Asked:
        asked: Asked = self.save(commit=False)
        asked.asked_by, asked.asked_at = by, as_at
        asked.save()
        return asked


class OutsideAnswerForm(forms.ModelForm):
    outcome = forms.ChoiceField(
        label="What will happen?",
        choices=[(choice.value, f"{choice.label}\n{choice.meaning}") for choice in list(Outcome)[:3]],
        widget=forms.RadioSelect({"class": "opts"}),
        error_messages={"required": "Choose what will happen."},
    )

    class Meta:
        model = Reply
        fields = ["outcome", "how", "why"]
        labels = {"how": "In one line: what will be done, and when?", "why": "Why?"}
        help_texts = {
            "how": "Leave it empty when nothing will be done.",
            "why": "Write it as you would say it. The person will read these words.",
        }
        widgets = {"how": forms.Textarea(attrs={"rows": 2}), "why": forms.Textarea(attrs={"rows": 5})}
        error_messages = {
            "how": {"max_length": "Use 1,000 letters or fewer."},
            "why": {"max_length": "Use 1,000 letters or fewer."},
        }

    helper = FormHelper()
    helper.layout = Layout("outcome", "how", "why", Button("Send my answer", big=True))

    def clean_why(self) -> str:
        if not self.cleaned_data["why"]:
            raise forms.ValidationError("Say why. An answer without a reason helps nobody.")
        return str(self.cleaned_data["why"])
