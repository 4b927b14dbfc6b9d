"""What a channel can answer."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from types import TracebackType
from typing import Any, Protocol, Self


class Result(Enum):
    ACCEPTED = "they have it"
    REFUSED = "never, for this person"
    LATER = "not now, for this person"
    NOT_TAKEN = "they answered that they take nothing from us now"
    TROUBLE = "our trouble: nothing was handed over"
    STUMBLE = "our program's own fault"
    UNKNOWN = "handed over, and no answer"
    LOST = "somebody else has the message now"


@dataclass(frozen=True)
class Outcome:
    """`words` are for a facilitator. `stop`: nothing else can be sent in this tick either."""

    result: Result
    words: str = ""
    stop: bool = False


Fence = Callable[[], bool]
"""Called at the point of no return; when it answers False, the letter must not leave."""


class Channel(Protocol):
    """A way out. Everything that can go wrong before the fence must go wrong before the fence."""

    def send(self, letter: Any, fence: Fence) -> Outcome: ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...
