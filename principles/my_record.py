"""What one person did, for their CV: their own places, sessions, subjects, decisions and words, and nobody else's."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet

from feedback.models import Feedback, Outcome
from participants.models import Person
from projects.models import AgendaItem, Attendance, Decision, Membership

USED = (Outcome.USED, Outcome.PARTLY)


@dataclass(frozen=True)
class Line:
    """One thing they did: the day (none: not recorded), in words, and in which project."""

    on: date | None
    words: str
    where: str
    more: str = ""


@dataclass(frozen=True)
class Record:
    """All of it, the newest first. `time` is the length of the sessions of which it was written down."""

    organisations: list[str]
    places: list[Membership]
    parts: list[tuple[str, list[Line]]]
    sessions: int
    time: timedelta

    @property
    def hours(self) -> str:
        """In words: "7 hours", "1 hour 30 minutes"; empty for none."""
        hours, minutes = divmod(int(self.time.total_seconds()) // 60, 60)
        return " ".join(counted(number, word) for number, word in ((hours, "hour"), (minutes, "minute")) if number)


def counted(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"


def record_of(person: Person) -> Record:
    """Five queries, however much somebody did. What they took back, and what nobody has told them, is not in it."""
    places = Membership.objects.filter(person=person).select_related("project", "organisation")
    came = list(came_to(person))
    parts = {
        "What I led": [session(one) for one in came if one.leads],
        "Sessions I came to": [session(one) for one in came if not one.leads],
        "Decisions I made with others": [Line(one.made_on, one.question, one.project.title) for one in decided(person)],
        "What I said that was used": [idea(one) for one in used(person)],
        "Subjects I brought": [Line(one.first_raised_on, one.what, one.project.title) for one in brought(person)],
    }
    mine = list(places.order_by("-joined_on", "-recorded_at"))
    return Record(
        organisations=sorted({place.organisation.name for place in mine}),
        places=mine,
        parts=[(heading, lines) for heading, lines in parts.items() if lines],
        sessions=len(came),
        time=sum(lengths(came), timedelta()),
    )


def came_to(person: Person) -> "QuerySet[Attendance]":
    """Sessions at which somebody wrote down that they were there."""
    there = Attendance.objects.filter(person=person, came=True).select_related("session__project")
    return there.order_by("-session__starts_at", "-session__number")


def decided(person: Person) -> "QuerySet[Decision]":
    """Final ones, also those that were replaced since: they made them."""
    final = Decision.objects.filter(makers__person=person, final_on__isnull=False)
    return final.select_related("project").order_by("-made_on", "-number")


def used(person: Person) -> "QuerySet[Feedback]":
    """Their words that were used, at least in part, once they have heard so."""
    told = Feedback.objects.counted().filter(giver=person, answer__outcome__in=USED, answer__told_on__isnull=False)
    return told.select_related("project", "answer").order_by("-received_on", "-recorded_at")


def brought(person: Person) -> "QuerySet[AgendaItem]":
    """Each subject once, however often it was carried over."""
    first = AgendaItem.objects.filter(brought_by=person, continues=None)
    return first.select_related("project").order_by("-first_raised_on", "-recorded_at")


def session(one: Attendance) -> Line:
    return Line(one.session.day, one.session.title, one.session.project.title, one.which_part)


def idea(said: Feedback) -> Line:
    answer = said.answer
    return Line(said.received_on, said.title, said.project.title, answer.how if answer else "")


def lengths(came: Iterable[Any]) -> Iterable[timedelta]:
    """How long each session was, where both hours are known."""
    for one in came:
        if one.session.starts_at and one.session.ends_at:
            yield one.session.ends_at - one.session.starts_at
