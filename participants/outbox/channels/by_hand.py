"""By hand: a person rings, writes or says it. The machine keeps the list and never sends."""

import logging
from datetime import date, datetime, time

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from participants.models import Message, Person
from participants.outbox.clock import database_clock
from participants.outbox.owed import why_not_owed
from participants.outbox.steps import mark_sent
from participants.outbox.stops import ASKED_TO_STOP
from participants.stumbles import stumbled

State = Message.State
NOT_TOLD = (State.QUEUED, State.UNCERTAIN, State.DEAD)
logger = logging.getLogger(__name__)


@transaction.atomic
def told_by_hand(message: Message, on: date, how: str, by: Person | None = None) -> bool:
    """A person told them that day, in words like "by phone". False when it was sent or dropped in the meantime."""
    now = database_clock()
    noon = timezone.make_aware(datetime.combine(on, time(12)))
    stopped = Q(state=State.CANCELLED, why_not_sent=ASKED_TO_STOP)
    rows = Message.objects.filter(Q(state__in=NOT_TOLD) | stopped, pk=message.pk)
    if not rows.update(channel=Message.Channel.BY_HAND, decided_by=by):
        return False
    return mark_sent(message, rows, now if on == timezone.localdate(now) else noon, how)


def drop_what_is_no_longer_owed() -> int:
    """Take off the list what settled itself, so that nobody is rung for nothing. The number taken off."""
    dropped = 0
    for message in Message.objects.by_hand_to_do().select_related("recipient").prefetch_related("recipient__stops"):
        try:
            why = why_not_owed(message)
        except Exception:
            stumbled(logger, "Nobody can say whether message %s (%s) is still owed", message.pk, message.kind)
            continue
        if why:
            rows = Message.objects.by_hand_to_do().filter(pk=message.pk)
            dropped += rows.update(state=State.CANCELLED, why_not_sent=why)
    return dropped
