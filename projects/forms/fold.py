"""Questions that most people leave out, folded away under one line."""

from typing import Any

from crispy_forms.layout import LayoutObject
from django.forms import BaseForm
from django.template import Context
from django.template.loader import render_to_string
from django.utils.safestring import SafeString


class Fold(LayoutObject):
    """Open from the start when something in it is filled in or needs mending. `usual`: not when filled in."""

    def __init__(self, words: str, *fields: Any, usual: bool = False) -> None:
        self.words, self.fields, self.usual = words, list(fields), usual

    def render(self, form: BaseForm, context: Context, template_pack: str = "", **more: Any) -> SafeString:
        names = [pointer.name for pointer in self.get_field_names()]
        filled_in = not self.usual and any(form[name].value() not in (None, "", [], ["", "", ""]) for name in names)
        is_open = filled_in or any(form[name].errors for name in names)
        inside = self.get_rendered_fields(form, context, template_pack)
        return render_to_string("projects/_fold.html", {"words": self.words, "is_open": is_open, "inside": inside})
