"""News for the safeguarding lead: that somebody wrote, and nothing else."""

from django.urls import reverse

from care.models import Concern, leads_of
from participants.models import ContactBy, Message
from participants.outbox import Kind, Stops, at_once, register, tell


def tell_leads(concern: Concern) -> None:
    """By email only: the list of those to ring is read by facilitators, who must not know. Their page tells them."""
    leads = leads_of(concern.organisation, concern.project).filter(contact_by=ContactBy.EMAIL)
    tell(leads, "concern", about=concern.key, slot="written", link=reverse("concerns"))


def still_waits(message: Message) -> bool:
    """Nobody has closed it."""
    return Concern.objects.waiting().filter(pk=message.about.removeprefix("concern:")).exists()


register(Kind("concern", still_owed=still_waits, urgent=at_once, stops=Stops.NEVER))
