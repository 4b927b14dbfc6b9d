"""Words that only the program can read: a copy of the database alone shows nothing of them."""

from __future__ import annotations

import base64
from functools import lru_cache
from typing import Any

from cryptography import fernet
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf import hkdf
from django.conf import settings
from django.db import models

UNREADABLE = "We cannot read these words any more: the key they were written with is gone."


@lru_cache(4)
def lock_of(keys: tuple[str, ...]) -> fernet.MultiFernet:
    """Writes with the first key and reads with any of them."""
    return fernet.MultiFernet([fernet.Fernet(derived(key)) for key in keys])


def derived(key: str) -> bytes:
    """A Fernet key made from any long text."""
    made = hkdf.HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=b"coproduce sealed words").derive(
        key.encode()
    )
    return base64.urlsafe_b64encode(made)


class SealedField(models.TextField):
    """Text that is encrypted in the database. It cannot be searched, sorted or compared there; empty stays empty."""

    def get_prep_value(self, value: Any) -> Any:
        text = super().get_prep_value(value)
        return lock_of(tuple(settings.WORDS_KEYS)).encrypt(text.encode()).decode() if text else text

    def from_db_value(self, value: str | None, *_: Any) -> str | None:
        """The words; a sentence that says so where no key of ours fits."""
        if not value:
            return value
        try:
            return lock_of(tuple(settings.WORDS_KEYS)).decrypt(value.encode()).decode()
        except fernet.InvalidToken:
            return UNREADABLE
