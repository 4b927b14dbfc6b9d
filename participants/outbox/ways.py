"""The ways out that machines know: email, text message, letter."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils import timezone

from participants.models import Message
from participants.outbox.channels import Channel, way_out
from participants.outbox.channels.notify import Notify, Slip
from participants.outbox.digest import FEW
from participants.outbox.letter import Part, letter, name_of
from participants.outbox.paper import pdf_of
from participants.outbox.reach import mobile
from participants.outbox.text import text_of

MORNING, EVENING = 8, 20  # no text wakes anybody


@dataclass(frozen=True)
class Way:
    """`few`: so many may come at one moment, more are one. `seconds`: from the start of a tick."""

    channel: Message.Channel
    opens: Callable[[], Channel]
    writes: Callable[[list[Part]], Any]
    few: int = FEW
    seconds: int = 45

    def reference(self, rows: list[Message]) -> str:
        """What we call this letter, where somebody can be asked about it."""
        return name_of(rows) if self.channel in Message.BY_NOTIFY else ""


def open_ways(as_at: datetime) -> list[Way]:
    """The ways that are open at this hour. Mail comes last: it may be many, and must not keep the others waiting."""
    return [*by_notify(settings.NOTIFY, as_at), Way(Message.Channel.EMAIL, way_out, letter)]


def by_notify(account: dict[str, str], as_at: datetime) -> list[Way]:
    """Texts and letters, each where the settings switch it on."""
    ways = []
    if account.get("text") and MORNING <= timezone.localtime(as_at).hour < EVENING:
        ways.append(Way(Message.Channel.TEXT, notify, texted, few=1, seconds=10))
    if account.get("letters"):
        ways.append(Way(Message.Channel.POST, notify, printed, few=1, seconds=10))
    return ways


def notify() -> Notify:
    return Notify(settings.NOTIFY)


def texted(parts: list[Part]) -> Slip:
    """Our template at Notify is one field: ((words))."""
    rows = [part.message for part in parts]
    to = {"phone_number": mobile(rows[0].recipient.phone), "template_id": settings.NOTIFY["text"]}
    body = to | {"reference": name_of(rows)}
    return Slip("sms", body | {"personalisation": {"words": text_of(parts)}})


def printed(parts: list[Part]) -> Slip:
    """Our own finished letter, on white A4 with their address where the window is."""
    rows = [part.message for part in parts]
    return Slip("letter", {"reference": name_of(rows), "content": pdf_of(parts)})
