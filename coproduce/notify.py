"""Texts and letters through GOV.UK Notify: off while NOTIFY_API_KEY is empty."""

import re
from collections.abc import Mapping

from django.core.exceptions import ImproperlyConfigured

PUBLIC = "https://api.notifications.service.gov.uk"
UUID = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
KEY = re.compile(rf"^.*-({UUID})-({UUID})$")
SETTINGS = ("API_KEY", "URL", "TEXT_TEMPLATE", "LETTERS")
NOT_WHOLE = "NOTIFY_API_KEY is not a whole key. Copy it again from Notify: API integration."
NOT_SAFE = "NOTIFY_URL does not start with https://. Others could read what we send."
FOR_NOTHING = "NOTIFY_API_KEY is set, but neither NOTIFY_TEXT_TEMPLATE nor NOTIFY_LETTERS is. See .env.example."


def account(environment: Mapping[str, str], secure: bool) -> dict[str, str]:
    """Our service at Notify; empty when it is off. ImproperlyConfigured when half of it is missing.

    `text`: the id of its template for texts, `letters`: 1 when it prints for us; each empty: done by hand.
    """
    key, url, text, letters = (environment.get(f"NOTIFY_{name}", "").strip() for name in SETTINGS)
    if not key:
        return {}
    parts, url = KEY.match(key), (url or PUBLIC).rstrip("/")
    letters = letters if letters == "1" else ""
    if not parts:
        raise ImproperlyConfigured(NOT_WHOLE)
    if secure and not url.startswith("https://"):
        raise ImproperlyConfigured(NOT_SAFE)
    if not text and not letters:
        raise ImproperlyConfigured(FOR_NOTHING)
    return {"url": url, "service": parts[1], "secret": parts[2], "text": text, "letters": letters}
