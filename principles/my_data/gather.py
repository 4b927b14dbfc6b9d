"""All that we hold about one person, as tables: nothing of others, and nothing that only others may read."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain
from typing import Any

from django.utils import timezone
from django.utils.text import slugify

from participants.models import Person
from principles.my_data.declared import DECLARED
from principles.my_data.holds import Holds, Rows, day_of

TRACES = "What else you did"


@dataclass(frozen=True)
class Column:
    """`label`: its head in a table. `means`: one sentence."""

    label: str
    means: str


@dataclass(frozen=True)
class Table:
    """One kind of record. Its cells are days, moments and words."""

    title: str
    columns: list[Column]
    rows: list[list[Any]]

    @property
    def file_name(self) -> str:
        return f"{slugify(self.title)}.csv"


def gather(person: Person) -> list[Table]:
    """A table for each kind of record, also where it is empty; then what they did with records of others."""
    own = [table(holds, person) for holds in DECLARED if holds.title]
    return [*own, what_else(person)]


def counts(person: Person) -> list[tuple[str, int]]:
    """How many there are of each kind of record that they may take along."""
    found = [(holds.title, holds.of(person).count()) for holds in DECLARED if holds.title]
    return [(title, count) for title, count in found if count]


def table(holds: Holds, person: Person) -> Table:
    columns = [Column(label(name), means) for name, means in holds.columns.items()]
    rows = [[cell(row, name) for name in holds.columns] for row in holds.of(person)]
    return Table(holds.title, columns, rows)


def label(name: str) -> str:
    """`session__starts_at` reads "session starts at"."""
    return name.replace("__", " ").replace("_", " ")


def cell(row: Any, name: str) -> Any:
    """A day, a moment or words; of another record what it is called."""
    *path, last = name.split("__")
    for step in path:
        row = getattr(row, step, None)
    display = getattr(row, f"get_{last}_display", None)
    value = display() if display else getattr(row, last, None)
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, datetime):
        return timezone.localtime(value).replace(microsecond=0)
    return value if isinstance(value, date) else words(value)


def words(value: Any) -> str:
    """Lists one after another; nothing where nothing is."""
    if value is None:
        return ""
    return ", ".join(str(one) for one in value) if isinstance(value, list | tuple) else str(value)


def what_else(person: Person) -> Table:
    """One line for each thing they typed, planned, changed for the group: what and when, no words of others."""
    columns = [Column("what", "What you did."), Column("when", "When it was written down.")]
    found = chain.from_iterable(lines(*trace) for holds in DECLARED for trace in holds.traces(person))
    return Table(TRACES, columns, sorted(found, key=lambda line: str(line[1])))


def lines(sentence: str, rows: Rows) -> Iterable[list[Any]]:
    on = day_of(rows.model)
    moments: Iterable[Any] = rows.values_list(on, flat=True) if on else [None] * rows.count()
    return [[sentence, local(moment)] for moment in moments]


def local(moment: Any) -> Any:
    return timezone.localtime(moment).replace(microsecond=0) if isinstance(moment, datetime) else moment or ""
