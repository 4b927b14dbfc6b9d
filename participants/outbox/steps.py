"""The states of a message. Each step is one conditional UPDATE: who lost the right to it changes nothing.

    queued -> claimed -> handing_over -> sent          (aside: uncertain, dead, cancelled)

A claim gives the row a token and a lease. Every later step asks for that token, so a dispatcher that slept through
its lease can no longer act. Between handing_over and sent nobody knows whether the mail server took it; such a row
never goes back to queued by itself.
"""

import logging
import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta
from random import SystemRandom

from django.db import transaction
from django.db.models import F

from participants.models import Message
from participants.models.message import MessageQuerySet
from participants.outbox.kinds import kind_of

State = Message.State
BATCH = 25
LEASE = timedelta(seconds=60)  # longer than a dispatch tick can live
PAUSE = timedelta(minutes=1)
LONGEST_PAUSE = timedelta(hours=1)
TRIES = 8
WRITTEN_DOWN_LATE = "It was sent, but we could not write that down."

logger = logging.getLogger(__name__)
random = SystemRandom()


def claim(as_at: datetime) -> list[Message]:
    """Take the oldest due messages for ourselves; the transaction ends before any network."""
    if not Message.objects.due(as_at).exists():
        return []
    token = uuid.uuid4()
    with transaction.atomic():
        # PostgreSQL skips what others are claiming; on SQLite the transaction began with the only write lock.
        rows = Message.objects.due(as_at).select_related("recipient").order_by("next_at", "pk")
        batch = list(rows.select_for_update(skip_locked=True, of=("self",))[:BATCH])
        Message.objects.filter(pk__in=[message.pk for message in batch], state=State.QUEUED).update(
            state=State.CLAIMED, token=token, lease_until=as_at + LEASE, attempts=F("attempts") + 1
        )
    for message in batch:
        message.token, message.attempts = token, message.attempts + 1
    return batch


def held(message: Message, *states: State) -> MessageQuerySet:
    """The row, if it is still ours and in one of these states."""
    return Message.objects.filter(pk=message.pk, token=message.token, state__in=states)


def begin_hand_over(message: Message, as_at: datetime) -> bool:
    """The point of no return. False: somebody else has it now, so the mail must not leave."""
    return bool(
        held(message, State.CLAIMED).update(state=State.HANDING_OVER, handed_over_at=as_at, lease_until=as_at + LEASE)
    )


def sent(message: Message, as_at: datetime) -> None:
    """The mail server took it. What the app does about that stands or falls with it."""
    try:
        with transaction.atomic():
            rows = held(message, State.HANDING_OVER, State.UNCERTAIN)
            mark_sent(message, rows, as_at, "by e-mail")
    except Exception:
        logger.exception("Message %s was sent, but that could not be written down", message.pk)
        uncertain(message, WRITTEN_DOWN_LATE)


def mark_sent(message: Message, rows: MessageQuerySet, sent_at: datetime, how: str) -> bool:
    """Set the fact and tell the app, once. False when these rows no longer hold the message."""
    if not rows.update(
        state=State.SENT, sent_at=sent_at, told_how=how, token=None, lease_until=None, error="", why_not_sent=""
    ):
        return False
    told = Message.objects.select_related("recipient").get(pk=message.pk)
    kind_of(told).on_sent(told)
    return True


def uncertain(message: Message, why: str) -> None:
    """Handed over, answer lost. The token stays: a late answer may still settle it."""
    held(message, State.HANDING_OVER).update(state=State.UNCERTAIN, lease_until=None, error=why)


def dead(message: Message, why: str) -> None:
    """Refused for this person. A person may look, mend and send again."""
    rows = held(message, State.CLAIMED, State.HANDING_OVER, State.UNCERTAIN)
    rows.update(state=State.DEAD, token=None, lease_until=None, error=why)


def later(message: Message, why: str, as_at: datetime) -> None:
    """Not now, says the mail server: wait twice as long each time, and give up after the last try."""
    if message.attempts >= TRIES:
        return dead(message, why)
    pause = min(PAUSE * 2 ** (message.attempts - 1), LONGEST_PAUSE) * random.uniform(0.8, 1.2)
    rows = held(message, State.CLAIMED, State.HANDING_OVER, State.UNCERTAIN)
    rows.update(state=State.QUEUED, token=None, lease_until=None, error=why, next_at=as_at + pause)


def give_back(message: Message, why: str, as_at: datetime) -> None:
    """Our trouble, not theirs: the attempt does not count."""
    held(message, State.CLAIMED).update(
        state=State.QUEUED,
        token=None,
        lease_until=None,
        error=why,
        attempts=F("attempts") - 1,
        next_at=as_at + PAUSE * random.uniform(0.8, 1.2),
    )


def release(batch: Sequence[Message]) -> None:
    """Put back what we claimed and did not touch."""
    for_us = Message.objects.filter(pk__in=[message.pk for message in batch], state=State.CLAIMED)
    if batch:
        for_us.filter(token=batch[0].token).update(
            state=State.QUEUED, token=None, lease_until=None, attempts=F("attempts") - 1
        )


@transaction.atomic
def postpone(why: str, as_at: datetime) -> None:
    """No mail can leave at all: let everything wait together, so that we try once a minute, and say why to staff."""
    due = Message.objects.due(as_at + PAUSE).select_for_update(skip_locked=True).values("pk")
    Message.objects.filter(pk__in=due).update(next_at=as_at + PAUSE, error=why)


def cancel(message: Message, why: str) -> None:
    held(message, State.CLAIMED).update(state=State.CANCELLED, token=None, lease_until=None, error="", why_not_sent=why)


def move_to_hand(message: Message) -> None:
    """They no longer get e-mail: a person tells them."""
    held(message, State.CLAIMED).update(
        state=State.QUEUED, channel=Message.Channel.BY_HAND, token=None, lease_until=None, error="", attempts=0
    )
