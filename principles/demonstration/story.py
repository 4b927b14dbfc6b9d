"""What every part of the made-up story needs: its days, its people, its project."""

import tomllib
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import models

from participants.models import Person
from principles.demonstration.days import Days
from projects.models import Decision, Project, Session

HERE = Path(__file__).resolve().parent
Data = dict[str, Any]


def read(*names: str) -> Data:
    """What the files say, as one."""
    files = [tomllib.loads((HERE / f"{name}.toml").read_text()) for name in names]
    return {key: value for one in files for key, value in one.items()}


@dataclass
class Story:
    """One project of the demonstration. `decisions`: and `sessions`: by the name that its file gives them."""

    days: Days
    people: dict[str, Person]
    project: Project
    by: Person
    decisions: dict[str, Decision] = field(default_factory=dict)
    sessions: dict[str, Session] = field(default_factory=dict)

    def person(self, data: Data, name: str) -> Person | None:
        """Whoever stands there under this name, or nobody."""
        return self.people[data[name]] if name in data else None

    def words(self, data: Data, *names: str) -> dict[str, str]:
        """These texts, where they are given, with their dates."""
        return {name: self.days.words(data[name]) for name in names if name in data}


def backdate(row: models.Model, at: datetime, by: Person | None = None) -> None:
    """It was written down then, and so says its history."""
    kept = type(row)._default_manager.filter(pk=row.pk)
    kept.update(recorded_at=at)
    row.recorded_at = at  # type: ignore[attr-defined]
    if hasattr(row, "history"):
        row.history.update(recorded_at=at, history_date=at, history_user=by)


def next_in_history(row: models.Model, at: datetime, by: Person) -> None:
    """What is saved next stands in the history as theirs, of that moment."""
    vars(row).update(_history_date=at, _history_user=by)
