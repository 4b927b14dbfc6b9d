"""A date as people say it: day, month, year in three boxes. No calendar to fight with."""

from calendar import month_abbr
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

PARTS = {"day": "Day", "month": "Month", "year": "Year"}
FIRST_YEAR, LAST_YEAR = 1900, 2200


class DatePartsWidget(forms.MultiWidget):
    template_name = "coproduce/date_parts.html"
    use_fieldset = True

    def __init__(self, attrs: dict[str, str] | None = None) -> None:
        typing = {"inputmode": "numeric", "autocomplete": "off"}
        super().__init__({part: forms.TextInput(typing) for part in PARTS}, attrs)

    def decompress(self, value: date | None) -> list[str]:
        return [str(value.day), str(value.month), str(value.year)] if value else ["", "", ""]

    def use_required_attribute(self, initial: Any) -> bool:
        """The group asks for it, not each box."""
        return False

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        for part, label in zip(context["widget"]["subwidgets"], PARTS.values(), strict=True):
            part["label"] = label
        return context


class DatePartsField(forms.MultiValueField):
    """A date, or None when all three boxes are empty and it may be left out. A month may be a word."""

    widget = DatePartsWidget
    default_error_messages = {
        "required": "Write the day, the month and the year.",
        "invalid": "Write a real date, like 27 3 2026.",
        "short_year": "Write the year with 4 numbers, like 2026.",
    }

    def __init__(self, **more: Any) -> None:
        super().__init__([forms.CharField(max_length=20) for _ in PARTS], **more)

    def compress(self, parts: list[str]) -> date | None:
        if not any(parts):
            return None
        day, month, year = parts
        if year.isdecimal() and len(year) == 2:
            raise ValidationError(self.error_messages["short_year"], code="short_year")
        try:
            found = date(int(year), month_number(month), int(day))
        except (ValueError, OverflowError):
            raise self.not_real() from None
        if not FIRST_YEAR <= found.year <= LAST_YEAR:
            raise self.not_real()
        return found

    def clean(self, value: list[str] | None) -> date | None:
        """One sentence for the three boxes together."""
        try:
            return super().clean(value)
        except ValidationError as fault:
            if getattr(fault, "code", None) in self.error_messages:
                raise
            raise self.not_real() from None

    def not_real(self) -> ValidationError:
        return ValidationError(self.error_messages["invalid"], code="invalid")


def month_number(words: str) -> int:
    """3 for "3", "03", "Mar" and "march"."""
    if words.isdecimal():
        return int(words)
    return [name.lower() for name in month_abbr].index(words[:3].lower())
