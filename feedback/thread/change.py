"""One change, and the stretch of time in which changes are looked for."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.utils import timezone

from feedback.models import Feedback
from participants.models import Person
from projects.models import Project


@dataclass
class Change:
    """What somebody changed, as a sentence, with the words before and after. `of` and `pk` say of which record."""

    at: datetime
    says: str
    of: str
    pk: UUID
    url: str = ""
    was: str = ""
    now: str = ""
    why: str = ""
    capacity: str = ""
    led: list[Feedback] = field(default_factory=list)


@dataclass(frozen=True)
class Stretch:
    """The newest changes of a project before a moment, as one person may see them; at most `most` of each kind."""

    project: Project
    person: Person
    before: datetime
    most: int


def name(person: Person | None, nobody: str = "Somebody") -> str:
    """The first word of a sentence: who it was, as they chose to be named beside what they bring."""
    return (person and person.credited) or nobody


def noon(day: date, number: int) -> datetime:
    """The moment by which a change is sorted of which only the day is known; no two of a kind have the same."""
    return timezone.make_aware(datetime.combine(day, time(12))) + timedelta(microseconds=number)
