"""What the columns probably are, from their headings and cells. A person looks before it counts."""

import re
from collections.abc import Iterable

from feedback.spreadsheet.dates import read_day
from feedback.spreadsheet.kinds import KINDS, MOST_ASKED
from feedback.spreadsheet.lines import People
from participants.sheet import Sheet

# In this order: each takes the first column that is still free.
HEADINGS = {
    "when": r"date|day|when|received",
    "who": r"who|names?|person|speaker|said by|given by|role|e-?mail",
    "kind": r"kind|type|category|heading|theme|topic",
    "better": r"better|improve\w*|suggest\w*|solution|ideas?",
    "where": r"event|where|place|venue|source|session|meeting|location",
    "said": r"said|say|saying|comments?|feedback|words|problem|issue|quote|response|answer|text|what",
}


def guess(sheet: Sheet, people: People) -> dict[str, str]:
    """The first answers on the page of columns, as the page writes them."""
    found: dict[str, int] = {}
    for role, words in HEADINGS.items():
        for place, heading in enumerate(sheet.headings):
            if place not in found.values() and fits(role, words, heading, sheet.column(place)):
                found[role] = place
                break
    if "said" not in found and (longest := longest_column(sheet, set(found.values()))) is not None:
        found["said"] = longest
    columns = {role: str(place) for role, place in found.items()}
    return columns | {"who_is": who_is(sheet, found.get("who"), people)}


def fits(role: str, words: str, heading: str, cells: list[str]) -> bool:
    """By its heading; a column of days has to hold days as well, and one of kinds only a few."""
    named = bool(re.search(rf"\b(?:{words})\b", heading, re.IGNORECASE))
    if role == "kind":
        return named and len(set(map(str.casefold, cells)) - set(KINDS)) <= MOST_ASKED
    return named and (role != "when" or most(read_day(cell) is not None for cell in cells))


def most(facts: Iterable[bool]) -> bool:
    listed = list(facts)
    return sum(listed) * 2 > len(listed)


def longest_column(sheet: Sheet, taken: set[int]) -> int | None:
    """The free column with the most letters: people's words are longer than the rest."""
    free = [place for place in range(len(sheet.headings)) if place not in taken]
    return max(free, key=lambda place: sum(map(len, sheet.column(place))), default=None)


def who_is(sheet: Sheet, place: int | None, people: People) -> str:
    """Persons when most names are of people in the project, else groups."""
    cells = sheet.column(place) if place is not None else []
    return "person" if cells and most(bool(people.find(cell)) for cell in cells) else "group"
