"""Codes that people read from paper and type: without vowels, so no words, and without signs that look alike."""

import hashlib
import hmac
import secrets

from django.conf import settings

ALPHABET = "23456789CDFGHJKMNPQRTVWX"
REPLY_LENGTH, LETTER_LENGTH, CARD_LENGTH = 8, 9, 12
GROUPS = {REPLY_LENGTH: 4, LETTER_LENGTH: 3, CARD_LENGTH: 4}
# What a tired eye or hand makes of them; none of these signs is in a code.
MEANT = str.maketrans({"B": "8", "S": "5", "Z": "2", "U": "V"})


def made(length: int) -> str:
    """A code of chance."""
    return "".join(secrets.choice(ALPHABET) for _ in range(length))


def derived(purpose: str, length: int) -> str:
    """The same code each time, which only this server can make."""
    number, code = int(keyed(purpose), 16), ""
    for _ in range(length):
        number, place = divmod(number, len(ALPHABET))
        code += ALPHABET[place]
    return code


def checked(chance: str = "") -> str:
    """A code that nobody needs to write down here: six signs of chance and two that only this server adds to them.

    So a slip of paper that was misread is noticed. Who guesses one has all eight to guess: 36 bits, and the tries
    are counted.
    """
    chance = chance or made(REPLY_LENGTH - 2)
    return chance + derived(f"check {chance}", 2)


def checks(code: str) -> bool:
    """True for what `checked` made."""
    return len(code) == REPLY_LENGTH and hmac.compare_digest(code[-2:], derived(f"check {code[:-2]}", 2))


def hashed(kind: str, code: str) -> str:
    """What is kept of a code. A plain hash would not do: a code of 12 such characters is 55 bits, one of 9 is 41, and
    whoever stole the database could try them all in a day. With our key in it, they can try nothing away from here;
    and here the tries are counted (`wrong_code` in the settings)."""
    return keyed(f"{kind} {code}")


def keyed(words: str) -> str:
    return hmac.new(settings.SECRET_KEY.encode(), words.encode(), hashlib.sha256).hexdigest()


def read(typed: str) -> str:
    """The code that somebody meant: small letters, spaces, dashes and look-alikes do not matter."""
    return "".join(sign for sign in typed.upper() if sign.isascii() and sign.isalnum()).translate(MEANT)


def grouped(code: str) -> str:
    """As it is printed: K7M QRT X9W."""
    size = GROUPS[len(code)]
    return " ".join(code[start : start + size] for start in range(0, len(code), size))
