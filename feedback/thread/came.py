"""What changed in the world because of it all, and how the words for it came about."""

from itertools import pairwise
from typing import Any

from django.utils import timezone

from feedback import models
from feedback.thread.change import Change, Stretch, name, noon
from projects.turns import Turn

Row = Any  # a row of the history, whose class is made while the app loads
WORDS = {
    "after": "how it is now",
    "before": "how it was",
    "evidence": "how we know",
    "easy_words": "the easy words",
}
FACTS = {
    "since": "since when",
    "link": "the link to look at",
    "unintended": "whether it was planned",
    "output": "what was made",
    "made_by": "who made it",
    "presented_by": "who presented it",
    "shown_where": "where it could be seen",
    "paper_id": "the file to look at",
    "easy_checked_by": "who checked the easy words",
}


def changes(stretch: Stretch) -> list[Change]:
    """What is different, by the day since when it is so."""
    rows = models.Change.objects.filter(project=stretch.project, since__lte=timezone.localdate(stretch.before))
    return [
        Change(
            noon(row.since, number),
            f"It came as a surprise: {row.title}" if row.unintended else f"This has changed: {row.title}",
            "changes",
            row.pk,
            row.get_absolute_url(),
            row.before,
            row.after,
        )
        for number, row in enumerate(rows[: stretch.most])
    ]


def turns_of(change: models.Change) -> list[Turn]:
    """From the day it was written down to now, oldest first; two queries."""
    rows = list(change.history.select_related("history_user").order_by("history_date", "history_id"))
    first = Turn(timezone.localdate(change.recorded_at), f"{name(change.written_by)} wrote this down")
    return [first, *(turn for before, after in pairwise(rows) for turn in reworded(before, after))]


def reworded(before: Row, after: Row) -> list[Turn]:
    """What one save changed: old words and new words; of other facts, which."""
    on, who, why = timezone.localdate(after.history_date), name(after.history_user), after.history_change_reason or ""
    differs = [field for field in {**WORDS, **FACTS} if getattr(before, field) != getattr(after, field)]
    turns = [
        Turn(on, f"{who} changed {WORDS[field]}", getattr(before, field), getattr(after, field), why)
        for field in differs
        if field in WORDS
    ]
    facts = [FACTS[field] for field in differs if field in FACTS]
    return [*turns, Turn(on, f"{who} changed {' and '.join(facts)}", why=why)] if facts else turns
