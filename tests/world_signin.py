"""How the people of the world sign in: one has a passkey, an app and spare codes, and only they may see that."""

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

from tests.participants.passkeys import passkey


def add_signin(world, add) -> None:
    wyn = world.people["wide"]
    TOTP.activate(wyn, generate_totp_secret())
    RecoveryCodes.activate(wyn)
    data = passkey("Sorrel phone")
    add(world, "passkey", Authenticator.objects.create(user=wyn, type=Authenticator.Type.WEBAUTHN, data=data))
    add(world, "provider", None, provider_id="organisation")
