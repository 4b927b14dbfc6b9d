"""What we hold about the people of the world: somebody to erase, and lines of who took records."""

from django.utils import timezone

from participants.models import Event, Person


def add_mydata(world, add) -> None:
    now, fay, lead = timezone.now(), world.people["facilitator"], world.people["lead"]
    add(world, "known", Person.objects.get(name__startswith="Xanthe"))
    Event.note(Event.Kind.EXPORTED, fay, f"person:{fay.pk}", at=now)
    Event.note(Event.Kind.CONCERN_READ, lead, "concern:1", world.here.pk, at=now)
