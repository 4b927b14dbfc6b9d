"""What a person says about a message that the machine cannot settle."""

from django.db import transaction

from participants.models import Message, Person
from participants.outbox.clock import database_clock
from participants.outbox.promise import send_soon
from participants.outbox.steps import mark_sent

State = Message.State


@transaction.atomic
def arrived(message: Message, by: Person) -> bool:
    """They say they have it: it counts from the day it was handed over. False when it is no longer uncertain."""
    rows = Message.objects.filter(pk=message.pk, state=State.UNCERTAIN)
    if not rows.update(decided_by=by):
        return False
    return mark_sent(message, rows, message.handed_over_at or database_clock(), "by e-mail")


def send_again(message: Message, by: Person) -> bool:
    """Once more, because a person says so; it may arrive twice. False when there is nothing to send again."""
    rows = Message.objects.filter(pk=message.pk, state__in=(State.UNCERTAIN, State.DEAD))
    fresh = {"state": State.QUEUED, "token": None, "attempts": 0, "error": "", "next_at": database_clock()}
    changed = rows.update(decided_by=by, **fresh)
    send_soon()
    return bool(changed)
