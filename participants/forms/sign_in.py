"""The two questions of signing in."""

from typing import Any

from allauth.account.forms import ConfirmLoginCodeForm, RequestLoginCodeForm
from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.conf import settings

from participants.forms.layout import Button

MINUTES = settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT // 60
NOT_AN_ADDRESS = "Check your e-mail address. It looks like name@example.org."


class SignInForm(RequestLoginCodeForm):
    email = forms.EmailField(
        label="Your e-mail address",
        help_text="We send you a code with 6 numbers. You do not need a password.",
        widget=forms.EmailInput({"autocomplete": "email"}),
        error_messages={"required": "Write your e-mail address.", "invalid": NOT_AN_ADDRESS},
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.helper = FormHelper()
        self.helper.layout = Layout("email", Button("Send me a code", big=True))


class CodeForm(ConfirmLoginCodeForm):
    code = forms.CharField(
        label="Type the code here",
        help_text=f"Spaces do not matter. You can paste it. The code works for {MINUTES} minutes.",
        widget=forms.TextInput({"class": "code", "inputmode": "numeric", "autocomplete": "one-time-code"}),
        error_messages={"required": "Type the 6 numbers from the e-mail."},
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.helper = FormHelper()
        self.helper.layout = Layout("code", Button("Sign in", big=True))
