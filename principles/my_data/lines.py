"""Who took, read or deleted records: which lines a person reads, and in which words."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Exists, Q, QuerySet

from participants.models import Event, Person
from projects.models import Membership, Project, Role

KINDS = Event.Kind
OF_CONCERNS = [KINDS.CONCERN_READ, KINDS.CONCERN_PASSED]
NOT_SHOWN = [KINDS.SIGNED_IN]
HOW = {
    "self": "their own record",
    "phone": "somebody who asked on the phone",
    "post": "somebody who asked by letter",
    "email": "somebody who asked by email",
    "in_person": "somebody who asked face to face",
    "time": "somebody whose time was over",
}


def events_for(person: Person) -> QuerySet[Event] | None:
    """What this person may read of it; None: nothing at all."""
    whole = Membership.objects.current().filter(person=person.pk, project=None)
    facilitated = whole.filter(role=Role.FACILITATOR).values("organisation")
    led = Membership.objects.current().filter(person=person.pk, role=Role.SAFEGUARDING).values("organisation")
    if not facilitated.exists() and not led.exists():
        return None
    rows = Event.objects.exclude(kind__in=NOT_SHOWN).select_related("by")
    concerns = Q(kind__in=OF_CONCERNS)
    seen = ~concerns & of_organisations(facilitated) | concerns & of_organisations(led)
    return rows.filter(seen).distinct().order_by("-at", "pk")


def of_organisations(organisations: Any) -> Q:
    """Done in their projects, by their people, or by the clock."""
    people = Membership.objects.filter(organisation__in=organisations).values("person")
    projects = Project.objects.filter(organisation__in=organisations).values("pk")
    any_at_all = Exists(organisations)
    return Q(scope__in=projects) | Q(scope=None, by__in=people) | Q(any_at_all, scope=None, by=None)


def in_words(events: Iterable[Event]) -> list[tuple[datetime, str, str]]:
    """When, who, and what they did."""
    return [(event.at, who(event), what(event)) for event in events]


def who(event: Event) -> str:
    return event.by.name if event.by else "The clock"


def what(event: Event) -> str:
    """Took a copy of their own record; deleted somebody who asked on the phone."""
    if event.kind == KINDS.ERASED:
        return f"Deleted {HOW.get(event.about.partition(' ')[2], 'somebody')}"
    if event.kind == KINDS.EXPORTED and event.by and event.about == f"person:{event.by_id}":
        return "Took a copy of their own record"
    return event.get_kind_display()
