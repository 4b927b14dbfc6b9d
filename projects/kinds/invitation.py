"""The messages about coming in."""

from django.utils import timezone

from participants.models import Message
from participants.outbox import Kind, Stops, at_once, register
from projects.models import Invitation


def invitation_of(message: Message) -> Invitation:
    return Invitation.objects.get(pk=message.about.removeprefix("invitation:"))


def still_open(message: Message) -> bool:
    """Not used, replaced or run out in the meantime."""
    return not invitation_of(message).why_not(timezone.now())


register(
    Kind(
        "invitation",
        still_owed=still_open,
        link=lambda message: invitation_of(message).link,
        urgent=at_once,
        stops=Stops.EVERYTHING,
    )
)
