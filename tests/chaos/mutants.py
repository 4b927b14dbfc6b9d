"""The three rules of the outbox, each taken away: what the checks must notice."""

from datetime import datetime

from django.db import connection

from participants import tasks
from participants.models import Message
from participants.outbox import steps

State = Message.State


def drop_the_key() -> list:
    """No unique key: two planners promise twice. Done once, to the tables."""
    keys, Message._meta.constraints = Message._meta.constraints, []
    with connection.schema_editor() as editor:
        for key in keys:
            editor.remove_constraint(Message, key)
    return keys


def no_fence(batch: list[Message], as_at: datetime, reference: str = "") -> bool:
    """No compare-and-set: who slept through the lease sends all the same."""
    for message in batch:
        Message.objects.filter(pk=message.pk).update(
            state=State.HANDING_OVER, token=message.token, handed_over_at=as_at, lease_until=as_at + steps.LEASE
        )
    return True


def back_to_queue(as_at: datetime) -> None:
    """No hold: what was being handed over is sent again when its lease ends."""
    Message.objects.filter(lease_until__lte=as_at).update(state=State.QUEUED, token=None, lease_until=None)


def apply(mutant: str) -> None:
    """Take the rule away in this process."""
    if mutant == "no_fence":
        steps.begin_hand_over = no_fence
    if mutant == "no_hold":
        tasks.clear_up = back_to_queue
