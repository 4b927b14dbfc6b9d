"""Who opened whose needs: written down each time, and shown to the person."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from care.models import Need
from participants.models import Event, Person
from participants.templatetags.look import short_day
from projects.models import Project

SHOWN = 5


def about(person_id: UUID) -> str:
    return f"person:{person_id}"


def note_reading(needs: Iterable[Need], by: Person, project: Project) -> None:
    """One line for each person whose words were opened by somebody else. One query."""
    people = sorted({need.person_id for need in needs} - {by.pk})
    what = {"kind": Event.Kind.NEEDS_READ, "by": by, "scope": project.pk}
    Event.objects.bulk_create(Event(about=about(person), **what) for person in people)


def readers_of(person: Person) -> list[str]:
    """Who has looked, and when, the newest first; each person once a day."""
    read = Event.objects.filter(kind=Event.Kind.NEEDS_READ, about=about(person.pk)).select_related("by")
    lines: dict[tuple[str, date], str] = {}
    for event in read[: SHOWN * 10]:
        who = str(event.by or "Somebody who has left")
        lines.setdefault((who, event.at.date()), f"{who}, {short_day(event.at)}")
    return list(lines.values())[:SHOWN]
