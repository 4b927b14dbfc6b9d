"""Clearing up after what died: leases that ran out, and clocks that jumped."""

from datetime import datetime

from django.db.models import Case, F, Q, Value, When

from participants.models import Message
from participants.outbox.channels import notify_replies, replies
from participants.outbox.digest import next_morning
from participants.outbox.steps import LEASE, LONGEST_PAUSE, State

WENT_QUIET = Case(
    When(channel__in=Message.BY_NOTIFY, then=Value(notify_replies.QUIET.words)), default=Value(replies.QUIET)
)


def reap(as_at: datetime) -> None:
    """Put back what a dead dispatcher only held; show to staff what it had begun to hand over."""
    clamp(as_at)
    over = Message.objects.filter(lease_until__lte=as_at)
    over.filter(state=State.CLAIMED).update(
        state=State.QUEUED, token=None, lease_until=None, attempts=F("attempts") - 1
    )
    # Never back to queued: it may have arrived. The token stays, for an answer that is only late.
    over.filter(state=State.HANDING_OVER).update(state=State.UNCERTAIN, lease_until=None, error=WENT_QUIET)


def clamp(as_at: datetime) -> None:
    """After a clock went ahead and came back, no message waits for the time that was never there."""
    Message.objects.filter(lease_until__gt=as_at + 3 * LEASE).update(lease_until=as_at + LEASE)
    tried = Q(attempts__gt=0) | ~Q(error="")
    at_once = Q(next_at=F("recorded_at"))
    ahead = Message.objects.filter(state=State.QUEUED, channel__in=Message.BY_MACHINE, next_at__gt=as_at + LEASE)
    ahead.filter(tried & Q(next_at__gt=as_at + 2 * LONGEST_PAUSE) | at_once).update(next_at=as_at)
    morning = next_morning(as_at)
    of_then = ahead.filter(recorded_at__gt=as_at + LEASE, next_at__gt=morning, put_off_until=None)
    of_then.filter(recipient__daily=True, urgent=False).update(next_at=morning)
