"""What was brought up, moved, changed, parked and dropped."""

from heapq import nlargest
from itertools import groupby, pairwise
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse

from feedback.thread.change import Change, Stretch, name
from participants.templatetags.look import short_day
from projects.models import AgendaItem, ItemKind, Level, Origin, Session

Row = Any  # a row of the history, whose class is made while the app loads

# Read from the most telling to the least: one save is one line.
CHANGED = {
    "what": "changed the subject",
    "how": "changed how we do it",
    "method_id": "changed the method",
    "kind": "changed what we do with",
    "level": "changed who decides on",
    "why": "said why it matters:",
    "content_note": "said what may upset in",
    "minutes": "changed the time for",
    "position": "moved",
}

# All that a line says; a session also holds the long notes that were taken in it.
READ = (
    *("id", "history_id", "history_date", "history_change_reason"),
    *("history_user__name", "history_user__credit", "history_user__credit_as"),
    *("project", "what", "origin", "kind", "how", "level", "why"),
    *("content_note", "minutes", "position", "method__name"),
    *("parked_on", "return_by", "dropped_on", "capacity", "shown"),
    *("disagreed", "what_happened", "brought_by__name", "brought_by__credit", "brought_by__credit_as"),
    *("session__project", "session__number", "session__kind"),
)


def changes(stretch: Stretch) -> list[Change]:
    """The newest changes of the project's subjects."""
    seen = AgendaItem.objects.seen_in(stretch.project)
    rows = AgendaItem.history.filter(id__in=seen.values("pk"), history_date__lt=stretch.before)
    newest = rows.order_by("-history_date", "-history_id").values("id")[: stretch.most]
    known = history_of(newest)
    before = [(row.history_date, row.history_id) for row in known if row.history_date < stretch.before]
    wanted = {number for _, number in nlargest(stretch.most, before)}
    return [one for number, one in in_words(known) if number in wanted]


def of_session(session: Session) -> list[Change]:
    """All that happened to the subjects that were ever on this session's agenda."""
    ever = AgendaItem.history.filter(session=session).values("id")
    return [one for _, one in in_words(history_of(ever))]


def history_of(items: QuerySet | list[UUID]) -> list[Row]:
    """Every row of these subjects, subject by subject, the oldest first; one query."""
    rows = AgendaItem.history.filter(id__in=items).order_by("id", "history_date", "history_id")
    return list(rows.select_related("session", "method", "history_user", "brought_by").only(*READ))


def in_words(rows: list[Row]) -> list[tuple[int, Change]]:
    """Each change with the number of its row."""
    found: list[tuple[int, Change]] = []
    for _, group in groupby(rows, key=lambda row: row.id):
        first, *rest = group
        found.append((first.history_id, brought_up(first, now=[first, *rest][-1])))
        for before, row in pairwise([first, *rest]):
            found += [(row.history_id, change) for change in changed(before, row)]
    return found


def quoted(row: Row) -> str:
    """The subject, so that one sees where it begins and ends in a sentence."""
    return f'"{row.what}"'


def line(row: Row, says: str, was: str = "", now: str = "") -> Change:
    url = row.session.get_absolute_url() if row.session else reverse("agenda", args=[row.project_id])
    return Change(row.history_date, says, "agenda_items", row.id, url, was, now, row.history_change_reason or "")


def brought_up(row: Row, now: Row) -> Change:
    """The first row. The shape stands beside a name only where that person lets it stand now."""
    who = name(row.brought_by, "The group" if row.origin == Origin.GROUP else "Somebody")
    if row.parked_on:
        one = line(row, f"{name(row.history_user)} parked {quoted(row)}{until(row)}")
    elif row.session:
        one = line(row, f"{who} put {quoted(row)} on the agenda of {row.session.numbered.lower()}")
    else:
        one = line(row, f"{who} brought up {quoted(row)}")
    one.why = one.why or row.why
    one.capacity = now.capacity if now.shown and now.brought_by_id else ""
    return one


def changed(before: Row, row: Row) -> list[Change]:
    """What one save changed, a line for each thing; none when nothing a reader cares for."""
    who = name(row.history_user, "We")
    if row.dropped_on and not before.dropped_on:
        return [line(row, f"{who} dropped {quoted(row)}")]
    if row.disagreed and not before.disagreed:
        return [line(row, f"We did not agree on {quoted(row)}", now=row.what_happened)]
    if row.session_id != before.session_id and row.session:
        return [moved(before, row, who)]
    if row.parked_on and row.parked_on != before.parked_on:
        return [line(row, f"{who} parked {quoted(row)}{until(row)}")]
    fields = [field for field in CHANGED if getattr(before, field) != getattr(row, field)]
    return [
        line(row, f"{who} {CHANGED[field]}{after(field, row)}", *was_and_now(field, before, row)) for field in fields
    ]


def until(row: Row) -> str:
    return f" until {short_day(row.return_by)}" if row.return_by else ""


def moved(before: Row, row: Row, who: str) -> Change:
    """To a session: taken up, or back by itself from the parked list."""
    if before.parked_on and not row.history_user:
        return line(row, f"{quoted(row)} came back, on the agenda of {row.session.numbered.lower()}")
    since = f". It was parked on {short_day(before.parked_on)}" if before.parked_on else ""
    return line(row, f"{who} put {quoted(row)} on the agenda of {row.session.numbered.lower()}{since}")


def after(field: str, row: Row) -> str:
    """The end of the sentence: which subject it is about, where the words do not say it."""
    return "" if field == "what" else f" {quoted(row)}" if field not in ("how", "method_id") else f": {quoted(row)}"


def was_and_now(field: str, before: Row, row: Row) -> tuple[str, str]:
    if field == "position":
        return "", ""
    return in_plain(field, before), in_plain(field, row)


def in_plain(field: str, row: Row) -> str:
    """The value as a person reads it."""
    if field == "method_id":
        return row.method.name if row.method else ""
    value = getattr(row, field)
    if field == "minutes":
        return f"{value} minutes" if value else ""
    choices = {"level": Level, "kind": ItemKind}
    return choices[field](value).label if field in choices and value else str(value or "")
