"""Words as one looks for them: without case, accents or the difference between kinds of quotation marks."""

import unicodedata
from typing import Any

from django.db import models

QUOTES = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-"})
ALSO = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"})


def fold(text: str) -> str:
    """The text in small letters without accents, with single spaces: "Café  Łódź" gives "cafe lodz"."""
    text = unicodedata.normalize("NFKD", text.replace("\0", ""))  # a sign for which no database can look
    bare = "".join(one for one in text if not unicodedata.combining(one))
    return " ".join(bare.translate(QUOTES).casefold().translate(ALSO).split())


class FoldedField(models.TextField):
    """The folded words of other fields of the row, written whenever the row is saved whole: what search looks in.

    Both databases find the same in it, because Python did the folding.
    """

    def __init__(self, *fields: str, **more: Any) -> None:
        self.folds = fields
        super().__init__(**{"editable": False, "blank": True, "default": "", **more})

    def deconstruct(self) -> tuple[str, str, list[str], dict[str, Any]]:
        name, path, _, more = super().deconstruct()
        for known in ("editable", "blank", "default"):
            more.pop(known, None)
        return str(name), path, [*self.folds], more

    def pre_save(self, instance: models.Model, add: bool) -> str:
        words = fold(" ".join(str(getattr(instance, name) or "") for name in self.folds))
        setattr(instance, self.attname, words)
        return words
