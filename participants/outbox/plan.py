"""Asking each app what it owes people as of now, and promising it."""

import logging
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice

from participants.models import Heartbeat
from participants.outbox.channels.by_hand import drop_what_is_no_longer_owed
from participants.outbox.digest import SILENCE
from participants.outbox.kinds import KINDS, Kind, Owed
from participants.outbox.promise import promise
from participants.stumbles import stumbled

AT_ONCE = 500

logger = logging.getLogger(__name__)


def plan(as_at: datetime) -> int:
    """Write a row for all that is owed and has none. Safe at any time, by any number of processes. New promises."""
    drop_what_is_no_longer_owed()
    late = Heartbeat.objects.filter(name="plan", at__lte=as_at - SILENCE).exists()
    return sum(plan_kind(kind, as_at, late) for kind in list(KINDS.values()) if kind.plan)


def plan_kind(kind: Kind, as_at: datetime, after_silence: bool = False) -> int:
    """One app's fault must not silence the others."""
    try:
        return sum(promise(kind.name, some, after_silence) for some in in_parts(kind.plan(as_at) if kind.plan else []))
    except Exception:
        stumbled(logger, "What is owed of the kind %s could not be planned", kind.name)
        return 0


def in_parts(owed: Iterable[Owed]) -> Iterator[list[Owed]]:
    """A few hundred at a time: memory and transactions stay small."""
    rest = iter(owed)
    while part := list(islice(rest, AT_ONCE)):
        yield part
