"""Who is round the table: how many of each capacity, in words, and where each seat stands in the picture.

Pictures and totals show shapes and numbers, never names. Supporters and interpreters take no side, so they have no
seat (DESIGN 3.2; serves TE-EQ1, GW3b).
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from itertools import pairwise
from math import cos, hypot, pi, sin
from typing import Any
from uuid import UUID

from django.db.models import F, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, NullIf

from participants.prepared import prepared
from projects.models import Attendance, Capacity, Coming, Membership, Part, Role, Session

UNSAID = ""
# Round the table from the place nearest the reader. Like sits with like, so that one voice is seen at once.
ORDER = (Capacity.LIVED, Capacity.PERSONAL, Capacity.TRAINED, Capacity.PROFESSIONAL, UNSAID)
MOST_SEATS = 24
STEPS = 1440
MANY = {
    Capacity.LIVED: ("person with lived experience", "people with lived experience"),
    Capacity.PERSONAL: ("person with personal experience", "people with personal experience"),
    Capacity.TRAINED: ("person with training", "people with training"),
    Capacity.PROFESSIONAL: ("professional", "professionals"),
}


@dataclass(frozen=True)
class Room:
    """`seated` and `waiting`: how many of each capacity; without one they did not say. `after`: from who came."""

    seated: Counter[str] = field(default_factory=Counter)
    waiting: Counter[str] = field(default_factory=Counter)
    members_silent: int = 0
    staff_silent: int = 0
    unsure: int = 0
    declined: int = 0
    supporters: int = 0
    interpreters: int = 0
    leads: tuple[str, ...] = ()
    after: bool = False
    nobody_wrote: bool = False
    not_written: int = 0

    @property
    def total(self) -> int:
        return self.seated.total()

    @property
    def drawn(self) -> bool:
        """A picture for 1 to 24 seats. Never an empty table, and never one too full to read."""
        return not self.nobody_wrote and 0 < self.total + self.waiting.total() <= MOST_SEATS

    def sentences(self) -> list[str]:
        """All of it in words; the first is the one to read."""
        if self.nobody_wrote:
            had = f"{counted(self.total, 'person', 'people')} had said yes." if self.total else ""
            return [line for line in ("Nobody wrote down who came.", had) if line]
        lines = [self.first(), self.others(), self.unsaid(), self.open(), self.beside(), self.led()]
        return [line for line in lines if line]

    def first(self) -> str:
        lived, total = self.seated[Capacity.LIVED], self.total
        if not total and not self.after:
            return "Nobody has said yes yet." if self.waiting.total() or self.declined else "Nobody is asked yet."
        if not total:
            return "Nobody came."
        did = "came" if self.after else "has said yes"
        if not lived:
            if self.seated[UNSAID]:
                return f"Nobody who {'came' if self.after else 'is coming'} has said that they have lived experience."
            return f"Nobody with lived experience {did}."
        if lived == 1:
            return f"{'Only 1' if total > 1 else '1'} {MANY[Capacity.LIVED][0]} {did}."
        if lived == total:
            return f"{lived} {MANY[Capacity.LIVED][1]} {'came' if self.after else 'are coming'}."
        return f"{lived} of {total} people {'who came' if self.after else 'who are coming'} have lived experience."

    def others(self) -> str:
        """Those in the other capacities."""
        rest = [(self.seated[one], *MANY[one]) for one in MANY if one != Capacity.LIVED and self.seated[one]]
        if not rest:
            return ""
        is_are = "is" if sum(count for count, _, _ in rest) == 1 else "are"
        return f"{listed(counted(*one) for one in rest)} {'came' if self.after else f'{is_are} coming'}."

    def unsaid(self) -> str:
        if not self.seated[UNSAID]:
            return ""
        who = counted(self.seated[UNSAID], "person", "people")
        return f"{who} {'came' if self.after else 'said yes'} and did not say how they want to be counted."

    def open(self) -> str:
        """What we do not know: no reply, not sure, came or not."""
        lines = []
        silent = [(self.members_silent, "member", "members"), (self.staff_silent, "member of staff", "staff")]
        if who := listed(counted(*one) for one in silent if one[0]):
            lines.append(f"{who} {'has' if self.members_silent + self.staff_silent == 1 else 'have'} not replied.")
        if self.unsure:
            lines.append(f"{counted(self.unsure, 'person does', 'people do')} not know yet.")
        if self.not_written:
            lines.append(f"{self.not_written} more had said yes. Nobody wrote down if they came.")
        return " ".join(lines)

    def beside(self) -> str:
        beside = [(self.supporters, "supporter", "supporters"), (self.interpreters, "interpreter", "interpreters")]
        who = listed(counted(*one) for one in beside if one[0])
        if not who:
            return ""
        come = "came" if self.after else "comes" if self.supporters + self.interpreters == 1 else "come"
        return f"{who} {come} too. They take no side."

    def led(self) -> str:
        if not self.leads:
            return ""
        return f"{listed(self.leads)} {'led' if self.after else 'leads' if len(self.leads) == 1 else 'lead'}."


def counted(count: int, one: str, many: str) -> str:
    return f"{count} {one if count == 1 else many}"


def listed(words: Iterable[str]) -> str:
    """ "a, b and c"."""
    *most, last = [*words] or [""]
    return f"{', '.join(most)} and {last}" if most else last


def room_of(session: Session, as_at: datetime, rows: list[dict[str, Any]] | None = None) -> Room:
    """The room from the replies; once anybody's coming is written down, from that. One query, or none with the rows."""
    rows = people_of(session) if rows is None else rows
    if any(row["came"] is not None for row in rows):
        return after(rows)
    over = session.ends_at or session.starts_at
    return before(rows, nobody_wrote=bool(session.closed_on or (over and over <= as_at)))


