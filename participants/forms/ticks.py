"""A list of ticks."""

from collections.abc import Iterable
from contextlib import suppress
from typing import Any
from uuid import UUID

from django import forms


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

    def clean(self, value: Any) -> Any:
        return super().clean(ticked(value))
