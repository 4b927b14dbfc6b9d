"""An organisation's own accounts, by OpenID Connect: off while OIDC_SERVER is empty."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

NOT_SAFE = "OIDC_SERVER does not start with https://. Others could read on the way who signs in there."
SETTINGS = ("SERVER", "NAME", "CLIENT_ID", "CLIENT_SECRET", "DOMAINS")


def account(environment: Mapping[str, str], secure: bool) -> dict[str, Any] | None:
    """What allauth must know of the organisation's server. ImproperlyConfigured when half of it is missing."""
    server, name, client, secret, domains = (environment.get(f"OIDC_{what}", "").strip() for what in SETTINGS)
    if not server:
        return None
    if secure and not server.startswith("https://"):
        raise ImproperlyConfigured(NOT_SAFE)
    if not client or not secret:
        raise ImproperlyConfigured(
            "OIDC_SERVER is set, but OIDC_CLIENT_ID or OIDC_CLIENT_SECRET is not. See .env.example."
        )
    return {
        "provider_id": "organisation",
        "name": name or "your work account",
        "client_id": client,
        "secret": secret,
        # addresses there are checked by the organisation itself, also where its server does not say so
        "settings": {"server_url": server.rstrip("/"), "verified_email": domains.replace(",", " ").split()},
    }


def places(account: dict[str, Any] | None) -> list[str]:
    """Where a form of ours may lead, beside our own site."""
    if not account:
        return []
    server = urlsplit(account["settings"]["server_url"])
    return [f"{server.scheme}://{server.netloc}"]
