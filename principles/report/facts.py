"""What a review knows: plain frozen facts, and the way to JSON and back.

No names of people stand here, and no words that were said in private: both are only counted.
"""

import json
import types
from collections.abc import Callable
from dataclasses import asdict, dataclass, fields, is_dataclass
from datetime import date, datetime
from typing import Any, cast, get_args, get_origin, get_type_hints

from feedback.models import Kind, Outcome
from principles.report.came_facts import CameOfIt
from principles.two_views import TwoViews
from projects.grounds import in_words
from projects.models import Capacity, Level, Openness, WhoseNeed


@dataclass(frozen=True)
class Loops:
    """How far the loops have come. `closed` by the person who spoke, `in_public`: a group was told, `finished`: either.

    `thanks_only`: needs no answer. `waiting` for an answer, `untold`: answered, but the person does not know yet.
    """

    received: int
    thanked: int
    answered: int
    told: int
    closed: int
    in_public: int
    finished: int
    thanks_only: int
    waiting: int
    untold: int
    longest_wait: int
    late: int
    private: int
    taken_back: int

    @property
    def steps(self) -> list[tuple[str, int]]:
        return [
            ("Received", self.received),
            ("Thanked", self.thanked),
            ("Answered", self.answered),
            ("Told", self.told),
            ("Closed by the person", self.closed),
        ]


@dataclass(frozen=True)
class People:
    """How many take part on that day, and how many did and have left."""

    members: int
    staff: int
    left: int


@dataclass(frozen=True)
class BoundaryFact:
    what: str
    openness: str
    why: str
    set_by: str


@dataclass(frozen=True)
class Makers:
    """How many people decided in one capacity."""

    capacity: str
    count: int

    @property
    def words(self) -> str:
        return Capacity(self.capacity).counted(self.count)


@dataclass(frozen=True)
class DecisionFact:
    """A final decision. `replaces` and `replaced_by` are numbers of decisions, 0 for none."""

    id: str
    number: int
    question: str
    decided: str
    reason: str
    how: str
    differed: str
    made_on: date
    makers: tuple[Makers, ...]
    bodies: tuple[str, ...]
    replaces: int
    why_replaced: str
    replaced_by: int
    whose_need: str = ""

    @property
    def who(self) -> list[str]:
        """The makers as the parts of one sentence: counts by capacity, then bodies by name."""
        return [makers.words for makers in self.makers] + list(self.bodies)

    @property
    def whose_need_words(self) -> str:
        return WhoseNeed(self.whose_need).label if self.whose_need else ""

    @property
    def with_experience(self) -> bool:
        """Somebody with lived or personal experience was among those who decided."""
        return any(makers.capacity in (Capacity.LIVED, Capacity.PERSONAL) for makers in self.makers)


@dataclass(frozen=True)
class Counted:
    """How many of one kind."""

    words: str
    count: int


@dataclass(frozen=True)
class Together:
    """What everybody did together, in counts alone. `own`: of the `subjects`, those that came from the group itself.

    `apart`: on how many the group did not agree. `known`: lines of what we know, by the kind of knowledge.
    """

    held: int
    theirs: int
    neutral: int
    subjects: int
    own: int
    apart: int
    known: tuple[Counted, ...]

    @property
    def grounds(self) -> str:
        return in_words(self.held, self.theirs, self.neutral)


@dataclass(frozen=True)
class Said:
    """One thing somebody said, and what came of it. `gone`: taken back after the review was made."""

    id: str
    kind: str
    received_on: date
    shown_as: str
    title: str
    better: str
    step: int
    thanked_on: date | None
    outcome: str
    how: str
    why: str
    passed_to: str
    asked_again_on: date | None
    promised_by: date
    late: bool
    told_on: date | None
    told_how: str
    in_public: bool
    closed_on: date | None
    gone: bool = False

    @property
    def kind_words(self) -> str:
        return Kind(self.kind).label

    @property
    def outcome_words(self) -> str:
        return Outcome(self.outcome).label if self.outcome else ""

    @property
    def needs_answer(self) -> bool:
        return Kind(self.kind).needs_answer

    @property
    def told_late(self) -> bool:
        return bool(self.told_on and self.told_on > self.promised_by)


@dataclass(frozen=True)
class Facts:
    """Everything a review shows. `said` may be cut; `loops` counts all of it. `drafts`: decisions not final yet."""

    as_at: datetime
    covers_from: date
    covers_to: date
    organisation: str
    phone: str
    title: str
    purpose: str
    for_whom: str
    level: str
    started_on: date | None
    started_despite: str
    missing: tuple[str, ...]
    loops: Loops
    people: People
    boundaries: tuple[BoundaryFact, ...]
    decisions: tuple[DecisionFact, ...]
    drafts: int
    said: tuple[Said, ...]
    views: TwoViews | None = None
    came: CameOfIt | None = None
    together: Together | None = None

    @property
    def level_words(self) -> str:
        return f"{Level(self.level).label}: {Level(self.level).meaning}." if self.level else "Not recorded."

    @property
    def change(self) -> list[tuple[Openness, str, list[BoundaryFact]]]:
        """What can, partly can and cannot change, in that order, each with its meaning at the project's level."""
        kinds = [(kind, kind.meaning(self.level)) for kind in Openness]
        return [(kind, meaning, [b for b in self.boundaries if b.openness == kind]) for kind, meaning in kinds]

    @property
    def views_seen_on(self) -> date | None:
        return date.fromisoformat(self.views.revealed_on) if self.views else None

    @property
    def shareable(self) -> int:
        """How many pieces may be shown: all but those said in private. More than `said` when that is cut."""
        return self.loops.received - self.loops.private

    @property
    def needs_waiting(self) -> list[Said]:
        """Needs that no decision meets yet, as far as their words may be shown (CF6)."""
        waiting = set(self.came.needs_open) if self.came else set()
        return [row for row in self.said if row.id in waiting and not row.gone]

    @property
    def decided_together(self) -> int:
        return sum(decision.with_experience for decision in self.decisions)


def to_json(facts: Facts) -> dict[str, Any]:
    """The facts as JSON keeps them; dates as text."""
    return json.loads(json.dumps(asdict(facts), default=lambda moment: moment.isoformat()))


def from_json(data: dict[str, Any]) -> Facts:
    return thawed(Facts, data)


def thawed(kind: Any, value: Any) -> Any:
    """`value` from JSON as the type that the annotation `kind` names: dataclasses, tuples, dates, optional ones."""
    if isinstance(kind, types.UnionType):
        wanted = next(inner for inner in get_args(kind) if inner is not types.NoneType)
        return None if value is None else thawed(wanted, value)
    if get_origin(kind) is tuple:
        return tuple(thawed(get_args(kind)[0], item) for item in value)
    if kind in (date, datetime):
        return kind.fromisoformat(value)
    if not is_dataclass(kind):
        return value
    hints, make = get_type_hints(kind), cast(Callable[..., Any], kind)
    return make(
        **{field.name: thawed(hints[field.name], value[field.name]) for field in fields(kind) if field.name in value}
    )
