"""What comes round by itself. A lost, doubled or late tick changes nothing: the database knows what is parked."""

from celery import shared_task
from django.utils import timezone

from projects.models import AgendaItem


@shared_task
def come_back() -> None:
    """The tick: parked subjects go onto the agenda that keeps their promise."""
    AgendaItem.objects.come_back(timezone.now())
