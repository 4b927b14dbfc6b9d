"""What a person says about a message that the machine cannot settle."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from participants.models import Message, Person
from participants.models.message import MessageQuerySet
from participants.outbox.clock import database_clock
from participants.outbox.digest import HOUR
from participants.outbox.kinds import KINDS
from participants.outbox.promise import send_soon
from participants.outbox.steps import mark_sent

State = Message.State


@transaction.atomic
def arrived(message: Message, by: Person) -> bool:
    """They say they have it: it counts from the day it was handed over. False when it is no longer uncertain."""
    rows = Message.objects.filter(pk=message.pk, state=State.UNCERTAIN)
    if not rows.update(decided_by=by):
        return False
    return mark_sent(message, rows, message.handed_over_at or database_clock(), message.adverb)


def send_again(message: Message, by: Person) -> bool:
    """Once more, because a person says so; it may arrive twice. False when there is nothing to send again."""
    rows = Message.objects.filter(pk=message.pk, state__in=(State.UNCERTAIN, State.DEAD))
    fresh = {"state": State.QUEUED, "token": None, "attempts": 0, "error": "", "next_at": database_clock()}
    changed = rows.update(decided_by=by, **fresh)
    send_soon()
    return bool(changed)


def reminders_of(person: Person) -> MessageQuerySet:
    """What reminds this person of something they owe: they may put it off."""
    return Message.objects.filter(recipient=person.pk, kind__in=[kind.name for kind in KINDS.values() if kind.reminds])


def put_off(message: Message, until: date) -> bool:
    """Remind them on that morning instead, if it is still owed then. False while it is being sent just now."""
    morning = timezone.make_aware(datetime.combine(until, HOUR))
    rows = Message.objects.filter(pk=message.pk).exclude(state__in=(State.CLAIMED, State.HANDING_OVER))
    fresh = {"state": State.QUEUED, "token": None, "attempts": 0, "error": "", "why_not_sent": ""}
    return bool(rows.update(put_off_until=until, next_at=morning, **fresh))
