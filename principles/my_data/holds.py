"""One record's declaration: how it is taken along, and what erasing the person does with it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum, auto
from typing import Any

from django.db import models
from django.db.models import Q

from participants.models import Person

Rows = models.QuerySet[Any]
DAYS = ("recorded_at", "made_at", "history_date", "written_at", "asked_at", "opened_on", "confirmed_on", "at")


class Erase(Enum):
    """What happens to a person's rows when they are erased."""

    DELETE = auto()  # the rows go
    KEEP = auto()  # the rows stay, and point at a person without a name


DELETE, KEEP = Erase.DELETE, Erase.KEEP


@dataclass(frozen=True)
class Holds:
    """What one kind of record holds about people.

    `whose`: the path to the person whose rows these are; empty when they are nobody's own. `title` names them to that
    person, `columns` explains each column in a sentence. `did`: other fields that point to a person, and what that
    person did there. `held_back`: fields that are not for the person to take along, and why.
    """

    model: type[models.Model]
    whose: str = ""
    title: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)
    only: Q = field(default_factory=Q)
    erase: Erase = KEEP
    emptied: tuple[str, ...] = ()
    by_hand: Callable[[Person, datetime], None] | None = None
    did: Mapping[str, str] = field(default_factory=dict)
    rest: tuple[str, ...] = ()
    held_back: Mapping[str, str] = field(default_factory=dict)

    @property
    def rows(self) -> Rows:
        return self.model._base_manager.all()

    def of(self, person: Person) -> Rows:
        """The person's own rows, as they may take them along, the oldest first."""
        first = [name for name in self.columns if "__" in name or self.is_relation(name)]
        linked = {name.rsplit("__", 1)[0] if "__" in name else name for name in first}
        rows = self.rows.filter(self.only, **{self.whose: person.pk}).select_related(*linked)
        return rows.order_by(*filter(None, [day_of(self.model)]), "pk")

    def is_relation(self, name: str) -> bool:
        return self.model._meta.get_field(name).is_relation

    def traces(self, person: Person) -> Iterator[tuple[str, Rows]]:
        """What the person did elsewhere, in a sentence, with the rows in which it stands."""
        for name, sentence in self.did.items():
            yield sentence, self.rows.filter(**{name: person.pk})
        if history := self.history:
            yield f"You changed this: {self.model._meta.verbose_name}.", history.filter(history_user=person.pk)

    @property
    def history(self) -> Rows | None:
        """The earlier versions of these records, where they are kept."""
        manager = getattr(self.model, "history", None)
        return manager.all() if manager is not None and hasattr(manager, "as_of") else None

    def forget(self, person: Person, as_at: datetime) -> None:
        """Do with the person's rows, and with their earlier versions, what the declaration says."""
        if self.by_hand:
            self.by_hand(person, as_at)
        if not self.whose:
            return
        for rows in filter(None, [self.history, self.rows]):
            self.let_go(rows.filter(**{self.whose: person.pk}))

    def let_go(self, rows: Rows) -> None:
        if self.erase == DELETE:
            rows.delete()
        elif empty := {name: nothing_in(rows.model, name) for name in self.emptied}:
            rows.update(**empty)


def nothing_in(model: type[models.Model], name: str) -> Any:
    """What an emptied column holds: what a new row would."""
    column = model._meta.get_field(name)
    return None if getattr(column, "null", False) else getattr(column, "get_default", str)() or ""


def day_of(model: type[models.Model]) -> str:
    """The column that says when a row was written."""
    names = {column.name for column in model._meta.concrete_fields}
    return next((name for name in DAYS if name in names), "")
