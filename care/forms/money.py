"""A box for pounds and pence, as people type them."""

from typing import Any

from django import forms

WRITE_POUNDS = "Write pounds and pence, like 12.50."


class PoundsField(forms.DecimalField):
    """An amount between a penny and 99,999 pounds; a pound sign, commas and spaces do no harm. Never a float."""

    def __init__(self, **more: Any) -> None:
        widget = forms.TextInput({"inputmode": "decimal", "autocomplete": "off", "class": "short"})
        known: dict[str, Any] = {"widget": widget, "max_digits": 7, "decimal_places": 2, "min_value": 0}
        super().__init__(**(known | more))
        codes = ("invalid", "max_digits", "max_decimal_places", "max_whole_digits", "min_value")
        self.error_messages |= dict.fromkeys(codes, WRITE_POUNDS)

    def to_python(self, value: Any) -> Any:
        plain = value.translate(str.maketrans("", "", "£, \u00a0")) if isinstance(value, str) else value
        return super().to_python(plain) or None
