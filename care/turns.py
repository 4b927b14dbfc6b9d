"""What became of a group on the map: who changed what, and when."""

from itertools import pairwise
from typing import Any

from django.utils import timezone

from care.models import Ally, Group, GroupKind, Wanted
from projects.turns import Turn, name

FIELDS = {
    "name": "what they are called",
    "kind": "the kind",
    "how": "how it touches them",
    "wanted": "whether they should be here",
    "barrier": "what is in the way",
    "next_step": "the next step",
    "ally": "whether they are in our corner",
}
LABELS: dict[str, Any] = {"kind": GroupKind, "wanted": Wanted, "ally": Ally}


def of_group(group: Group) -> list[Turn]:
    """From the day somebody thought of them to now, oldest first; one query."""
    rows = list(group.history.select_related("history_user").order_by("history_date", "history_id"))
    turns = [turn for before, after in pairwise(rows) for turn in changed(before, after)]
    return [Turn(timezone.localdate(group.recorded_at), f"{name(group.written_by)} thought of them"), *turns]


def changed(before: Any, after: Any) -> list[Turn]:
    """What one save changed; one turn for each thing."""
    on, who = timezone.localdate(after.history_date), name(after.history_user)
    if after.dropped_on and not before.dropped_on:
        return [Turn(on, f"{who} took them off the list", why=after.dropped_why)]
    return [
        Turn(on, f"{who} changed {words}", plain(field, before), plain(field, after))
        for field, words in FIELDS.items()
        if getattr(before, field) != getattr(after, field)
    ]


def plain(field: str, row: Any) -> str:
    """The value as a person reads it."""
    value = getattr(row, field)
    return (LABELS[field](value).label if value and field in LABELS else value) or "Not recorded"
