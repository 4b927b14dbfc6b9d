"""Buttons for crispy layouts."""

from dataclasses import dataclass
from typing import Any

from crispy_forms.layout import Div
from django.forms import BaseForm
from django.template import Context
from django.template.loader import render_to_string
from django.utils.safestring import SafeString


class Buttons:
    """Several buttons in one row; on a phone one under the other."""

    def __init__(self, *buttons: "Button") -> None:
        self.buttons = buttons

    def render(self, form: BaseForm, context: Context, template_pack: str = "", **more: Any) -> SafeString:
        return render_to_string("coproduce/layout/acts.html", {"buttons": self.buttons})


@dataclass
class Button:
    """The button that sends a form. `sun` at most once a page; `name` and `value` tell two buttons apart."""

    words: str
    big: bool = False
    sun: bool = False
    soft: bool = False
    icon: str | None = None
    name: str = ""
    value: str = ""

    def render(self, form: BaseForm, context: Context, template_pack: str = "", **more: Any) -> SafeString:
        return Buttons(self).render(form, context)


class Row(Div):
    """A Div for a page of many: the words for one field are gone before the next, so that 100 rows cost 10 times 10."""

    def render(self, form: BaseForm, context: Context, template_pack: str = "", **more: Any) -> SafeString:
        with context.push():
            return SafeString(super().render(form, context, template_pack, **more))
