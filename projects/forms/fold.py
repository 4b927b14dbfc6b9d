"""Questions that most people leave out, folded away under one line."""

from typing import Any

from crispy_forms.layout import LayoutObject
from django.forms import BaseForm
from django.template import Context
from django.template.loader import render_to_string
from django.utils.safestring import SafeString


class Fold(LayoutObject):
    """Open from the start when something in it is filled in or needs mending."""

    def __init__(self, words: str, *fields: Any) -> None:
        self.words, self.fields = words, list(fields)

    def render(self, form: BaseForm, context: Context, template_pack: str = "", **more: Any) -> SafeString:
        names = [pointer.name for pointer in self.get_field_names()]
        is_open = any(form[name].errors or form[name].value() not in (None, "", [], ["", "", ""]) for name in names)
        inside = self.get_rendered_fields(form, context, template_pack)
        return render_to_string("projects/_fold.html", {"words": self.words, "is_open": is_open, "inside": inside})
