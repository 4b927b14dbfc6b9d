"""What the words of a column of kinds mean: some are ours, and of others we ask once for all lines that have them."""

import re
from collections.abc import Iterable

from feedback.models import Kind

KINDS = {word.casefold(): kind for kind in Kind for word in (kind.value, kind.label, f"{kind.label}s")}
KNOWN_KINDS = ", ".join(kind.label.lower() for kind in Kind)
MOST_ASKED = 8  # of more we ask nothing: it is a column of something else

# The first that fits the words.
MEANINGS = [
    (r"thank", Kind.THANKS),
    (r"(?:not|n't) work|change|better|improve|problem|bad|hard|difficult", Kind.PROBLEM),
    (r"well|good|works?|working|like|strengths?", Kind.WORKS),
    (r"worr|concern|afraid", Kind.WORRY),
    (r"feel|mood", Kind.FEELING),
    (r"need", Kind.NEED),
]


def unknown(cells: Iterable[str]) -> list[str]:
    """Words that are none of our kinds, each once, in the order of the lines; none when there are too many to ask."""
    words: dict[str, str] = {}
    for cell in cells:
        if cell.casefold() not in KINDS:
            words.setdefault(cell.casefold(), cell)
    return list(words.values()) if len(words) <= MOST_ASKED else []


def meaning(words: str) -> str:
    """The kind that these words probably mean; empty when they do not say."""
    return next((kind for sign, kind in MEANINGS if re.search(rf"\b(?:{sign})", words, re.IGNORECASE)), "")
