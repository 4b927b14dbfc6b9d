"""What became of a subject while somebody had its form open: no words are lost, and none overwritten unseen."""

from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise
from typing import Any

from participants.templatetags.look import short_day
from projects.models import AgendaItem, ItemKind, Level

Row = Any  # a row of the history, whose class is made while the app loads
OVER = "-over"
# What a reader cares for, in words. Capacities and names are each person's own affair.
WORDS = {
    "what": "What it is about",
    "why": "Why it matters",
    "kind": "What kind of part it is",
    "how": "How we do it",
    "method": "Way of working",
    "minutes": "Minutes",
    "content_note": "What may upset",
    "level": "Who decides",
}


@dataclass(frozen=True)
class Meanwhile:
    """One save of somebody else. `says`: what they did with it. `words`: what it is, what it was, what it is now."""

    who: str
    at: datetime | None
    says: str = ""
    why: str = ""
    words: list[tuple[str, str, str]] = field(default_factory=list)


def stamp(item: AgendaItem) -> str:
    """What a form was made from: the newest row of the history, and whether the session is over."""
    return f"{newest_row(item)}{OVER * is_over(item)}"


def newest_row(record: Any) -> str:
    """The newest row of its history, as a form says from which it was made."""
    return str(record.history.order_by("-history_id").values_list("history_id", flat=True).first())


def is_over(item: AgendaItem) -> bool:
    """Its session is closed or cancelled: its agenda stays as it was."""
    return bool(item.session and not item.session.open_for_agenda)


def rows_since(record: Any, seen: str, *with_them: str) -> list[Row]:
    """The row that the form was made from, and all that came after it. A stamp we do not know: the first row."""
    rows = list(record.history.select_related("history_user", *with_them).order_by("history_id"))
    from_there = [at for at, row in enumerate(rows) if str(row.history_id) == seen.removesuffix(OVER)]
    return rows[from_there[0] if from_there else 0 :]


def since(item: AgendaItem, seen: str) -> list[Meanwhile]:
    """What happened since the form was made, oldest first; empty when it is as it was."""
    changes = [change(before, row) for before, row in pairwise(rows_since(item, seen, "session", "method"))]
    found = [one for one in changes if one.says or one.words]
    if is_over(item) and not seen.endswith(OVER):
        found.append(Meanwhile("", None, says=f"{item.session} is over by now, so its agenda stays as it was."))
    return found


def change(before: Row, row: Row) -> Meanwhile:
    words = [(words, plain(name, before), plain(name, row)) for name, words in WORDS.items()]
    return Meanwhile(
        who=row.history_user.first_name if row.history_user else "",
        at=row.history_date,
        says=done_with_it(before, row),
        why=row.history_change_reason or "",
        words=[(words, was, now) for words, was, now in words if was != now],
    )


def done_with_it(before: Row, row: Row) -> str:
    """What somebody did with the subject as a whole; empty when only words changed."""
    if row.dropped_on and not before.dropped_on:
        return "took it off the agenda"
    if before.dropped_on and not row.dropped_on:
        return "brought it back"
    if row.parked_on and (row.parked_on, row.return_by) != (before.parked_on, before.return_by):
        return f"parked it, to come back by {short_day(row.return_by)}" if row.return_by else "parked it"
    if row.session_id != before.session_id:
        return f"put it on the agenda of {row.session}" if row.session else "put it back among those that wait"
    return "moved it on the agenda" if row.position != before.position else ""


def plain(name: str, row: Row) -> str:
    """The value as a person reads it."""
    value = getattr(row, name)
    if name == "kind":
        return str(ItemKind(value).label)
    if name == "level":
        return str(Level(value).label) if value else ""
    return "" if value is None else str(value)
