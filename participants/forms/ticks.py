"""A list of ticks."""

from collections.abc import Iterable
from contextlib import suppress
from typing import Any, cast
from uuid import UUID

from django import forms
from django.db.models import Model


def ticked(values: Iterable[str] | None) -> list[UUID]:
    """The things that a form or an address names; what is no key of anything is left out."""
    found = []
    for value in values or []:
        with suppress(ValueError):
            found.append(UUID(value))
    return found


class TicksField(forms.ModelMultipleChoiceField):
    """Things to tick, by their keys."""

    widget = forms.CheckboxSelectMultiple
    default_error_messages = dict.fromkeys(
        ("invalid_choice", "invalid_pk_value", "invalid_list"), "Tick lines of this list only."
    )

    def clean(self, value: Any) -> Any:
        return super().clean(ticked(value))

    def link(self, links: Any, chosen: Iterable[Model]) -> None:
        """Link what is ticked. What lost its tick goes; what the page did not show stays."""
        shown, kept = {pk for pk, _ in cast(Any, self.choices)}, set(chosen)
        links.remove(*[one for one in links.filter(pk__in=shown) if one not in kept])
        links.add(*kept)
