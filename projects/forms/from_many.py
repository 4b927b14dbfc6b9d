"""A list that shows a few of many. What stands in none of its lines is found by words that are typed below it.

The words are read when the form is sent, with everything else: no button and no page of its own. Where they fit one
thing, that is chosen; where they fit several, the form comes back with these at the top of the list.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, cast
from uuid import UUID

from django import forms
from django.db.models import Model, QuerySet
from django.forms.models import ModelChoiceIterator
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString

from participants.folding import fold
from participants.models import Person
from projects.models import AgendaItem, Decision, Project, Session
from projects.near import (
    first_of,
    numbered,
    people_called,
    people_near,
    sessions_near,
    subjects_called,
    subjects_near,
)


@dataclass(frozen=True)
class Many:
    """How many stand in the list, how the others are found, and what we call them."""

    most: int
    called: Callable[[Any, str], list[Any]]
    another: str
    by: str
    none: str


SESSIONS = Many(
    24,
    numbered,
    "A session that is not in the list",
    "Its number, or words of its title",
    "We find no such session. Check its number or its title, or leave that box empty.",
)
PEOPLE = Many(
    40,
    people_called,
    "Somebody who is not in the list",
    "Their name, or a part of it",
    "We find nobody of that name here. Check the name, or leave that box empty.",
)
DECISIONS = Many(
    24,
    numbered,
    "A decision that is not in the list",
    "Its number, or words of it",
    "We find no such decision. Check its number or its words, or leave that box empty.",
)
SUBJECTS = Many(
    30,
    subjects_called,
    "A subject that is not in the list",
    "Words of the subject",
    "We find no such subject. Check the words, or leave that box empty.",
)


class ListAndWords(forms.Select):
    """The list, and below it, folded away, the box for words."""

    words = ""
    several = False
    many: Many | None = None

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Any:
        self.words = str(data.get(f"{name}_words", ""))[:100].replace("\0", "").strip()
        return super().value_from_datadict(data, files, name)

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        listed = super().render(name, value, attrs, renderer)
        if not self.many:
            return listed
        box = {"many": self.many, "name": f"{name}_words", "words": "" if self.several else self.words}
        return listed + render_to_string("projects/_find_another.html", box)


class Lines(ModelChoiceIterator):
    """The lines of the list, which are fewer than what may be chosen."""

    def __iter__(self) -> Iterator[tuple[Any, str]]:
        field = cast(FromMany, self.field)
        if field.empty_label is not None:
            yield ("", str(field.empty_label))
        yield from map(self.choice, field.lines)


class FromMany(forms.ModelChoiceField):
    """All of its queryset may be chosen; `offer` says what stands in the list."""

    widget = ListAndWords
    iterator = Lines
    lines: list[Model] = []
    found: list[Model] = []
    none = ""

    def clean(self, value: Any) -> Any:
        widget = cast(ListAndWords, self.widget)
        if not widget.words or value in [str(row.pk) for row in self.found]:
            return super().clean(value)
        if len(self.found) == 1:
            return super().clean(self.found[0].pk)
        if not self.found:
            raise forms.ValidationError(self.none)
        widget.several = True
        raise forms.ValidationError(f"Several fit “{widget.words}”. They stand first in the list. Choose one.")

    def label_from_instance(self, obj: Any) -> str:
        """A subject is known by the session it was on."""
        return f"Session {obj.session.number}: {obj}" if isinstance(obj, AgendaItem) and obj.session else str(obj)


def offer(
    form: forms.BaseForm, name: str, rows: QuerySet[Any], near: QuerySet[Any], many: Many, a_to_z: bool = False
) -> FromMany:
    """Into this field's list: what the typed words find, the nearest, and what is or was chosen."""
    field, bound = cast(FromMany, form.fields[name]), form[name]
    field.queryset, field.none = rows, many.none
    chosen = {key for key in map(key_of, (bound.value(), bound.initial)) if key}
    widget = cast(ListAndWords, field.widget)
    lines, more = first_of(near, many.most, chosen)
    field.found = many.called(rows, widget.words) if widget.words else []
    widget.many = many if widget.words or more else None
    rest = [row for row in lines if row not in field.found]
    field.lines = [*field.found, *(sorted(rest, key=lambda row: fold(str(row))) if a_to_z else rest)]
    return field


def offer_sessions(form: forms.BaseForm, name: str, seen: QuerySet[Session]) -> FromMany:
    return offer(form, name, seen, sessions_near(seen, timezone.now()), SESSIONS)


def offer_decisions(form: forms.BaseForm, name: str, seen: QuerySet[Decision]) -> FromMany:
    """The newest first."""
    return offer(form, name, seen, seen.order_by("-number"), DECISIONS)


def offer_people(form: forms.BaseForm, name: str, people: QuerySet[Person], project: Project) -> FromMany:
    return offer(form, name, people, people_near(people, project), PEOPLE, a_to_z=True)


def offer_subjects(form: forms.BaseForm, name: str, seen: QuerySet[AgendaItem], session: Any) -> FromMany:
    return offer(form, name, seen, subjects_near(seen, key_of(session)), SUBJECTS)


def lines_of(form: forms.BaseForm, name: str) -> list[Any]:
    """The keys of what stands in this list."""
    return [row.pk for row in cast(FromMany, form.fields[name]).lines]


def key_of(value: Any) -> UUID | None:
    """The key of a thing, whether it came from a row or from an address; None for any other words."""
    try:
        return UUID(str(getattr(value, "pk", value)))
    except ValueError:
        return None
