"""A list of ticks."""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from typing import Any, cast
from uuid import UUID

from django import forms
from django.db.models import Model
from django.http import QueryDict


def ticked(values: Iterable[str] | None) -> list[UUID]:
    """The things that a form or an address names; what is no key of anything is left out."""
    found = []
    for value in values or []:
        with suppress(ValueError):
            found.append(UUID(value))
    return found


class Ticks(forms.CheckboxSelectMultiple):
    """`had`: what was linked when the page was made. The page sends it along."""

    had: Sequence[object] = ()


class TicksField(forms.ModelMultipleChoiceField):
    """Things to tick, by their keys. `linked`: those that are linked now."""

    widget = Ticks
    default_error_messages = dict.fromkeys(
        ("invalid_choice", "invalid_pk_value", "invalid_list"), "Tick lines of this list only."
    )

    def __init__(self, *args: Any, linked: Iterable[Model] = (), **more: Any) -> None:
        super().__init__(*args, **more)
        self.linked = linked

    def get_bound_field(self, form: forms.BaseForm, field_name: str) -> forms.BoundField:
        """Sent back, it says what was linked when the page was first made."""
        bound = super().get_bound_field(form, field_name)
        sent = ticked(cast(QueryDict, form.data).getlist(f"{bound.html_name}-had")) if form.is_bound else None
        cast(Ticks, self.widget).had = [one.pk for one in self.linked] if sent is None else sent
        return bound

    def clean(self, value: Any) -> Any:
        return super().clean(ticked(value))

    def link(self, links: Any, chosen: Iterable[Model]) -> None:
        """Link what got a tick. What lost its tick goes; what the page did not show, or somebody else linked or took
        away meanwhile, stays so."""
        shown, ticks = {pk for pk, _ in cast(Any, self.choices)}, {one.pk for one in chosen}
        had = shown & set(cast(Ticks, self.widget).had)
        links.remove(*had - ticks)
        links.add(*ticks - had)
