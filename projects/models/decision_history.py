"""How a decision came to be: one line for each thing that happened to it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from projects.sealing import FACTS, WORDS

if TYPE_CHECKING:
    from projects.models import Decision


@dataclass(frozen=True)
class Event:
    """One line of a decision's history: the day, and "written down by Fay"."""

    on: date
    words: str


# What a change is called in the history that members read.
CHANGED = (
    WORDS
    | FACTS
    | {
        "review_on": "the day to look again",
        "no_change_why": "if something is to change",
        "asked_of": "who is asked for the reason",
        "easy_words": "the easy words",
        "easy_checked_by": "who checked the easy words",
    }
)


def events_of(decision: "Decision") -> list[Event]:
    """Oldest first. Changed words are named, not repeated."""
    rows = list(decision.history.select_related("history_user").order_by("history_date", "history_id"))
    lines = [Event(decision.written_on, f"written down by {decision.recorded_by}")]
    for before, after in pairwise(rows):
        lines += [Event(timezone.localdate(after.history_date), words) for words in changes(before, after)]
    return lines


def changes(before: Any, after: Any) -> Iterator[str]:
    """What happened between two versions of a row, in words; nothing that members need to know: no line."""
    by = f" by {after.history_user}" if after.history_user else ""
    changed, why = after.diff_against(before).changed_fields, after.history_change_reason
    if "final_on" in changed:
        yield f"made final{by}"
    elif before.final_on and why:
        yield f"{after.history_user or 'somebody'} {why}".rstrip(".")
    elif names := [*(words for name, words in CHANGED.items() if name in changed), *filter(None, [why])]:
        yield f"changed{by}: {', '.join(names)}"
