"""Paper in the world: a letter that is on its way, and a personal card."""

from collections.abc import Callable
from typing import Any

from django.utils import timezone

from participants.models import ContactBy, Person
from projects.models import Invitation, Membership, Role, WayIn


def add_join(world: Any, add: Callable[..., None]) -> None:
    here = world.here
    ida = Person.objects.create_user(name="Ida Marsh", contact_by=ContactBy.POST)
    letter = Invitation.objects.ask(
        by_letter=True,
        organisation=here.organisation,
        project=here,
        person=ida,
        role=Role.MEMBER,
        invited_by=world.people["facilitator"],
    )
    gus = Membership.objects.get(person__name__startswith="Gus", project=here)
    code = WayIn.make(WayIn.Kind.CARD, gus.person, timezone.now())
    add(world, "letter", letter)
    add(world, "cardholder", gus)
    world.things["letter_link"] = (None, {"invitation_id": letter.pk, "token": letter.token})
    world.things["scanned"] = (None, {"code": code})
