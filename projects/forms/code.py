"""The box for a code from paper; and the one for a letter or a personal card."""

from typing import Any

from allauth.core import ratelimit
from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils import timezone

from participants.forms.layout import Button
from participants.templatetags.look import day
from projects import codes
from projects.models import Invitation, WayIn

UNKNOWN = "We do not know this code. Look at each letter and number again."
TOO_MANY = "That was a lot of wrong codes. Wait ten minutes, then try again. Or ring us."
SHUT = "This card is shut. Ask for a new one."
NOT_FOR_STAFF = "A card does not open what staff do. Sign in with your email."
LETTER_IS_DEAD = {
    "used": "This code has been used. It works once. Ask us for a card to come back.",
    "replaced": "There is a newer letter. Type the code from that one.",
    "expired": "This code worked until {until}. Ask us for a new letter.",
}


def count_wrong(request: HttpRequest, dry_run: bool = False) -> bool:
    """One more wrong code, for this person or browser and for everybody behind the same address; False when there have
    been too many. A browser is known by the key of its forms."""
    who = str(request.user.pk or request.META.get("CSRF_COOKIE", ""))
    return bool(ratelimit.consume(request, action="wrong_code", key=who, dry_run=dry_run))


class CodeBox(forms.Form):
    """A box for a code from paper. Wrong ones are counted."""

    code = forms.CharField(
        max_length=40,
        help_text="Spaces do not matter. Small letters are fine.",
        widget=forms.TextInput({"class": "code paper", "autocomplete": "off", "autocapitalize": "characters"}),
        error_messages={"required": "Type the code.", "max_length": UNKNOWN},
    )

    def __init__(self, *args: Any, label: str, button: str, request: HttpRequest, **more: Any) -> None:
        super().__init__(*args, **more)
        self.request = request
        self.fields["code"].label = label
        self.helper = FormHelper()
        self.helper.layout = Layout("code", Button(button, big=True))

    def wrong(self) -> ValidationError:
        count_wrong(self.request)
        return ValidationError(UNKNOWN)

    def may_try(self) -> bool:
        return count_wrong(self.request, dry_run=True)


class CodeForm(CodeBox):
    """`letter` or `card`: what the code opens, once the form is valid."""

    letter: Invitation | None = None
    card: WayIn | None = None

    def clean_code(self) -> str:
        """As it was typed. It opens a letter or a card, or this says in one sentence why not."""
        typed: str = self.cleaned_data["code"]
        code = codes.read(typed)
        if len(code) not in (codes.LETTER_LENGTH, codes.CARD_LENGTH):
            raise ValidationError(f"A code has 9 or 12 letters and numbers. This one has {len(code)}.")
        if not self.may_try():
            raise ValidationError(TOO_MANY)
        if len(code) == codes.LETTER_LENGTH:
            self.letter = self.letter_with(code)
        else:
            self.card = self.card_with(code)
        return typed

    def letter_with(self, code: str) -> Invitation:
        letter = Invitation.objects.with_code(code)
        if not letter:
            raise self.wrong()
        if why_not := letter.why_not(timezone.now()):
            raise ValidationError(LETTER_IS_DEAD[why_not].format(until=day(timezone.localtime(letter.expires_at))))
        return letter

    def card_with(self, code: str) -> WayIn:
        card = WayIn.with_secret(WayIn.Kind.CARD, code)
        if not card:
            raise self.wrong()
        if not card.is_open:
            raise ValidationError(SHUT)
        if not WayIn.objects.cards().filter(pk=card.pk).exists():
            raise ValidationError(NOT_FOR_STAFF)
        return card
