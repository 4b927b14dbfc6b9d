"""A photo as we keep it: a new JPEG of the picture alone. Where and when it was taken stays with who took it."""

from __future__ import annotations

from functools import cache
from io import BytesIO

import pillow_heif
from PIL import Image, ImageOps

LONGEST_SIDE = 1600  # pixels
MOST_PIXELS = 40_000_000  # to be held in memory at once; phones take 12 to 24 million, and larger ones as JPEG
QUALITY = 82
KINDS = ("JPEG", "PNG", "WEBP", "HEIF")  # iPhones send HEIF as .heic
PAPER = "white"  # behind what is see-through
NO_PICTURE = "it is not a picture that we can read. Send a JPEG, PNG, WebP or HEIC."
TOO_MANY_PIXELS = "it is too large to open. Send a smaller copy."
BROKEN = "it is broken off. Take it or send it once more."


class NotAPhoto(Exception):
    """Why we cannot keep it, in words that follow the file's name."""


@cache
def learn_heif() -> None:
    """So that Pillow can read what iPhones send."""
    pillow_heif.register_heif_opener()


def as_we_keep_it(content: bytes) -> bytes:
    """The picture upright, at most 1600 pixels long, as a JPEG that holds nothing else. NotAPhoto says why not.

    A hostile file can fail in any way that its decoder knows; none of them is worth telling apart.
    """
    learn_heif()
    try:
        picture = Image.open(BytesIO(content), formats=KINDS)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as fault:
        raise NotAPhoto(TOO_MANY_PIXELS) from fault
    except Exception as fault:
        raise NotAPhoto(NO_PICTURE) from fault
    picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))  # a JPEG is read at a half, a quarter, an eighth of its size
    if picture.width * picture.height > MOST_PIXELS:
        raise NotAPhoto(TOO_MANY_PIXELS)
    try:
        return redrawn(picture)
    except Exception as fault:
        raise NotAPhoto(BROKEN) from fault


def redrawn(picture: Image.Image) -> bytes:
    """Drawn anew on an empty sheet, so that no note, place, date or small copy comes along."""
    if picture.mode == "P":
        picture = picture.convert("RGBA")
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    small = ImageOps.exif_transpose(picture)
    see_through = small.convert("RGBA")
    sheet = Image.new("RGB", small.size, PAPER)
    sheet.paste(see_through, mask=see_through.getchannel("A"))
    kept = BytesIO()
    sheet.save(kept, "JPEG", quality=QUALITY, optimize=True)
    return kept.getvalue()
