"""Another email address: which one, and the code that we sent there."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms

from participants.forms.layout import Button
from participants.forms.sign_in import MINUTES, NOT_AN_ADDRESS


class EmailForm(forms.Form):
    email = forms.EmailField(
        label="What is your new email address?",
        help_text="We send a code there. Until you type it here, nothing changes.",
        max_length=254,
        widget=forms.EmailInput({"autocomplete": "email"}),
        error_messages={
            "required": "Write the new email address.",
            "invalid": NOT_AN_ADDRESS,
            "max_length": "Use 254 letters or fewer.",
        },
    )
    helper = FormHelper()
    helper.layout = Layout("email", Button("Send me a code"))

    def __init__(self, *args: Any, now: str | None, **more: Any) -> None:
        super().__init__(*args, **more)
        self.now = now

    def clean_email(self) -> str:
        """In small letters, and another one than now."""
        email: str = self.cleaned_data["email"].strip().lower()
        if email == self.now:
            raise forms.ValidationError("This is the address we have already.")
        return email


class EmailCodeForm(forms.Form):
    code = forms.CharField(
        label="Type the code here",
        help_text=f"Spaces do not matter. You can paste it. The code works for {MINUTES} minutes.",
        max_length=40,
        widget=forms.TextInput({"class": "code", "inputmode": "numeric", "autocomplete": "one-time-code"}),
        error_messages={
            "required": "Type the 6 numbers from the email.",
            "max_length": "The code has 6 numbers. Look for the newest email from us.",
        },
    )
    helper = FormHelper()
    helper.layout = Layout("code", Button("Use this address"))
