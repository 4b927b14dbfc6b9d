"""After a restore nothing is sent, rung or posted until a person says so.

The database counts the ticks of sending, and a file beside it remembers the count. Records that were put back count
less than the file says: then what may have been sent already waits for a person, and nothing else goes out.
"""

import contextlib
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings

from participants.models import Heartbeat, Message
from participants.outbox.plan import plan

HELD = "The site was restored from a copy. This may have been sent before that."
MAYBE_TOLD = "The site was restored from a copy. They may have been told after it was made."
LOST_TICKS = 8  # a database that lost its power may forget so many
MOVED = timedelta(hours=1)  # records without the file that are older than this came from elsewhere


def may_send(as_at: datetime) -> bool:
    """Whether these records may be sent from. Called by each tick, before it sends."""
    beat = Heartbeat.objects.filter(name="dispatch").first()
    if not is_held() and beat and went_back(beat, as_at):
        hold(as_at)
    remember(beat.count if beat else 0)
    return not is_held()


def went_back(beat: Heartbeat, as_at: datetime) -> bool:
    """True when these records are older than what was sent from here, or come from another machine."""
    try:
        return int(mark().read_text()) > beat.count + LOST_TICKS
    except (OSError, ValueError):
        return beat.at < as_at - MOVED


def remember(count: int) -> None:
    """Half a number is a smaller one, and holds nothing."""
    with contextlib.suppress(OSError):
        mark().write_text(str(count))


def mark() -> Path:
    return Path(settings.VAR_DIR) / "ticks-of-sending"


def hold(as_at: datetime) -> int:
    """What was owed at this moment may have gone out after the copy was made: a person decides. How many.

    Whoever is on a list to ring or write to may have been told, too: the lists wait, and say so afterwards.
    """
    Heartbeat.beat("held", as_at)
    plan(as_at)
    Message.objects.by_hand_to_do().filter(channel=Message.Channel.BY_HAND).update(error=MAYBE_TOLD)
    due = Message.objects.waiting().exclude(state=Message.State.QUEUED, next_at__gt=as_at)
    return due.update(state=Message.State.UNCERTAIN, token=None, lease_until=None, error=HELD)


def is_held() -> bool:
    return Heartbeat.objects.filter(name="held").exists()


def release() -> bool:
    """A person has looked: from now on messages go out. False when nothing was held."""
    return bool(Heartbeat.objects.filter(name="held").delete()[0])
