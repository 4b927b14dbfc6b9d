"""What became of a text or a letter: Notify can be asked, so nothing needs to stay uncertain."""

import logging
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from participants.models import Heartbeat, Message
from participants.outbox.channels.notify import CannotAsk, Notify
from participants.outbox.channels.notify_replies import DONE, failure
from participants.outbox.steps import State, lost, mark_sent

SETTLED = timedelta(minutes=5)  # by then Notify knows of it, and no longer takes it from a process that slept
FORGOTTEN = timedelta(days=7)  # then Notify knows nothing of it any more
KINDS = ("sms", "letter")
AT_ONCE = 20
BEAT = "notify"

logger = logging.getLogger(__name__)


def ask_notify(as_at: datetime) -> None:
    """Settle what is uncertain; and once an hour, what was delivered and what never came."""
    if not settings.NOTIFY:
        return
    try:
        with Notify(settings.NOTIFY) as line:
            settle_uncertain(line, as_at)
            if not Heartbeat.objects.filter(name=BEAT, at__gt=as_at - timedelta(hours=1)).exists():
                Heartbeat.beat(BEAT, as_at)
                look_how_it_went(line, as_at)
    except CannotAsk as trouble:
        logger.warning("Notify cannot be asked: %s", trouble)


def settle_uncertain(line: Notify, as_at: datetime) -> None:
    """The oldest first. What a restored site holds back was never given a name here: it went by its own id."""
    rows = Message.objects.uncertain().filter(channel__in=Message.BY_NOTIFY)
    old = rows.filter(Q(handed_over_at=None) | Q(handed_over_at__lte=as_at - SETTLED))
    for message in old.order_by("handed_over_at", "recorded_at")[:AT_ONCE]:
        found = line.ask(reference=message.reference or str(message.pk))
        if found:
            became(message, found[0], as_at)
        elif message.reference and message.handed_over_at and message.handed_over_at > as_at - FORGOTTEN:
            it_never_got_there(message, as_at)


def became(message: Message, found: dict[str, Any], as_at: datetime) -> None:
    """Notify has it: it was sent, or could not be delivered."""
    if why := failure(found["type"], found["status"]):
        lost(message, why)
        return
    with transaction.atomic():
        rows = Message.objects.filter(pk=message.pk, state=State.UNCERTAIN, reference=message.reference)
        mark_sent(message, rows, message.handed_over_at or as_at, message.adverb)


def it_never_got_there(message: Message, as_at: datetime) -> None:
    """Notify knows of no such thing, so nothing arrived: it may be sent, once."""
    rows = Message.objects.filter(pk=message.pk, state=State.UNCERTAIN, reference=message.reference)
    rows.update(state=State.QUEUED, token=None, reference="", error="", next_at=as_at)


def look_how_it_went(line: Notify, as_at: datetime) -> None:
    """Ask for the newest of each kind until all that we wait for are known."""
    waits = Message.objects.filter(state=State.SENT, channel__in=Message.BY_NOTIFY).exclude(reference="")
    waits.filter(sent_at__lte=as_at - FORGOTTEN).update(reference="")
    for kind, channel in zip(KINDS, Message.BY_NOTIFY, strict=True):
        by_reference: dict[str, list[Message]] = {}
        for message in waits.filter(channel=channel):
            by_reference.setdefault(message.reference, []).append(message)
        write_down(kind, by_reference, line.newest(kind) if by_reference else [])


def write_down(kind: str, waits: dict[str, list[Message]], known: Iterable[dict[str, Any]]) -> None:
    """The newest word about each counts. Delivered is the end of it; what failed waits for a person."""
    for one in known:
        for message in waits.pop(one["reference"] or "", []):
            if why := failure(kind, one["status"]):
                lost(message, why)
            elif one["status"] in DONE:
                Message.objects.filter(pk=message.pk, reference=message.reference).update(reference="")
        if not waits:
            return
