"""A text message: two short lines and the way to stop, in the letters that every phone knows."""

import unicodedata
from collections.abc import Sequence

from django.conf import settings
from django.urls import reverse

from participants.outbox.kinds import kind_of
from participants.outbox.letter import Part
from participants.outbox.stops import short_token, stop_path

BASIC = set(
    "@£$¥èéùìòÇ\nØøÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà"
)
DOUBLE = set("^{}\\[~]|€")  # each of these counts as two
PLAIN = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "…": "...", "\u00a0": " "})
MOST = 306  # two texts joined; beyond that they cost more and come in pieces


def text_of(parts: Sequence[Part]) -> str:
    """What they are told, in words that fit: what it is about, and where it stands."""
    hello, stop = f"Hello {parts[0].message.recipient.first_name}. ", way_to_stop(parts)
    if len(parts) > 1:
        return gsm(f"{hello}{len(parts)} messages wait for you.\nSign in to read them: {settings.SITE_URL}{stop}")
    [part] = parts
    secret = kind_of(part.message).link
    where = f"Read it: {part.link}" if secret else f"Sign in to read it: {part.link}"
    whole = gsm(f"{hello}{part.message.subject}.\n{where}{stop}")
    if length(whole) <= MOST or secret:
        return whole
    return shortened(gsm(f"{hello}{part.message.subject}"), gsm(f".\nSign in to read it: {settings.SITE_URL}{stop}"))


def way_to_stop(parts: Sequence[Part]) -> str:
    """The last line: nobody reads what is sent back, so it is an address, which works without signing in."""
    if not any(stop_path(part.message) for part in parts):
        return ""
    token = short_token(parts[0].message.recipient_id)
    return f"\nTo stop: {settings.SITE_URL}{reverse('stop', args=[token])}"


def shortened(words: str, rest: str) -> str:
    """As much of the words as fits before the rest."""
    while length(words + rest) > MOST:
        words = words[:-1]
    return words + rest


def gsm(words: str) -> str:
    """The same words in plain letters: no phone shows a box, and none needs a longer text for one curly sign."""
    plain = words.translate(PLAIN)
    return "".join(sign if sign in BASIC | DOUBLE else bare(sign) for sign in plain)


def bare(sign: str) -> str:
    """The letter without its marks; nothing for what has no plain letter."""
    return "".join(piece for piece in unicodedata.normalize("NFKD", sign) if piece in BASIC)


def length(words: str) -> int:
    """How long it is to a phone."""
    return len(words) + sum(sign in DOUBLE for sign in words)
