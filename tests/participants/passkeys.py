"""A passkey as a browser describes it, made without one: nobody can sign in with it."""

from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData, CollectedClientData

NUMBER = b"a key that is only looked at"


def passkey(name: str) -> dict:
    """What is kept of one."""
    key = ES256({1: 2, 3: -7, -1: 1, -2: b"x" * 32, -3: b"y" * 32})
    shown = AuthenticatorData.create(
        b"r" * 32,
        AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.AT,
        0,
        AttestedCredentialData.create(b"a" * 16, NUMBER, key),
    )
    said = CollectedClientData.create("webauthn.create", b"challenge", "http://localhost")
    return {
        "name": name,
        "credential": {
            "id": websafe_encode(NUMBER),
            "rawId": websafe_encode(NUMBER),
            "type": "public-key",
            "response": {
                "clientDataJSON": websafe_encode(bytes(said)),
                "attestationObject": websafe_encode(bytes(AttestationObject.create("none", shown, {}))),
            },
            "clientExtensionResults": {"credProps": {"rk": True}},
        },
    }
