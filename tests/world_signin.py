"""How the people of the world sign in: one of them has a passkey, an app and spare codes, and only they may see that."""

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret


def add_signin(world, add) -> None:
    wyn = world.people["wide"]
    TOTP.activate(wyn, generate_totp_secret())
    RecoveryCodes.activate(wyn)
    passkey = {"name": "Sorrel's phone", "credential": {}}
    add(world, "passkey", Authenticator.objects.create(user=wyn, type=Authenticator.Type.WEBAUTHN, data=passkey))
    add(world, "provider", None, provider_id="organisation")
