"""How allauth treats us: people come in by invitation only, and what it keeps of them is sealed."""

from typing import Any
from urllib.parse import urljoin
from uuid import UUID

import qrcode
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.module_loading import import_string

from participants.models import Person
from participants.prepared import prepared
from participants.sealed_words import lock_of
from participants.sessions import begin

NOT_THE_NUMBERS = "These are not the right numbers. An app shows new ones every half minute. A spare code works once."
WHITE_BEHIND = "qrcode.image.svg.SvgPathFillImage"
NEWS = {
    "password_kept": "You have a new password.",
    "password_removed": "You took away your password.",
    "mfa/email/totp_activated": "You added an app that shows codes.",
    "mfa/email/totp_deactivated": "You took away the app that shows codes.",
    "mfa/email/webauthn_added": "You added a passkey.",
    "mfa/email/webauthn_removed": "You took away a passkey.",
    "mfa/email/recovery_codes_generated": "You made new spare codes.",
}


@prepared
def of_key(*, person: UUID) -> QuerySet[Person]:
    return Person.objects.filter(pk=person)


class Backend(AuthenticationBackend):
    """Asked at every request of somebody who is signed in."""

    def get_user(self, user_id: UUID) -> Person | None:
        return next((one for one in of_key(person=user_id) if self.user_can_authenticate(one)), None)


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "incorrect_code": "This is not the code we sent. Look for the newest email from us, and type its 6 numbers.",
        "too_many_login_attempts": "That was a lot of tries in a short time. Wait a few minutes, then try again.",
        "rate_limited": "That was a lot in a short time. Wait a few minutes, then try again.",
        "email_password_mismatch": "We do not know this address with this password. Try again, or use a code instead.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody makes an account alone: somebody invites them."""
        return False

    def post_login(self, request: HttpRequest, user: Person, **more: Any) -> HttpResponse:
        return begin(request.session, super().post_login(request, user, **more).url)

    def send_notification_mail(
        self, template_prefix: str, user: Person, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        """One letter for every change of how somebody signs in, to the address we know."""
        if user.email:
            address = urljoin(settings.SITE_URL, reverse("sign_in_ways"))
            news = {"what": NEWS[template_prefix], "at": timezone.localtime(), "address": address}
            self.send_mail("account/email/way_changed", user.email, news)


class SecondStepAdapter(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {"incorrect_code": NOT_THE_NUMBERS}

    def get_totp_issuer(self) -> str:
        return "Coproduce"

    def build_totp_svg(self, url: str) -> str:
        """Black on white also at night, or no phone can read it."""
        return qrcode.make(url, image_factory=import_string(WHITE_BEHIND)).to_string().decode()

    def encrypt(self, text: str) -> str:
        return lock_of(tuple(settings.WORDS_KEYS)).encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return lock_of(tuple(settings.WORDS_KEYS)).decrypt(encrypted_text.encode()).decode()

    def generate_authenticator_name(self, user: Person, type: Authenticator.Type) -> str:
        number = Authenticator.objects.filter(user=user, type=type).count() + 1
        return "My phone or computer" if number == 1 else f"Passkey {number}"

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return super().get_public_key_credential_rp_entity() | {"name": "Coproduce"}


class OrganisationAdapter(DefaultSocialAccountAdapter):
    """Signing in with an organisation's own accounts."""

    def populate_user(self, request: HttpRequest, sociallogin: SocialLogin, data: dict[str, Any]) -> Person:
        """Nobody is made up from what the other server says."""
        return sociallogin.user

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Let in only a person whom we know by an address that their organisation has checked. Nothing is kept."""
        checked = [one.email.lower() for one in sociallogin.email_addresses if str(one.verified).lower() == "true"]
        person = Person.objects.filter(email__in=checked, is_active=True).first()
        if not person or sociallogin.state.get("process") != "login":
            raise ImmediateHttpResponse(render(request, "socialaccount/not_known.html", status=403))
        sociallogin.user = person