def people_of(session: Session) -> list[dict[str, Any]]:
    """A line for each person and guest."""
    return lines(session=session, project=session.project_id, organisation=session.project.organisation_id)


@prepared
def lines(session: Session, project: UUID, organisation: UUID) -> QuerySet[Attendance, dict[str, Any]]:
    places = Membership.objects.reaching(project, organisation)
    role = places.filter(person=OuterRef("person")).roles_first()[:1]
    rows = Attendance.objects.filter(session=session).annotate(
        name=Coalesce(NullIf(F("guest"), Value("")), F("person__name")), role=Subquery(role)
    )
    facts = ("person", "part", "reply", "came", "capacity", "leads", "supporter", "invited_on", "name", "role")
    return rows.order_by("recorded_at", "pk").values(*facts)


def before(rows: list[dict[str, Any]], nobody_wrote: bool = False) -> Room:
    """From the replies."""
    seats = [row for row in rows if row["part"] == Part.TAKING_PART]
    coming = [row for row in rows if row["reply"] == Coming.YES]
    silent = [row for row in seats if row["invited_on"] and not row["reply"]]
    unsure = [row for row in seats if row["reply"] == Coming.MAYBE]
    members = sum(row["role"] == Role.MEMBER for row in silent)
    return Room(
        seated=Counter(row["capacity"] for row in coming if row["part"] == Part.TAKING_PART),
        waiting=Counter(row["capacity"] for row in silent + unsure),
        members_silent=members,
        staff_silent=len(silent) - members,
        unsure=len(unsure),
        declined=sum(row["reply"] == Coming.NO for row in seats),
        leads=leads(seats),
        nobody_wrote=nobody_wrote,
        supporters=supporters(coming),
        interpreters=interpreters(coming),
    )


def after(rows: list[dict[str, Any]]) -> Room:
    """From who came."""
    came = [row for row in rows if row["came"]]
    not_written = [row for row in rows if row["came"] is None and row["reply"] == Coming.YES]
    return Room(
        seated=Counter(row["capacity"] for row in came if row["part"] == Part.TAKING_PART),
        leads=leads(came),
        after=True,
        not_written=sum(row["part"] == Part.TAKING_PART for row in not_written),
        supporters=supporters(came),
        interpreters=interpreters(came),
    )


def supporters(rows: list[dict[str, Any]]) -> int:
    """Those on the list, and those that somebody brings."""
    return sum((row["part"] == Part.SUPPORTER) + row["supporter"] for row in rows)


def interpreters(rows: list[dict[str, Any]]) -> int:
    return sum(row["part"] == Part.INTERPRETER for row in rows)


def leads(rows: list[dict[str, Any]]) -> tuple[str, ...]:
    return tuple(row["name"].split()[0] for row in rows if row["leads"] and row["name"].split())


# ---- the picture: a box of 400 by 260


@dataclass(frozen=True)
class Seat:
    capacity: str
    waiting: bool
    x: float
    y: float
    size: float


def seats(room: Room) -> list[Seat]:
    """Each seat at its place. Those with lived experience are centred on the side of the reader."""
    row = [
        (capacity, waiting)
        for capacity in ORDER
        for waiting, counts in ((False, room.seated), (True, room.waiting))
        for _ in range(counts[capacity])
    ]
    lived = sum(capacity == Capacity.LIVED for capacity, _ in row)
    first, size, where = -(max(lived, 1) - 1) // 2, seat_size(len(row)), places(len(row))
    return [
        Seat(capacity, waiting, *where[(place + first) % len(row)], size)
        for place, (capacity, waiting) in enumerate(row)
    ]


def seat_size(count: int) -> float:
    return 1.25 if count <= 12 else 1.05 if count <= 16 else 0.85


@cache
def places(count: int) -> list[tuple[float, float]]:
    """Where so many seats stand: at equal lengths of arc round the table, the first nearest the reader."""
    angles = [pi / 2 + 2 * pi * step / STEPS for step in range(STEPS + 1)]
    points = [(200 + 172 * cos(angle), 130 + 108 * sin(angle)) for angle in angles]
    found, walked, whole = [points[0]], 0.0, sum(apart(*both) for both in pairwise(points))
    for here, there in pairwise(points):
        if len(found) < count and walked + apart(here, there) >= whole * len(found) / count:
            found.append(there)
        walked += apart(here, there)
    return found[:count]


def apart(one: tuple[float, float], other: tuple[float, float]) -> float:
    return hypot(one[0] - other[0], one[1] - other[1])
