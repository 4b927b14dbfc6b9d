"""How far the needs of a session are sorted, and what it is for one person."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from care.models import Adjustment, MayKnow, Need, NeedsAsk
from care.models.need import NeedQuerySet, day_of, expected_at
from participants.models import Person
from participants.prepared import prepared, totals
from projects.models import Attendance, Membership, Project, Session
from projects.models.session import apart_from
from projects.room import counted, listed

ASKED_FOR = timedelta(days=31)


@dataclass(frozen=True)
class Sorted:
    """How far the needs of a session are sorted. Numbers only, never a name (CF-CR2)."""

    needs: int
    sorted: int
    unasked: int

    @property
    def open(self) -> int:
        return self.needs - self.sorted

    @property
    def words(self) -> str:
        if not self.needs:
            return "Nobody who was asked has named a need." if self.unasked else "There is nothing to sort."
        is_are = "is" if 1 in (self.sorted, self.needs) else "are"
        return f"{self.sorted} of {counted(self.needs, 'need', 'needs')} {is_are} sorted."

    @property
    def unasked_words(self) -> str:
        """Unknown stays open: nobody's need is assumed."""
        return f"{counted(self.unasked, 'person has', 'people have')} not been asked yet." if self.unasked else ""


def sorted_at(session: Session) -> Sorted:
    """In two queries."""
    [counts], [unasked] = needs_at(session=session, day=day_of(session)), number_unasked(session=session)
    return Sorted(**counts, **unasked)


@prepared
def needs_at(session: Session, day: date) -> QuerySet[Need, Any]:
    done = Adjustment.objects.in_place().filter(session=session, need=OuterRef("pk"))
    return totals(Need.objects.at_on(session, day), needs=Count("pk"), sorted=Count("pk", filter=Exists(done)))


@prepared
def number_unasked(session: Session) -> QuerySet[Attendance, Any]:
    return totals(unasked_at(session), unasked=Count("pk"))


def unasked_at(session: Session) -> QuerySet[Attendance]:
    asked = NeedsAsk.objects.filter(person=OuterRef("person"))
    return expected_at(session).filter(~Exists(asked))


def whom_to_ask(session: Session) -> QuerySet[Membership]:
    """The places of those who come and were not asked yet, by name."""
    places = session.project.memberships.current().filter(person__in=unasked_at(session).values("person"))
    return places.select_related("person").order_by("person__name", "pk")


def to_say(person: Person, projects: list[Project], as_at: datetime) -> Session | None:
    """The last session of the past month at which somebody had a need, and has not said if it was there.

    Of the projects they see, which carry their role. One short query for who never named a need.
    """
    if not any_need(person=person):
        return None
    found = was_at(projects=projects, apart=apart_from(projects), person=person, as_at=as_at)
    return next((one for one in found if any_open(session=one, day=day_of(one), person=person)), None)


@prepared
def any_need(person: Person) -> QuerySet[Need, Any]:
    return Need.objects.filter(person=person).values("pk")[:1]


@prepared
def was_at(projects: list[Project], apart: list[Project], person: Person, as_at: datetime) -> QuerySet[Session]:
    """The newest three of the past month."""
    not_away = Q(attendance__came=None) | Q(attendance__came=True)
    was_there = Session.objects.of(projects, apart).expecting(person, not_away).standing()
    lately = was_there.filter(starts_at__gte=as_at - ASKED_FOR, starts_at__lte=as_at).order_by("-starts_at")
    return lately.only("title", "starts_at")[:3]


@prepared
def any_open(session: Session, day: date, person: Person) -> QuerySet[Need, Any]:
    return open_on(session, day, person).values("pk")[:1]


def open_for(session: Session, person: Person) -> NeedQuerySet:
    """This person's needs on the day of a session, of which they have not said if they were met."""
    return open_on(session, day_of(session), person)


def open_on(session: Session, day: date, person: Person) -> NeedQuerySet:
    said = Adjustment.objects.filter(session=session).exclude(met="")
    return Need.objects.standing_on(day).filter(person=person).exclude(pk__in=said.values("need"))


def others_who_know(session: Session, reader: Person) -> list[tuple[str, int]]:
    """Of the needs that this planner may not know: how many who else may; without a name nobody here may now."""
    known = Need.objects.at(session).known_in(session, reader)
    hidden = Need.objects.at(session).exclude(pk__in=known.values("pk"))
    rows = hidden.order_by("known_by__name").values_list("may_know", "known_by__name").annotate(count=Count("pk"))
    found: Counter[str] = Counter()
    for may, name, count in rows:
        found[(name or "") if may == MayKnow.NAMED else runners(session)] += count
    return sorted(found.items())


def runners(session: Session) -> str:
    """Those who planned or lead it, of those who may plan, by name."""
    planners = Membership.objects.current().of(session.project).may("plan_sessions").values("person")
    leads = session.attendance.filter(leads=True).values("person")
    run = Person.objects.filter(Q(pk=session.made_by_id) | Q(pk__in=leads), pk__in=planners)
    return listed(run.order_by("name").values_list("name", flat=True))


# ---- for the person


@dataclass(frozen=True)
class Line:
    """One of my needs at a session, and what is done about it."""

    need: Need
    done: Adjustment | None

    @property
    def in_place(self) -> bool:
        return bool(self.done and self.done.in_place_on)


@prepared
def standing_of(day: date, person: UUID) -> QuerySet[Need]:
    return Need.objects.standing_on(day).filter(person=person)


@prepared
def adjusted(session: Session, needs: list[Need]) -> QuerySet[Adjustment]:
    return Adjustment.objects.filter(session=session, need__in=needs).select_related("who")


def lines_for(session: Session, person: UUID) -> list[Line]:
    """What is sorted for one person, and what is not yet. Two queries."""
    mine = standing_of(day=day_of(session), person=person)
    done = adjusted(session=session, needs=mine) if mine else []
    by_need = {one.need_id: one for one in done}
    return [Line(need, by_need.get(need.pk)) for need in mine]
