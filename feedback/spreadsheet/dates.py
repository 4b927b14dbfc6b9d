"""Days as spreadsheets write them."""

import re
from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from participants.forms.dates import month_number

FIRST_YEAR = 1900
TIME = re.compile(r"[T ]+\d{1,2}[:.]\d{2}.*$", re.IGNORECASE)
ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
NUMBERS = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4}|\d{2})")
DAY_FIRST_WORDS = re.compile(r"(\d{1,2})(?:[a-z]{2})?[-/. ]+([a-z]+)\.?[-/., ]+(\d{4}|\d{2})", re.IGNORECASE)
MONTH_FIRST_WORDS = re.compile(r"([a-z]+)\.?[-/. ]+(\d{1,2})(?:[a-z]{2})?[-/., ]+(\d{4}|\d{2})", re.IGNORECASE)
WEEKDAY = re.compile(r"^(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,?\s+", re.IGNORECASE)


class Order(StrEnum):
    """Which number comes first in 03/04/2026."""

    DAY = "day"
    MONTH = "month"


def order_of(cells: Iterable[str]) -> Order | None:
    """The order that the numbers of a column show; None when every one of them could be read both ways."""
    pairs = [(int(found[1]), int(found[2])) for found in map(numbers, cells) if found]
    different = [pair for pair in pairs if pair[0] != pair[1]]
    if any(first > 12 for first, _ in different) or not different:
        return Order.DAY
    return Order.MONTH if any(second > 12 for _, second in different) else None


def example_of_both(cells: Iterable[str]) -> str:
    """A cell that could be read both ways, to ask about."""
    return next(cell for cell in cells if (found := numbers(cell)) and int(found[1]) != int(found[2]))


def numbers(cell: str) -> re.Match[str] | None:
    return NUMBERS.fullmatch(bare(cell))


def bare(cell: str) -> str:
    """The day alone, without its name and the time."""
    return WEEKDAY.sub("", TIME.sub("", cell.strip())).strip()


def read_day(cell: str, order: Order = Order.DAY) -> date | None:
    """The day in this cell, or None when it holds no real one. A year of two numbers is in this century."""
    try:
        year, month, day = parts(bare(cell), order)
        found = date(int(year) + 2000 * (len(year) == 2), month_number(month), int(day))
    except ValueError:
        return None
    return found if found.year >= FIRST_YEAR else None


def parts(text: str, order: Order) -> tuple[str, str, str]:
    """Year, month and day as written. ValueError when the text has another shape."""
    if found := ISO.fullmatch(text):
        return found[1], found[2], found[3]
    if found := NUMBERS.fullmatch(text):
        month, day = (found[2], found[1]) if order == Order.DAY else (found[1], found[2])
        return found[3], month, day
    if found := DAY_FIRST_WORDS.fullmatch(text):
        return found[3], found[2], found[1]
    if found := MONTH_FIRST_WORDS.fullmatch(text):
        return found[3], found[1], found[2]
    raise ValueError(text)
