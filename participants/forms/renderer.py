"""Boxes, ticks and lists written out in Python: the HTML that Django's templates make, for a fifth of the work."""

from collections.abc import Callable
from typing import Any

from django.forms.renderers import TemplatesSetting
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString

Widget = dict[str, Any]


def attributes(widget: Widget) -> str:
    """A space before each; True stands as its name alone, False not at all."""
    return "".join(
        f" {name}" if value is True else f' {name}="{conditional_escape(value)}"'
        for name, value in widget["attrs"].items()
        if value is not False
    )


def box(widget: Widget) -> str:
    value = widget["value"]
    stands = "" if value is None else f' value="{conditional_escape(value)}"'
    return f'<input type="{widget["type"]}" name="{widget["name"]}"{stands}{attributes(widget)}>'


def text(widget: Widget) -> str:
    words = conditional_escape(widget["value"] or "")
    return f'<textarea name="{widget["name"]}"{attributes(widget)}>\n{words}</textarea>'


def option(widget: Widget) -> str:
    words = conditional_escape(widget["label"])
    return f'<option value="{conditional_escape(widget["value"])}"{attributes(widget)}>{words}</option>'


def choice(widget: Widget) -> str:
    """A list to open, with its groups of lines."""
    groups = (("".join(map(option, lines)), words) for words, lines, _ in widget["optgroups"])
    inside = (
        f'<optgroup label="{conditional_escape(words)}">{lines}</optgroup>' if words else lines
        for lines, words in groups
    )
    return f'<select name="{widget["name"]}"{attributes(widget)}>{"".join(inside)}</select>'


BOXES = ("checkbox", "date", "email", "file", "hidden", "input", "number", "password", "text", "url")
WAYS: dict[str, Callable[[Widget], str]] = {
    **dict.fromkeys((f"django/forms/widgets/{name}.html" for name in BOXES), box),
    "django/forms/widgets/textarea.html": text,
    "django/forms/widgets/select.html": choice,
    "django/forms/widgets/select_option.html": option,
}
TICKS = ("django/forms/widgets/checkbox_option.html", "django/forms/widgets/radio_option.html")


class QuickRenderer(TemplatesSetting):
    """Everything else comes from the templates."""

    def render(self, template_name: str, context: dict[str, Any], request: Any = None) -> SafeString:
        widget = context.get("widget", {})
        bare = template_name in TICKS and not widget["wrap_label"]
        write = box if bare else WAYS.get(template_name)
        if not write:
            return SafeString(super().render(template_name, context, request))
        return SafeString(write(widget))
