"""How large the letters of a sheet for the wall can be: as large as what is on it allows."""

from collections.abc import Iterable
from datetime import datetime
from math import ceil

from projects.models import AgendaItem, Boundary, Openness, Session

SIZES = (22, 20, 18, 16, 14, 12)  # points
WIDE, HIGH = 510, 740  # points of an A4 sheet without its margins, a little less than there are
LETTER = 0.53  # of the size: how wide one is, on average
LINE = 1.35  # of the size
TIMES = 6.8  # of the size: the column of times
SMALL = 0.8  # of the size: what stands below the line

Parts = list[tuple[datetime | None, AgendaItem]]
Columns = list[tuple[Openness, str, list[Boundary]]]


def size_that_fits(session: Session, parts: Parts, can_change: Columns) -> int:
    """In points. 0: so much is on it that it needs two sheets."""
    return next((size for size in SIZES if height(size, session, parts, can_change) <= HIGH), 0)


def height(size: int, session: Session, parts: Parts, can_change: Columns) -> float:
    """Of the whole sheet, in points."""
    head = lines([session.title], WIDE, size * 2) * size * 2.4 + lines(["", session.place], WIDE, size) * size * LINE
    column = WIDE - TIMES * size
    agenda = sum(lines(words_of(one), column, size) * size * LINE + 0.85 * size for _, one in parts)
    small = size * SMALL
    below = [f"Partly: {'; '.join(map(str, items))}" for _, _, items in can_change if items]
    below += [f"If it gets too much: {session.safety_plan or 'talk to us. You can step out at any time.'}"]
    foot = lines(below, WIDE, small) * small * LINE + len(below) * 0.4 * small + 1.2 * size
    return head + agenda + foot + 1.5 * size


def words_of(one: AgendaItem) -> Iterable[str]:
    """What stands below each other for one part."""
    yield one.what
    if one.how or one.method or one.aim:
        yield f"{one.aim}. {one.method or ''}. {one.how}"
    if one.content_note:
        yield "May be upsetting. You can sit this out."


def lines(texts: Iterable[str], wide: float, size: float) -> int:
    """How many these need, each on lines of its own."""
    return sum(max(ceil(len(text) * LETTER * size / wide), 1) for text in texts)
