"""Two views: what members and staff said apart, statement by statement, in the checklist's own order.

Facts, never marks: nothing here adds statements up, sorts by gap, or turns a gap into a number that is shown.

Why a hidden number cannot be worked out. Members' answers to a statement are shown when at least 5 members answered
it. "Not for us" and empty are not answers, so of 5 members of whom one says "not for us", 4 are left and the row is
hidden, although all 5 stand in the rows around it. Subtracting needs the same answers counted twice, over two groups
that differ by one person. We never give out two such counts: no total over statements or sides, nothing before the
reveal, no late answers, one open round of a set at a time. Rows beside each other hold different answers, and no row
says whose they are, so 6 beside 5 tells only that one unnamed member left a row out. A hidden row keeps its count
out of everything made from it: the words for the gap, the question, the comparison with last time, and this data
itself, which reviews freeze. Notes have their own ids in random order, so no two can be tied to one pen.
What stays: everyone of a side may agree ("All 5 members said yes"), and two rounds soon after each other may be
compared by someone who knows that one person joined.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from uuid import UUID

from django.db.models import Count as CountOf
from django.db.models import Q

from principles.models import Answer, Checklist, Principle, Says, Side, Statement

FEWEST = 5
MUCH_THE_SAME = Fraction(1, 5)
VERY_DIFFERENT = Fraction(1, 2)
HIDDEN = f"Fewer than {FEWEST} members answered this one. We hide small numbers so nobody can be picked out."


@dataclass(frozen=True)
class Count:
    """How many of one side said yes, of those who answered."""

    yes: int = 0
    answered: int = 0

    @property
    def share(self) -> Fraction:
        return Fraction(self.yes, self.answered)

    def said(self, who: str) -> str:
        """The count as a sentence; `who` is "members" or "staff"."""
        if self.answered == 0:
            return f"No {who} answered this one."
        if self.answered == 1:
            return f"1 of the {who} answered, and {'said yes' if self.yes else 'did not say yes'}."
        if self.yes == self.answered:
            return f"Both {who} said yes." if self.yes == 2 else f"All {self.yes} {who} said yes."
        if self.yes == 0:
            return f"None of the {self.answered} {who} said yes."
        return f"{self.yes} of {self.answered} {who} said yes."


@dataclass(frozen=True)
class Row:
    """One statement. `members` is None where the number is hidden; `seen` is empty where nothing can be compared."""

    code: str
    words: str
    members: Count | None
    staff: Count
    seen: str
    members_said: str
    staff_said: str
    last_time: str


@dataclass(frozen=True)
class Part:
    """One principle with its statements, in the checklist's order."""

    code: str
    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Question:
    """What the group may talk about first: the statement the two sides saw most differently."""

    words: str
    members_said: str
    staff_said: str
    ask: str


@dataclass(frozen=True)
class TwoViews:
    """The whole picture. Dates are text, like "2026-11-22", so that a review can freeze it.

    `members` and `staff`: how many people answered anything; `members` is None below 5.
    """

    title: str
    made_by: str
    source: str
    opened_on: str
    revealed_on: str
    members: int | None
    staff: int
    parts: tuple[Part, ...]
    question: Question | None
    last_title: str
    last_revealed_on: str


Counts = Mapping[tuple[UUID, str], Count]


def two_views(checklist: Checklist) -> TwoViews:
    """Both views of a revealed checklist. ValueError before that: nobody sees them, not even a review."""
    if not checklist.revealed_on:
        raise ValueError("Nobody sees the two views before they are revealed.")
    last = checklist.last_time()
    counts, before = counted(checklist), counted(last) if last else {}
    principles = checklist.set.principles.prefetch_related("statements")
    parts = tuple(part(principle, counts, before) for principle in principles)
    people = Checklist.objects.with_counts().get(pk=checklist.pk)
    return TwoViews(
        title=checklist.title,
        made_by=checklist.set.made_by,
        source=checklist.set.source,
        opened_on=checklist.opened_on.isoformat(),
        revealed_on=checklist.revealed_on.isoformat(),
        members=people.members if people.members >= FEWEST else None,
        staff=people.staff,
        parts=parts,
        question=question([row for part in parts for row in part.rows]),
        last_title=last.title if last else "",
        last_revealed_on=last.revealed_on.isoformat() if last and last.revealed_on else "",
    )


