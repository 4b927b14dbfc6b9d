"""The messages about needs. To the person: we ask again. To staff: something is still open. Never what it is.

Nobody is written to because they were not asked yet: a person asks them.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.db.models import OuterRef, Subquery
from django.urls import reverse
from django.utils import timezone

from care.models import NeedsAsk
from care.sorting import sorted_at
from participants.models import Message, Person
from participants.outbox import Kind, Owed, register
from projects.models import Membership, Project, Session
from projects.models.membership import MembershipQuerySet
from projects.models.session import SessionQuerySet
from projects.working_days import working_day_before

REMIND_BEFORE = 3  # working days
NEAR = timedelta(days=14)  # three working days never span more

# ---- to the person: it is a year ago, or the day they named has come


def asked_again(as_at: datetime) -> Iterator[Owed]:
    """One letter a person, in the name of the first running project they are in. Its slot is the day to ask."""
    today = timezone.localdate(as_at)
    here = places_on(today).filter(person=OuterRef("person")).order_by("joined_on", "pk").values("project")[:1]
    rows = NeedsAsk.objects.again(today).annotate(scope=Subquery(here)).exclude(scope=None).select_related("person")
    for ask in rows.order_by("pk"):
        yield Owed(
            people=[ask.person],
            about=f"person:{ask.person_id}",
            slot=str(ask.ask_again_on),
            scope=ask.scope,
            link=reverse("my_needs"),
            context={"ask": ask, "project": Project.objects.select_related("organisation").get(pk=ask.scope)},
        )


def places_on(today: date) -> MembershipQuerySet:
    """Places in projects that run."""
    running = Project.objects.running(today)
    return Membership.objects.current().may("see_project").filter(project__in=running.values("pk"))


def asking_still_owed(message: Message) -> bool:
    """They have not told us anything since, and named no later day."""
    today = timezone.localdate()
    due = NeedsAsk.objects.again(today).filter(person=message.recipient, ask_again_on=message.slot)
    return due.exists() and places_on(today).filter(person=message.recipient).exists()


# ---- to those who plan: something is open, three working days before


def near(as_at: datetime) -> SessionQuerySet:
    """Sessions to come soon, in projects that run."""
    running = Project.objects.running(timezone.localdate(as_at)).values("pk")
    soon = Session.objects.open_for_agenda().filter(starts_at__gt=as_at, starts_at__lt=as_at + NEAR)
    return soon.filter(project__in=running)


def remind_from(session: Session) -> date:
    """The working day three before."""
    day = session.day or timezone.localdate()
    for _ in range(REMIND_BEFORE):
        day = working_day_before(day)
    return day


def still_open(as_at: datetime) -> Iterator[Owed]:
    """Once for each session and day it is on."""
    today = timezone.localdate(as_at)
    for session in near(as_at).select_related("project__organisation").order_by("starts_at", "pk"):
        if remind_from(session) <= today and (sorted_ := sorted_at(session)).open:
            yield Owed(
                people=planners(session),
                about=f"session:{session.pk}",
                slot=str(session.day),
                scope=session.project_id,
                link=reverse("session_needs", args=[session.project_id, session.pk]),
                context={"session": session, "sorted": sorted_},
            )


def planners(session: Session) -> list[Person]:
    """The project's own; those of the whole organisation only where it has none."""
    places = Membership.objects.current().of(session.project).may("plan_sessions").select_related("person")
    own = [place.person for place in places if place.project_id]
    return own or [place.person for place in places]


def open_still_owed(message: Message) -> bool:
    """It is still that day, still to come, and something is still open."""
    sessions = near(timezone.now()).select_related("project__organisation")
    session = sessions.filter(pk=message.about.removeprefix("session:")).first()
    return bool(session and str(session.day) == message.slot and sorted_at(session).open)


register(Kind("needs_again", asking_still_owed, plan=asked_again))
register(Kind("needs_open", open_still_owed, plan=still_open, reminds=True))
