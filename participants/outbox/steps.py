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
from django.db.models import F, QuerySet, prefetch_related_objects

from participants.models import Message
from participants.models.message import MessageQuerySet
from participants.outbox.kinds import kind_of
from participants.prepared import prepared
from participants.stumbles import stumbled

State = Message.State
BATCH = 80
MOST = 300  # messages in one claim
NEAR = timedelta(minutes=5)  # what falls due so soon goes with the rest
LEASE = timedelta(seconds=60)  # longer than a dispatch tick can live
PAUSE = timedelta(minutes=1)
LONGEST_PAUSE = timedelta(hours=1)
TRIES = 8
WRITTEN_DOWN_LATE = "It was sent, but we could not write that down."

logger = logging.getLogger(__name__)
random = SystemRandom()


def claim(as_at: datetime, channel: str = "email") -> list[Message]:
    """Take the oldest due messages for ourselves, and what else waits for the same people.

    The transaction ends before any network. A person is claimed with their messages, so that two dispatchers never
    make two emails of what is to be one.
    """
    if not Message.objects.due(as_at, channel).exists():
        return []
    token = uuid.uuid4()
    with transaction.atomic():
        batch = lock(Message.objects.due(as_at, channel), BATCH)
        people = {message.recipient_id for message in batch}
        soon = Message.objects.due(as_at + NEAR, channel).filter(recipient__in=people, attempts=0, urgent=False)
        batch += lock(soon.exclude(pk__in=[message.pk for message in batch]), MOST)
        Message.objects.filter(pk__in=[message.pk for message in batch], state=State.QUEUED).update(
            state=State.CLAIMED, token=token, lease_until=as_at + LEASE, attempts=F("attempts") + 1
        )
    for message in batch:
        message.token, message.attempts = token, message.attempts + 1
    prefetch_related_objects(batch, "recipient__stops")
    return batch


def lock(rows: MessageQuerySet, most: int) -> list[Message]:
    """The first of these, oldest first. PostgreSQL skips what others hold; SQLite began with the only write lock."""
    whole = rows.select_related("recipient").order_by("next_at", "pk")
    return list(whole.select_for_update(skip_locked=True, of=("self", "recipient"), no_key=True)[:most])


def held(batch: Sequence[Message], *states: State) -> MessageQuerySet:
    """Those rows of one letter that are still ours and in one of these states."""
    tokens = {message.token for message in batch}
    return Message.objects.filter(pk__in=[message.pk for message in batch], token__in=tokens, state__in=states)


@transaction.atomic
def begin_hand_over(batch: Sequence[Message], as_at: datetime, reference: str = "") -> bool:
    """The point of no return, for all of one letter. False: somebody else has some of it, so it must not leave."""
    ours = held(batch, State.CLAIMED).update(
        state=State.HANDING_OVER, handed_over_at=as_at, lease_until=as_at + LEASE, reference=reference
    )
    if ours != len(batch):
        transaction.set_rollback(True)
    return ours == len(batch)


@transaction.atomic
def sent(batch: Sequence[Message], as_at: datetime) -> None:
    """The mail server took it: all that it carried is told, or after a crash none of it is."""
    for message in batch:
        sent_one(message, as_at)


def sent_one(message: Message, as_at: datetime) -> None:
    """What the app does about it stands or falls with the fact."""
    try:
        with transaction.atomic():
            rows = held([message], State.HANDING_OVER, State.UNCERTAIN)
            mark_sent(message, rows, as_at, message.adverb)
    except Exception:
        stumbled(logger, "Message %s was sent, but that could not be written down", message.pk)
        uncertain([message], WRITTEN_DOWN_LATE)


@prepared
def as_it_is_now(message: Message) -> QuerySet[Message]:
    return Message.objects.filter(pk=message.pk).select_related("recipient")


def mark_sent(message: Message, rows: MessageQuerySet, sent_at: datetime, how: str) -> bool:
    """Set the fact and tell the app, once. False when these rows no longer hold the message."""
    if not rows.update(
        state=State.SENT, sent_at=sent_at, told_how=how, token=None, lease_until=None, error="", why_not_sent=""
    ):
        return False
    [told] = as_it_is_now(message=message)
    kind_of(told).on_sent(told)
    return True


def uncertain(batch: Sequence[Message], why: str) -> None:
    """Handed over, answer lost. The token stays: a late answer may still settle it."""
    held(batch, State.HANDING_OVER).update(state=State.UNCERTAIN, lease_until=None, error=why)


def dead(batch: Sequence[Message], why: str) -> None:
    """Refused for this person. A person may look, mend and send again."""
    rows = held(batch, State.CLAIMED, State.HANDING_OVER, State.UNCERTAIN)
    rows.update(state=State.DEAD, token=None, lease_until=None, error=why)


def later(batch: Sequence[Message], why: str, as_at: datetime) -> None:
    """Not now, says the mail server: wait twice as long each time, and give up after the last try."""
    attempts = max(message.attempts for message in batch)  # one letter stays one letter
    if attempts >= TRIES:
        return dead(batch, why)
    pause = min(PAUSE * 2 ** (attempts - 1), LONGEST_PAUSE) * random.uniform(0.8, 1.2)
    rows = held(batch, State.CLAIMED, State.HANDING_OVER, State.UNCERTAIN)
    rows.update(state=State.QUEUED, token=None, lease_until=None, error=why, next_at=as_at + pause)


def give_back(batch: Sequence[Message], why: str, as_at: datetime) -> None:
    """Our trouble, not theirs: the attempt does not count."""
    held(batch, State.CLAIMED).update(
        state=State.QUEUED,
        token=None,
        lease_until=None,
        error=why,
        attempts=F("attempts") - 1,
        next_at=as_at + PAUSE * random.uniform(0.8, 1.2),
    )


def not_taken(batch: Sequence[Message]) -> None:
    """They said no to all of us, after the fence: they have nothing, and this attempt does not count either."""
    rows = held(batch, State.HANDING_OVER)
    rows.update(state=State.QUEUED, token=None, lease_until=None, reference="", attempts=F("attempts") - 1)


@transaction.atomic
def lost(message: Message, why: str) -> bool:
    """It was taken, and later came the word that it never reached them: they were not told."""
    rows = Message.objects.filter(pk=message.pk, state__in=(State.SENT, State.UNCERTAIN), reference=message.reference)
    fresh = {"sent_at": None, "told_how": "", "token": None, "reference": ""}
    if not rows.update(state=State.DEAD, error=why, **fresh):
        return False
    kind_of(message).on_lost(message)
    return True


def release(batch: Sequence[Message]) -> None:
    """Put back what we claimed and did not touch."""
    held(batch, State.CLAIMED).update(state=State.QUEUED, token=None, lease_until=None, attempts=F("attempts") - 1)


@transaction.atomic
def postpone(why: str, as_at: datetime, channel: str = "email") -> None:
    """Nothing can leave this way: let everything wait together, so that we try once a minute, and say why to staff."""
    due = Message.objects.due(as_at + PAUSE, channel).select_for_update(skip_locked=True).values("pk")
    Message.objects.filter(pk__in=due).update(next_at=as_at + PAUSE, error=why)


def cancel(message: Message, why: str) -> None:
    rows = held([message], State.CLAIMED)
    rows.update(state=State.CANCELLED, token=None, lease_until=None, error="", why_not_sent=why)


def move(message: Message, channel: str) -> None:
    """They are told in another way now: by another machine, or by a person."""
    held([message], State.CLAIMED).update(
        state=State.QUEUED, channel=channel, token=None, lease_until=None, error="", attempts=0
    )
