"""A letter on paper. How it looks is decided further right, where PDFs are made."""

from base64 import b64encode
from collections.abc import Callable

from participants.outbox.letter import Part

Press = Callable[[list[Part]], bytes]
PRESS: list[Press] = []


def prints_with(press: Press) -> None:
    """Make known who turns messages to one person into a PDF, when the app starts."""
    PRESS[:] = [press]


def pdf_of(parts: list[Part]) -> str:
    """The letter to one person, as text that fits in JSON."""
    [press] = PRESS
    return b64encode(press(parts)).decode()
