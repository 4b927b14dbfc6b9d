"""When each part of an agenda begins, and how full it is."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from projects.models import AgendaItem, ItemKind, Session


@dataclass(frozen=True)
class Planned:
    """An agenda in order. `parts`: each subject with when it begins, as far as that is known.

    `minutes`: of those that have any. `free`: minutes of the session that no subject fills, below 0 when there is too
    much on it; None while that cannot be told. `no_room`: subjects without minutes, when none are left for them.
    """

    parts: list[tuple[datetime | None, AgendaItem]]
    minutes: int
    free: int | None
    no_room: int = 0

    @property
    def for_people(self) -> int:
        """Minutes in which people arrive, eat and talk: time for relationships is planned too (CF-RE2)."""
        return sum(item.minutes or 0 for _, item in self.parts if item.kind in (ItemKind.WELCOME, ItemKind.BREAK))

    @property
    def too_much(self) -> int:
        """By how many minutes it is longer than the session."""
        return max(-(self.free or 0), 0)


def planned(session: Session, items: list[AgendaItem]) -> Planned:
    """From the start on, one after the other. What comes after a subject of unknown length has no time."""
    begins, parts = session.starts_at, []
    for item in items:
        parts.append((begins, item))
        begins = later(begins, item.minutes) if begins and item.minutes else None
    minutes = sum(item.minutes or 0 for item in items)
    if not (session.starts_at and session.ends_at and items):
        return Planned(parts, minutes, None)
    free = int((session.ends_at - session.starts_at).total_seconds() // 60) - minutes
    untimed = sum(not item.minutes for item in items)
    if untimed and free > 0:
        return Planned(parts, minutes, None)
    return Planned(parts, minutes, free, untimed)


def later(moment: datetime, minutes: int) -> datetime:
    """So many minutes on, even over the night in which the clocks change."""
    return moment.astimezone(UTC) + timedelta(minutes=minutes)
