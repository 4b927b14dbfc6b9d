"""What a review knows of what came of it all: changes and lessons. Plain frozen facts, no names of people."""

from dataclasses import dataclass
from datetime import date

from feedback.models import LessonKind, Output
from feedback.noticed import figures_in_words


@dataclass(frozen=True)
class NoticingFact:
    """How many members gave one answer; None: hidden, because few did."""

    answer: str
    count: int | None


@dataclass(frozen=True)
class ChangeFact:
    """Something that is different. `decisions`: their numbers; `said`: how many pieces of feedback led to it."""

    id: str
    before: str
    after: str
    since: date
    unintended: bool
    evidence: str
    output: str
    shown_where: str
    told_on: date | None
    decisions: tuple[int, ...]
    said: int
    noticed: tuple[NoticingFact, ...]

    @property
    def output_words(self) -> str:
        return Output(self.output).label if self.output else ""

    @property
    def noticed_words(self) -> list[str]:
        return figures_in_words({one.answer: one.count for one in self.noticed})


@dataclass(frozen=True)
class LessonFact:
    """What was learned, and what changed because of it."""

    id: str
    kind: str
    what: str
    changed: str
    on: date


@dataclass(frozen=True)
class CameOfIt:
    """`needs`: how many were said; `needs_open`: the keys of those without a decision, also of private ones."""

    changes: tuple[ChangeFact, ...]
    lessons: tuple[LessonFact, ...]
    needs: int
    needs_open: tuple[str, ...]

    @property
    def both_sides(self) -> list[tuple[str, list[LessonFact]]]:
        """What went well, what went wrong, what surprised us: all three, also where one is empty (TE-PO1, SP-D4)."""
        return [(kind.label, [one for one in self.lessons if one.kind == kind]) for kind in LessonKind]
