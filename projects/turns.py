"""What became of a step, an agreement or a line of the notebook: who changed what, when and why."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any
from uuid import UUID

from django.utils import timezone

from participants.models import Person
from participants.templatetags.look import day
from projects.models import Agreement, Entry, EntryKind, Level, Step

Row = Any  # a row of the history, whose class is made while the app loads
NOT_KNOWN = "Not known yet"
STEP = {
    "what": "what happens",
    "how": "how people can shape it",
    "level": "the level",
    "with_whom": "with whom",
    "on": "the date",
}


@dataclass(frozen=True)
class Turn:
    """One change: the day, a sentence with a person in it, the words before and after, and why."""

    on: date
    says: str
    was: str = ""
    now: str = ""
    why: str = ""


def name(person: Person | None) -> str:
    """As they chose to be named beside what they bring."""
    return (person and person.credited) or "Somebody"


def rows_of(thing: Step | Entry) -> list[Row]:
    """Its history, oldest first; one query."""
    return list(thing.history.select_related("history_user").order_by("history_date", "history_id"))


def of_step(step: Step) -> list[Turn]:
    """From the proposal to now, oldest first (SP-P4)."""
    first = Turn(timezone.localdate(step.recorded_at), f"{name(step.proposed_by)} proposed this")
    return [first, *(turn for before, after in pairwise(rows_of(step)) for turn in changed_step(before, after))]


def changed_step(before: Row, after: Row) -> list[Turn]:
    """What one save changed; one turn for each thing."""
    on, who = timezone.localdate(after.history_date), name(after.history_user)
    if after.dropped_on and not before.dropped_on:
        return [Turn(on, f"{who} took it out of the plan", why=after.dropped_why)]
    if after.done_on and not before.done_on:
        return [Turn(on, f"{who} said it is done")]
    if (before.dropped_on or before.done_on) and not (after.dropped_on or after.done_on):
        return [Turn(on, f"{who} put it back into the plan")]
    return [
        Turn(on, f"{who} changed {words}", plain(field, before), plain(field, after))
        for field, words in STEP.items()
        if getattr(before, field) != getattr(after, field)
    ]


def plain(field: str, row: Row) -> str:
    """The value as a person reads it."""
    value = getattr(row, field)
    if field == "on":
        return day(value) or NOT_KNOWN
    return (Level(value).label if field == "level" and value else value) or NOT_KNOWN


def of_entry(entry: Entry) -> list[Turn]:
    """From the day it was brought to now, oldest first. Who asked not to be named is nobody here (TE-CR3)."""
    first = Turn(entry.on, f"{name(entry.brought_by)} wrote this down")
    turns = (changed_entry(before, after) for before, after in pairwise(rows_of(entry)))
    return [first, *filter(None, turns)]


def old_words(entries: Iterable[Entry]) -> dict[UUID, list[Turn]]:
    """For each guiding question that was reworded: the turns in which it was, the newest first; one query."""
    wanted = [entry.pk for entry in entries if entry.kind == EntryKind.GUIDING]
    rows = Entry.history.filter(id__in=wanted).select_related("history_user")
    found: dict[UUID, list[Turn]] = {}
    for before, after in pairwise(rows.order_by("id", "history_date", "history_id")):
        if before.id == after.id and before.line != after.line and (turn := changed_entry(before, after)):
            found.setdefault(after.id, []).insert(0, turn)
    return found


def changed_entry(before: Row, after: Row) -> Turn | None:
    """What one save changed; None when nothing a reader sees."""
    on, who, why = timezone.localdate(after.history_date), name(after.history_user), after.history_change_reason or ""
    if after.line != before.line:
        return Turn(on, f"{who} changed the words", before.line, after.line, why)
    if after.settled_on and not before.settled_on:
        return Turn(after.settled_on, f"{who} {EntryKind(after.kind).settled}", now=after.how)
    if before.settled_on and not after.settled_on:
        return Turn(on, f"{who} opened it again", was=before.how)
    if after.more != before.more:
        return Turn(on, f"{who} added to it", before.more, after.more, why)
    if (after.come_from, after.link) != (before.come_from, before.link):
        return Turn(on, f"{who} said where it is from", before.come_from, after.come_from or after.link, why)
    return None


def of_agreement(wordings: list[Agreement]) -> list[Turn]:
    """From the first wording to the last; they are given oldest first (TE-OP0)."""
    first, last = wordings[0], wordings[-1]
    turns = [Turn(first.proposed_on, f"{name(first.proposed_by)} proposed this", now=first.wording)]
    for old, new in pairwise(wordings):
        says = f"{name(new.proposed_by)} changed the words"
        turns.append(Turn(new.proposed_on, says, old.wording, new.wording, new.why_changed))
    if last.dropped_on:
        turns.append(Turn(last.dropped_on, "The group dropped it", why=last.dropped_why))
    return turns
