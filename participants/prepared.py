"""Queries that hot pages ask again and again are built and compiled once in a process, not once a visit.

Half of a first page's processor time went into making the same SQL anew. Nothing of what the database answers is kept.
"""

import re
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import wraps
from typing import Any, ParamSpec, TypeVar
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import Aggregate, Field, Model, QuerySet, Value, fields
from django.db.models.sql.compiler import SQLCompiler

PREPARED: list[Callable[..., list]] = []  # all of them, as they are called
P = ParamSpec("P")
Row = TypeVar("Row")
OF_ONE_VISIT = re.compile(r"\d{4}-\d\d-\d\d|[0-9a-f]{32}$")  # a day, a moment or a key, as SQLite gets them
KINDS: dict[type, Field] = {
    bool: fields.BooleanField(),
    int: fields.BigIntegerField(),
    str: fields.TextField(),
    UUID: fields.UUIDField(),
    date: fields.DateField(),
    datetime: fields.DateTimeField(),
}


class Slot(Value):
    """Where a value comes in later; several of them for `IN`. It holds no value: a query that is kept can keep none."""

    def __init__(self, name: str, kind: Field, count: int | None = None, later: timedelta | None = None) -> None:
        super().__init__(None, output_field=kind)
        self.name, self.kind, self.count, self.later = name, kind, count, later

    @property
    def pk(self) -> "Slot":
        """What comes in for a record is its key."""
        return self

    def __add__(self, later: timedelta) -> "Slot":  # type: ignore[override]
        return Slot(self.name, self.kind, later=(self.later or timedelta()) + later)

    def __sub__(self, earlier: timedelta) -> "Slot":  # type: ignore[override]
        return self + -earlier

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, Any]:
        if self.count is None:
            return "%s", [Gap(self, None)]
        return f"({', '.join(['%s'] * self.count)})", [Gap(self, place) for place in range(self.count)]


@dataclass(frozen=True)
class Gap:
    """Among a statement's parameters: where one value of a slot goes."""

    slot: Slot
    place: int | None

    def filled(self, values: dict[str, Any], connection: Any) -> Any:
        """As the database takes it."""
        value = values[self.slot.name]
        value = value if self.place is None else value[self.place]
        value = value if self.slot.later is None else value + self.slot.later
        return self.slot.kind.get_db_prep_value(value, connection)


class Plan:
    """One query, compiled, with slots among its parameters."""

    def __init__(self, rows: QuerySet) -> None:
        """TypeError for a value of one visit that stands in the query itself: it would be kept for all others."""
        self.rows, self.compiler, self.sql = rows, rows.query.get_compiler(rows.db), ""
        self.parameters: tuple[Any, ...] = ()
        try:
            self.sql, self.parameters = self.compiler.as_sql()
        except EmptyResultSet:  # always without rows, whatever the values
            return
        for one in self.parameters:
            if isinstance(one, (date, UUID)) or (isinstance(one, str) and OF_ONE_VISIT.match(one)):
                raise TypeError(f"{one} would be kept in {self.sql}")

    def answer(self, values: dict[str, Any]) -> list[Any]:
        """The rows that Django makes of it with these values."""
        if not self.sql:
            return []
        rows, compiler, query = twin(self.rows), twin(self.compiler), twin(self.rows.query)
        compiler.connection = connections[rows.db]  # each thread has its own
        filled = [one.filled(values, compiler.connection) if isinstance(one, Gap) else one for one in self.parameters]
        compiler.as_sql = lambda *args, **kwargs: (self.sql, filled)
        query.get_compiler = lambda *args, **kwargs: compiler
        rows._query = query
        return list(rows)


def twin(one: Any) -> Any:
    """Another of the same with its own attributes. Not `copy`: that would make a queryset ask the database."""
    other = object.__new__(type(one))
    vars(other).update(vars(one))
    return other


def key_of(value: Any) -> Any:
    """A record stands for its key. Of several the last is said again until there are 1, 2, 4, 8 …: `IN` finds the
    same, and a query is kept for few lengths, not for each."""
    if isinstance(value, (list, set, tuple)):
        keys = [key_of(one) for one in value]
        return keys + keys[-1:] * ((1 << (len(keys) - 1).bit_length()) - len(keys)) if keys else []
    return value.pk if isinstance(value, Model) else value


def slot(name: str, value: Any) -> Any:
    """For what the builder of a query gets. KeyError for a kind of value that has no slot."""
    if isinstance(value, list):
        return Slot(name, KINDS[type(value[0])], len(value)) if value else []
    return Slot(name, KINDS[type(value)])


def totals(rows: QuerySet, **counts: Aggregate) -> QuerySet[Any, dict[str, Any]]:
    """What `aggregate` says of these rows, as a queryset of one row."""
    return rows.order_by().values(whole=Value(1)).annotate(**counts).values(*counts)


def prepared(build: Callable[P, QuerySet[Any, Row]]) -> Callable[P, list[Row]]:
    """The rows of the queryset that `build` makes. Arguments by place shape it (a role, names) and are given as they
    are, few in kind; arguments by name are values: `build` gets a slot for each, and cannot look inside."""
    plans: dict[Hashable, Plan] = {}

    @wraps(build)
    def ask(*shape: P.args, **named: P.kwargs) -> list[Row]:
        values = {name: key_of(value) for name, value in named.items()}
        kinds = frozenset((name, len(one) if isinstance(one, list) else type(one)) for name, one in values.items())
        if (plan := plans.get((shape, kinds))) is None:
            slots: Any = {name: slot(name, value) for name, value in values.items()}
            plan = plans[shape, kinds] = Plan(build(*shape, **slots))
        return plan.answer(values)

    PREPARED.append(ask)
    return ask
