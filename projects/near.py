"""What somebody would choose now, first: a list of choice shows a few, however big the project has grown."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import TypeVar
from uuid import UUID

from django.db.models import Case, Exists, F, Model, OuterRef, Q, QuerySet, When

from participants.folding import fold
from participants.models import Person
from projects.models import AgendaItem, Attendance, Project, Session

Row = TypeVar("Row", bound=Model)
SOON = timedelta(days=90)
LATELY = 10  # sessions
AT_ONCE = 20  # found
NO_WORDS = ("session", "members'", "decision")  # of how a thing is called; its number and its title are


def first_of(rows: QuerySet[Row], most: int, also: Collection[UUID]) -> tuple[list[Row], bool]:
    """The first so many of these rows and, further down, those of these keys; and whether there are more. One query."""
    first = Q(pk__in=rows.values("pk")[: most + 1])
    found = list(rows.filter(first | Q(pk__in=also)))
    return found[:most] + [row for row in found[most:] if row.pk in also], len(found) > most


def sessions_near(seen: QuerySet[Session], as_at: datetime) -> QuerySet[Session]:
    """Those without a day, those of the next three months, and back from there; what is further off last."""
    is_far = Case(When(starts_at__gt=as_at + SOON, then=1), default=0)
    return seen.order_by(is_far, F("starts_at").desc(nulls_first=True), "-number")


def people_near(people: QuerySet[Person], project: Project, session: UUID | None = None) -> QuerySet[Person]:
    """Those of this session, those of the last ones, asked or there; then whom we know for the shortest time."""
    rows, last = Attendance.objects.filter(person=OuterRef("pk")), project.sessions.order_by("-number")
    lately = Exists(rows.filter(session__in=last.values("pk")[:LATELY]))
    there = [Exists(rows.filter(session=session)).desc()] if session else []
    return people.order_by(*there, lately.desc(), "-recorded_at", "pk")


def subjects_near(seen: QuerySet[AgendaItem], session: UUID | None) -> QuerySet[AgendaItem]:
    """Those of this session, then those of the newest."""
    there = [Case(When(session=session, then=0), default=1)] if session else []
    return seen.order_by(*there, "-session__number", "position")


def numbered(seen: QuerySet[Row], words: str) -> list[Row]:
    """Sessions, or decisions: that of this number; or those with each of these words, in title or number."""
    wanted = [word for word in fold(words).split() if word not in NO_WORDS]
    for word in wanted:
        number = Q(number=word) if word.isdecimal() and len(word) < 9 else Q()
        seen = seen.filter(number if number and len(wanted) == 1 else number | Q(words__contains=word))
    return list(seen[:AT_ONCE])


def people_called(people: QuerySet[Person], words: str) -> list[Person]:
    """Those who are called this; else those in whose name each of these words stands."""
    whole, names = fold(words), {pk: fold(name) for pk, name in people.values_list("pk", "name")}
    found = [pk for pk, name in names.items() if name == whole]
    found = found or [pk for pk, name in names.items() if all(word in name for word in whole.split())]
    return list(people.filter(pk__in=found[:AT_ONCE]).order_by("name", "pk"))


def people_named(people: QuerySet[Person], names: list[str]) -> dict[UUID, str]:
    """Those whose whole name is one of these, with their folded names."""
    wanted = {fold(name) for name in names}
    known = people.values_list("pk", "name") if wanted else []
    return {pk: fold(name) for pk, name in known if fold(name) in wanted}


def subjects_called(seen: QuerySet[AgendaItem], words: str) -> list[AgendaItem]:
    """Those in which each of these words stands."""
    for word in fold(words).split():
        seen = seen.filter(words__contains=word)
    return list(seen[:AT_ONCE])
