"""What may be told, and what the app that owns it knows about it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum, auto
from typing import Any
from uuid import UUID

from participants.models import Message, Person


@dataclass(frozen=True)
class Owed:
    """Something these people are to be told. `slot` is named by the event's own date, never by the run."""

    people: Iterable[Person]
    about: str
    slot: str
    scope: UUID | None = None
    link: str = ""
    next_at: datetime | None = None
    context: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Attachment:
    """A file that goes with an email. Without a name it is one more way to read the letter, like its HTML."""

    content: bytes
    maintype: str
    subtype: str
    name: str = ""
    params: dict[str, str] = field(default_factory=dict)


def always(message: Message) -> bool:
    return True


def never(owed: Owed) -> bool:
    return False


def at_once(owed: Owed) -> bool:
    """In the morning it would come too late."""
    return True


def nothing(message: Message) -> None:
    """Being sent changes nothing else."""


class Stops(Enum):
    """What ends messages of a kind, when a person asks us to stop."""

    PROJECT = auto()  # stopping the project, or everything
    EVERYTHING = auto()  # only stopping everything: it was asked for, or somebody would come for nothing
    NEVER = auto()  # nothing: somebody's safety hangs on it


@dataclass(frozen=True)
class Kind:
    """One kind of message.

    `still_owed` is asked just before sending. `on_sent` runs in the transaction that writes down the sending.
    `on_lost` takes that back, when word comes later that a text or a letter never reached them.
    `link` makes a secret link at hand-over, so that it is never stored; `attach` the files, as things stand then.
    `plan` yields what is owed as of a moment. `urgent` goes at once to those too who want one email in the morning.
    `reminds`: it reminds staff of what they owe. Members get news, never reminders.
    """

    name: str
    still_owed: Callable[[Message], bool] = always
    on_sent: Callable[[Message], None] = nothing
    on_lost: Callable[[Message], None] = nothing
    link: Callable[[Message], str] | None = None
    plan: Callable[[datetime], Iterable[Owed]] | None = None
    attach: Callable[[Message], list[Attachment]] | None = None
    urgent: Callable[[Owed], bool] = never
    stops: Stops = Stops.PROJECT
    reminds: bool = False


KINDS: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    """Make a kind known, when the app starts. ValueError for a name that is taken."""
    if kind.name in KINDS:
        raise ValueError(f'There are two kinds of message called "{kind.name}".')
    KINDS[kind.name] = kind


def kind_of(message: Message) -> Kind:
    return KINDS[message.kind]
