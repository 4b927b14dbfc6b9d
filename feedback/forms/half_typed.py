"""What stands in the boxes of a form before it is checked."""

from datetime import date

from django import forms
from django.forms import BoundField

from participants.templatetags.look import day


def parts_of(bound: BoundField) -> list[str]:
    """The names under which a browser sends this field: one, or those of its parts."""
    widget = bound.field.widget
    if isinstance(widget, forms.MultiWidget):
        return [f"{bound.html_name}{suffix}" for suffix in widget.widgets_names]
    return [bound.html_name]


def in_words(bound: BoundField) -> str:
    """What stands there, as one would say it."""
    value, field = bound.value(), bound.field
    if isinstance(field, forms.BooleanField):
        return "Yes" if value else "No"
    if isinstance(field, forms.ChoiceField):
        chosen = [option.data["label"] for option in bound if option.data["selected"]]
        return " ".join(str(words).split("\n")[0] for words in chosen)
    if isinstance(value, date):
        return day(value)
    if isinstance(value, list):
        return " ".join(filter(None, value))
    return str(value or "").strip()
