"""The questions of signing in."""

from typing import Any

from allauth.account.forms import ConfirmLoginCodeForm, LoginForm, RequestLoginCodeForm
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from allauth.mfa.webauthn.forms import AuthenticateWebAuthnForm, LoginWebAuthnForm
from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse

from participants.forms.layout import Button
from participants.sessions import limit

MINUTES = settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT // 60
NO_PASSKEY = "That did not work. Try again, or ask for a code."
NOT_AN_ADDRESS = "Check your email address. It looks like name@example.org."


def address(help_text: str = "") -> forms.EmailField:
    return forms.EmailField(
        label="Your email address",
        help_text=help_text,
        widget=forms.EmailInput({"autocomplete": "email"}),
        error_messages={"required": "Write your email address.", "invalid": NOT_AN_ADDRESS},
    )


class SignInForm(RequestLoginCodeForm):
    email = address("We send you a code with 6 numbers. You do not need a password.")

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.helper = FormHelper()
        self.helper.layout = Layout("email", Button("Send me a code", big=True))


class CodeForm(ConfirmLoginCodeForm):
    code = forms.CharField(
        label="Type the code here",
        help_text=f"Spaces do not matter. You can paste it. The code works for {MINUTES} minutes.",
        widget=forms.TextInput({"class": "code", "inputmode": "numeric", "autocomplete": "one-time-code"}),
        error_messages={"required": "Type the 6 numbers from the email."},
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.helper = FormHelper()
        self.helper.layout = Layout("code", Button("Sign in", big=True))


class PasswordForm(LoginForm):
    password = forms.CharField(
        label="Your password",
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "current-password"}),
        error_messages={"required": "Type your password, or use a code instead."},
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["login"] = address()
        self.helper = FormHelper()
        self.helper.layout = Layout("login", "password", Button("Sign in", big=True))

    def login(self, request: HttpRequest, redirect_url: str | None = None) -> HttpResponse:
        """The library ends with its own idea of how long this lasts; ours counts."""
        response = super().login(request, redirect_url)
        limit(request.session)
        return response


class SecondStepForm(AuthenticateForm):
    code = forms.CharField(
        widget=forms.TextInput({"class": "code", "inputmode": "numeric", "autocomplete": "one-time-code"}),
        error_messages={"required": "Type the numbers."},
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        has_app = is_mfa_enabled(self.user, [Authenticator.Type.TOTP])
        self.fields["code"].label = "The 6 numbers from your app, or a spare code" if has_app else "A spare code"
        self.helper = FormHelper()
        self.helper.layout = Layout("code", Button("Go on", big=True))


class Shown:
    """A passkey that was shown to us. What no browser sends is refused like a wrong one."""

    def clean_credential(self) -> Authenticator:
        try:
            return super().clean_credential()  # type: ignore[misc]
        except (AttributeError, KeyError, TypeError, ValueError) as fault:
            raise forms.ValidationError(NO_PASSKEY) from fault


class PasskeySignInForm(Shown, LoginWebAuthnForm):
    pass


class PasskeyStepForm(Shown, AuthenticateWebAuthnForm):
    pass
