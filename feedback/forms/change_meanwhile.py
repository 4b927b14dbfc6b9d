"""What became of a change while somebody had its form open: no words are lost, and none overwritten unseen."""

from datetime import date
from itertools import pairwise
from typing import Any, cast

from django import forms
from django.db.models import Field
from django.http import QueryDict

from feedback.models import Change
from feedback.models.change import Output
from participants.templatetags.look import day
from projects.meanwhile import Meanwhile, Row, rows_since

PARTS = ("day", "month", "year")


def since(change: Change, seen: str, names: list[str]) -> list[Meanwhile]:
    """What others saved since the form was made, oldest first; empty when it is as it was."""
    rows = [(row, different(before, row, names)) for before, row in pairwise(rows_since(change, seen))]
    return [
        Meanwhile(
            who=row.history_user.first_name if row.history_user else "",
            at=row.history_date,
            why=row.history_change_reason or "",
            words=words,
        )
        for row, words in rows
        if words
    ]


def different(before: Row, row: Row, names: list[str]) -> list[tuple[str, str, str]]:
    """What it is, what it was, what it is now."""
    words = [(name, plain(name, before), plain(name, row)) for name in names]
    return [(called(name), was, now) for name, was, now in words if was != now]


def called(name: str) -> str:
    """What the field is about, as the beginning of a line."""
    words = str(cast("Field[Any, Any]", Change._meta.get_field(name)).verbose_name)
    return words[0].upper() + words[1:]


def plain(name: str, row: Row) -> str:
    """The value as a person reads it."""
    value = getattr(row, name)
    if isinstance(value, date):
        return day(value)
    if name == "output" and value:
        return str(Output(value).label)
    return "Yes" if value is True else str(value or "")


def taken_over(form: forms.ModelForm, seen: str, names: list[str]) -> QueryDict:
    """What was typed here; and what others typed where this person changed nothing."""
    now = Change.objects.get(pk=form.instance.pk)
    base, data = rows_since(now, seen)[0], form.data.copy()
    for name in names:
        if form.cleaned_data[name] == getattr(base, name):
            write(data, name, getattr(now, name))
    return data


def write(data: QueryDict, name: str, value: Any) -> None:
    """As a browser would send it: an empty box is not sent for a tick that is not set."""
    for part in PARTS:
        if f"{name}_{part}" in data:
            data[f"{name}_{part}"] = str(getattr(value, part, ""))
    data.pop(name, None)
    if value is not False and not isinstance(value, date):
        data[name] = "on" if value is True else str(value or "")
