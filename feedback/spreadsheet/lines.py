"""Lines to feedback: each line as it will be, or one sentence that says what to mend in it."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.utils import timezone

from feedback.models import Channel, Feedback, Kind, NamedAs
from feedback.spreadsheet.dates import Order, read_day
from feedback.spreadsheet.kinds import KINDS, KNOWN_KINDS
from participants.models import Person
from participants.sheet import Line, Sheet
from projects.models import Membership, Project


class Fault(Exception):
    """What keeps one line out, in a sentence."""


@dataclass(frozen=True)
class Match:
    """Which column is what; None where the file has no such column."""

    said: int
    better: int | None = None
    when: int | None = None
    who: int | None = None
    kind: int | None = None
    where: int | None = None
    by_person: bool = False
    order: Order = Order.DAY
    day: date | None = None
    one_kind: str = Kind.COMMENT
    kinds: dict[str, str] = field(default_factory=dict)  # what other words than ours mean
    named_as: str = NamedAs.MEMBER


@dataclass
class Reading:
    """A whole file: its feedback, not saved yet, in the order of its lines, and a sentence for each bad line."""

    feedback: list[Feedback] = field(default_factory=list)
    faults: dict[int, str] = field(default_factory=dict)

    def already_here(self, project: Project) -> set[int]:
        """The places in `feedback` of those that the project holds already, word for word."""
        here = set(project.feedback.counted().values_list("problem", "better", "received_on", "giver", "group"))
        keys = [(one.problem, one.better, one.received_on, one.giver_id, one.group) for one in self.feedback]
        return {place for place, key in enumerate(keys) if key in here}


class People:
    """The people of a project, found by name or email."""

    def __init__(self, project: Project) -> None:
        here = Membership.objects.current().of(project).may("see_project").values("person")
        self.known: dict[str, set[Person]] = defaultdict(set)
        for person in Person.objects.filter(pk__in=here):
            for word in filter(None, (person.name, person.email)):
                self.known[self.key(word)].add(person)

    @staticmethod
    def key(words: str) -> str:
        return " ".join(words.split()).casefold()

    def find(self, words: str) -> set[Person]:
        return self.known.get(self.key(words), set())


class LineReader:
    """Turns lines into feedback of one project, typed in by one person, at one moment."""

    def __init__(self, project: Project, by: Person, file: str, match: Match, as_at: datetime) -> None:
        self.project, self.by, self.file, self.match, self.as_at = project, by, file, match, as_at
        self.today = timezone.localdate(as_at)
        self.promised_by = project.promise_from(self.today)
        self.people = People(project)

    def read(self, sheet: Sheet) -> Reading:
        """Every line, good or bad."""
        reading = Reading(faults=dict(sheet.faults))
        for line in sheet.lines:
            try:
                reading.feedback.append(self.feedback(line))
            except Fault as fault:
                reading.faults[line.number] = str(fault)
        reading.faults = dict(sorted(reading.faults.items()))
        return reading

    def feedback(self, line: Line) -> Feedback:
        giver, group = self.who(line)
        return Feedback(
            project=self.project,
            problem=self.words(line, self.match.said),
            better=self.words(line, self.match.better),
            kind=self.kind(line),
            giver=giver,
            group=group,
            named_as=self.match.named_as,
            typed_by=self.by,
            source=self.source(line),
            channel=Channel.SHEET,
            received_on=self.received_on(line),
            recorded_at=self.as_at + timedelta(microseconds=line.number),  # keeps the order of the file
            promised_by=self.promised_by,
        )

    def cell(self, line: Line, place: int | None) -> str:
        return "" if place is None else line.cells[place]

    def words(self, line: Line, place: int | None) -> str:
        """What was said. Fault: nothing, or more than we keep."""
        words = self.cell(line, place)
        if place == self.match.said and not words:
            raise Fault("Nobody said anything here. Write what was said, or take the line out.")
        if len(words) > 2000:
            raise Fault(f"This is {len(words):,} letters long. Use 2,000 or fewer.")
        return words

    def who(self, line: Line) -> tuple[Person | None, str]:
        """A person of the project, or a group's words. A line that names nobody is a group's."""
        words = " ".join(self.cell(line, self.match.who).split())
        if not self.match.by_person or not words:
            if len(words) > 160:
                raise Fault(f"The group's name is {len(words)} letters long. Use 160 or fewer.")
            return None, words
        found = self.people.find(words)
        if not found:
            raise Fault(f'Nobody in this project is called "{shortened(words)}". Write the name as on the page People.')
        if len(found) > 1:
            raise Fault(f'Two people here are called "{shortened(words)}". Write the email instead.')
        return next(iter(found)), ""

    def kind(self, line: Line) -> str:
        words = self.cell(line, self.match.kind)
        if not words:
            return self.match.one_kind
        found = self.match.kinds.get(words.casefold()) or KINDS.get(words.casefold())
        if not found:
            raise Fault(f'We know no kind "{shortened(words)}". Use one of these: {KNOWN_KINDS}.')
        return found

    def received_on(self, line: Line) -> date:
        """The day it was said."""
        words = self.cell(line, self.match.when)
        day = read_day(words, self.match.order) if words else self.match.day
        if not day and words:
            raise Fault(f'"{shortened(words)}" is not a real date. Write it like 27/03/2026.')
        if not day:
            raise Fault("There is no date. Write the day when it was said, like 27/03/2026.")
        if day > self.today:
            raise Fault(f"The day {day:%d/%m/%Y} is still to come.")
        return day

    def source(self, line: Line) -> str:
        where = " ".join(self.cell(line, self.match.where).split())
        source = f"{where}; {self.file}, line {line.number}" if where else f"{self.file}, line {line.number}"
        if len(source) > 200:
            raise Fault(
                f"Where it came from is {len(where)} letters long. Use {len(where) - len(source) + 200} or fewer."
            )
        return source


def shortened(words: str) -> str:
    return words if len(words) <= 40 else f"{words[:39]}…"
