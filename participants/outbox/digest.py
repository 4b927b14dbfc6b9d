"""Several messages to one person in one email: at 8 in the morning, or when many wait at the same time."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from itertools import groupby
from uuid import UUID

from django.utils import timezone

from participants.models import Message

HOUR = time(8)
SILENCE = timedelta(hours=3)  # after so long we say all of it in one
SETTLES = timedelta(minutes=2)  # what one tick of planning takes at most
AFTER_SILENCE = "Nothing was sent for some hours. It goes out in a few minutes, with what else waited."
FEW = 3  # so many emails may come at one moment; more are one


def next_morning(after: datetime) -> datetime:
    """The next 8 in the morning here, whatever the clocks do that night."""
    here = timezone.localtime(after)
    today = timezone.make_aware(datetime.combine(here.date(), HOUR))
    if after <= today:
        return today
    return timezone.make_aware(datetime.combine(here.date() + timedelta(days=1), HOUR))


def in_letters(batch: Sequence[Message], few: int = FEW) -> list[list[Message]]:
    """Which messages go in one email; what is urgent goes alone, and first. The order stays."""
    place = {message.pk: number for number, message in enumerate(batch)}
    alone = [[message] for message in batch if message.urgent]
    others = sorted((one for one in batch if not one.urgent), key=whose)
    together: list[list[Message]] = []
    for _, group in groupby(others, key=whose):
        rows = sorted(group, key=lambda message: place[message.pk])
        one_letter = len(rows) > few or rows[0].recipient.daily
        together += [rows] if one_letter else [[row] for row in rows]
    return alone + sorted(together, key=lambda rows: place[rows[0].pk])


def whose(message: Message) -> UUID:
    return message.recipient_id


def as_read(rows: Sequence[Message]) -> list[Message]:
    """By project, and in each the newest first."""
    newest: dict[UUID | None, datetime] = {}
    for row in rows:
        newest[row.scope] = max(row.recorded_at, newest.get(row.scope, row.recorded_at))
    by_scope = sorted(rows, key=lambda row: row.recorded_at, reverse=True)
    return sorted(by_scope, key=lambda row: (newest[row.scope], str(row.scope)), reverse=True)
