"""Have you noticed? What members said, as figures in words."""

from datetime import date

from care.small_numbers import FEWEST
from feedback.models import Change, Noticed, Noticing
from participants.models import Person

NOBODY = "Nobody has said yet if they noticed it."
HIDDEN = f"Some have told us. We show numbers from {FEWEST} people on, so that nobody can be picked out."
SOME_HIDDEN = f"Others said something else. We do not show numbers under {FEWEST}."


def say(change: Change, person: Person, on: date, **words: str) -> Noticed:
    """What this member says; said again, it takes the place of what they said before."""
    return Noticed.objects.update_or_create(change=change, person=person, defaults={"on": on, **words})[0]


def in_words(change: Change) -> list[str]:
    """A sentence for each figure that may be shown."""
    return figures_in_words(change.noticed.figures())


def figures_in_words(figures: dict[str, int | None]) -> list[str]:
    """For example "6 people noticed it." A figure that is hidden is said to be hidden, and not which one it is."""
    if not figures:
        return [NOBODY]
    shown = {Noticing(answer): count for answer, count in figures.items() if count is not None}
    if not shown:
        return [HIDDEN]
    words = [f"{count} people {answer.said}." for answer, count in shown.items()]
    return words if len(shown) == len(figures) else [*words, SOME_HIDDEN]
