"""Who took their records along."""

from participants.models import Event, Person
from principles.demonstration.days import Days

TOOK = {"dilys": 12, "kofi": 4}


def note_events(people: dict[str, Person], days: Days) -> None:
    for name, on in TOOK.items():
        person = people[name]
        Event.note(Event.Kind.EXPORTED, person, f"person:{person.pk}", at=days.moment(on, 19))
