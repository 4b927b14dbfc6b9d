"""What people need, on the pages of other apps: numbers for those who plan, one's own lines for each person."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django import template
from django.db.models import QuerySet
from django.utils import timezone

from care.formats import beside, needed
from care.models import NeedsAsk
from care.models.need import expected_at
from care.sorting import lines_for, sorted_at, to_say
from participants.models import Person
from participants.prepared import prepared
from projects.models import Attendance, Membership, Project, Session

register = template.Library()


@register.inclusion_tag("care/_needs_sorted.html")
def needs_sorted(session: Session) -> dict[str, Any]:
    """For those who plan: how far the needs are sorted, without names."""
    return {"session": session, "sorted": sorted_at(session)}


@register.inclusion_tag("care/_forms_needed.html", takes_context=True)
def forms_needed(
    context: dict[str, Any], people: QuerySet[Person], made: Iterable[str], session: Session | None, add: str
) -> dict[str, Any]:
    """For those who plan: in which forms its readers need something, and which are there. `add`: where one adds one."""
    rows = beside(needed(people, context["user"], session), made)
    return {"rows": rows, "add": add, "missing": [one for one, there in rows if not there]}


@prepared
def expected_there(session: Session, person: UUID) -> QuerySet[Attendance]:
    return expected_at(session).filter(person=person)


@register.inclusion_tag("care/_sorted_for_me.html")
def sorted_for_me(session: Session, person: UUID, expected: bool | None = None) -> dict[str, Any]:
    """What is sorted for this person, for their eyes only; nothing for who does not come.

    `expected`: whether they come, where the page knows it already.
    """
    comes = bool(expected_there(session=session, person=person)) if expected is None else expected
    if session.cancelled_on or not comes:
        return {}
    lines = lines_for(session, person)
    begun = bool(session.starts_at and session.starts_at <= timezone.now())
    asked = bool(lines) or NeedsAsk.objects.filter(person=person).exists()
    return {"session": session, "comes": True, "lines": lines, "begun": begun, "asked": asked}


@register.inclusion_tag("care/_was_it_there.html")
def was_it_there(person: Person, projects: list[Project]) -> dict[str, Any]:
    """After a session: the way to say if what they needed was there. The projects carry the role."""
    return {"session": to_say(person, projects, timezone.now())}


@register.simple_tag
def needs_asked(places: Iterable[Membership]) -> dict[UUID, date]:
    """When each of these people was asked last. That they were asked, and nothing else."""
    return NeedsAsk.objects.days([place.person_id for place in places])


@register.filter
def of_person(days: dict[UUID, date], person_id: UUID) -> date | None:
    return days.get(person_id)