def counted(checklist: Checklist) -> Counts:
    """Statement and side -> how many said yes, of how many. "Not for us" and empty are not answers."""
    answers = Answer.objects.filter(checklist=checklist).exclude(says__in=["", Says.NOT_FOR_US])
    rows = answers.values_list("statement", "side").annotate(
        yes=CountOf("pk", filter=Q(says=Says.YES)), answered=CountOf("pk")
    )
    return {(statement, side): Count(yes, answered) for statement, side, yes, answered in rows}


def part(principle: Principle, counts: Counts, before: Counts) -> Part:
    """One principle with a row for each statement; `before` are the counts of the round before, or nothing."""
    rows = (row(statement, counts, before) for statement in principle.statements.all())
    return Part(code=principle.code, title=principle.title, rows=tuple(rows))


def row(statement: Statement, counts: Counts, before: Counts) -> Row:
    members, staff = sides(statement, counts)
    members_then, staff_then = sides(statement, before)
    then = [members_then.said("members")] if members_then else []
    then += [staff_then.said("staff")] if staff_then.answered else []
    return Row(
        code=statement.code,
        words=statement.words,
        members=members,
        staff=staff,
        seen=seen(members, staff),
        members_said=members.said("members") if members else HIDDEN,
        staff_said=staff.said("staff"),
        last_time=" ".join(then),
    )


def sides(statement: Statement, counts: Counts) -> tuple[Count | None, Count]:
    """Members, or None where fewer than 5 of them answered; and staff, shown from 1."""
    members = counts.get((statement.pk, Side.MEMBERS), Count())
    staff = counts.get((statement.pk, Side.STAFF), Count())
    return (members if members.answered >= FEWEST else None), staff


def seen(members: Count | None, staff: Count) -> str:
    """How far apart the two sides are, in words; empty when one of them has nothing to show."""
    if members is None or not staff.answered:
        return ""
    apart = abs(members.share - staff.share)
    if apart == 0:
        return "Seen the same."
    if apart < MUCH_THE_SAME:
        return "Seen much the same."
    return "Seen very differently." if apart > VERY_DIFFERENT else "Seen differently."


def question(rows: list[Row]) -> Question | None:
    """The one question for the group, from the widest gap that is shown. The first one where gaps are as wide."""
    widest = max(gaps(rows), key=lambda found: abs(found[0]), default=None)
    if not widest or not widest[0]:
        return None
    gap, row = widest
    ask = "What do members see that staff do not?" if gap > 0 else "What do staff see that members do not?"
    return Question(words=row.words, members_said=row.members_said, staff_said=row.staff_said, ask=ask)


def gaps(rows: list[Row]) -> Iterator[tuple[Fraction, Row]]:
    """Each comparable row with its gap: above 0 where staff said yes more often."""
    return ((row.staff.share - row.members.share, row) for row in rows if row.members and row.staff.answered)


@dataclass(frozen=True)
class Notes:
    """What people wrote beside one principle, without names. Not part of what a review freezes."""

    title: str
    members: tuple[str, ...]
    staff: tuple[str, ...]


def notes(checklist: Checklist) -> list[Notes]:
    """The notes of a revealed checklist; members' only beside a principle that at least 5 members answered."""
    if not checklist.revealed_on:
        return []
    answers = Answer.objects.filter(checklist=checklist)
    many = (
        answers.filter(side=Side.MEMBERS)
        .exclude(says__in=["", Says.NOT_FOR_US])
        .values("statement__principle")
        .annotate(people=CountOf("person", distinct=True))
        .filter(people__gte=FEWEST)
    )
    shown = Q(side=Side.STAFF) | Q(statement__principle__in=many.values("statement__principle"))
    written = answers.exclude(note="").filter(shown).order_by("statement__principle__position", "pk")
    found: dict[str, dict[str, list[str]]] = {}
    for title, side, note in written.values_list("statement__principle__title", "side", "note"):
        found.setdefault(title, {Side.MEMBERS: [], Side.STAFF: []})[side].append(note)
    return [Notes(title, tuple(by[Side.MEMBERS]), tuple(by[Side.STAFF])) for title, by in found.items()]
