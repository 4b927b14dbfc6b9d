"""What is asked of somebody who changes how they sign in."""

from typing import Any

from allauth.account.fields import SetPasswordField
from allauth.account.forms import SetPasswordForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms

from participants.forms.layout import Button
from participants.passwords import LETTERS

NAME = 40
NO_ANSWER = "Your device gave no answer that we can use. Try again, or use an app that shows codes."


class NewPasswordForm(SetPasswordForm):
    password1 = SetPasswordField(
        label="Your new password",
        help_text=f"{LETTERS} letters or more. Three words that do not belong together work well.",
        max_length=200,
        error_messages={"required": "Type a password, or go back: you do not need one."},
        autocomplete="new-password",
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        del self.fields["password2"]  # a slip is no harm: the code always works
        del self.fields["password1"].widget.attrs["placeholder"]
        self.helper = FormHelper()
        self.helper.layout = Layout("password1", Button("Keep this password"))


class AppForm(ActivateTOTPForm):
    code = forms.CharField(
        label="Which 6 numbers does the app show now?",
        widget=forms.TextInput({"class": "code", "inputmode": "numeric", "autocomplete": "one-time-code"}),
        error_messages={"required": "Type the 6 numbers that the app shows now."},
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.helper = FormHelper()
        self.helper.layout = Layout("code", Button("Add this app"))


class PasskeyForm(AddWebAuthnForm):
    """The browser fills in `credential`; a key that opens the door alone is the only kind we ask for."""

    name = forms.CharField(
        label="What do you call this device?",
        help_text="You see this name in your list of passkeys.",
        max_length=NAME,
        required=False,
    )
    passwordless = forms.BooleanField(widget=forms.HiddenInput, initial=True)
    credential = forms.JSONField(widget=forms.HiddenInput, error_messages={"required": NO_ANSWER, "invalid": NO_ANSWER})

    def clean(self) -> dict[str, Any]:
        """What no browser sends is refused like a key that does not fit."""
        try:
            return super().clean()
        except (AttributeError, KeyError, TypeError, ValueError) as fault:
            raise forms.ValidationError(NO_ANSWER) from fault
