"""The level as a picture beside its word, and the small menu of what a group writes together."""

from typing import Any

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from participants.templatetags.look import mark, svg
from projects.models import Level, Project

register = template.Library()

PLACES = [
    ("Plan", "plan"),
    ("Agreed", "agreements"),
    ("Notebook", "notebook"),
    ("Words", "words"),
    ("Small steps", "actions"),
    ("Papers", "papers"),
]
# How far people sit from the table, in the picture; staff always sit as near as can be.
SEATS = {Level.INFORM: 89, Level.CONSULT: 82, Level.ENGAGE: 75, Level.CO_DESIGN: 67, Level.CO_PRODUCE: 60}


@register.inclusion_tag("projects/_plan_menu.html")
def plan_menu(project: Project, here: str) -> dict[str, Any]:
    """`places`: words, address, and whether we are there."""
    return {"places": [(words, reverse(name, args=[project.pk]), name == here) for words, name in PLACES]}


@register.simple_tag
def level_picture(value: str) -> SafeString:
    """A table with staff on one side and people on the other: the nearer, the more they decide.

    Colours stand in the picture too, because paper does not know the style sheet.
    """
    level = Level(value)
    table = SafeString(
        '<ellipse class="table" cx="34" cy="16" rx="12" ry="10" fill="none" stroke="#0b4a50" stroke-width="3"/>'
    )
    return svg("level", "100 32", format_html("{}{}{}", table, mark("professional", 9, 16, 0.7), people(level)))


def people(level: Level) -> SafeString:
    """The seat of the people: a dotted edge while they are only told."""
    if level == Level.INFORM:
        words = '<circle class="told" cx="{}" cy="16" r="8.6" fill="none" stroke="#6b7674" stroke-width="2" {}/>'
        return format_html(words, SEATS[level], SafeString('stroke-dasharray="2.5 2.9"'))
    return mark("lived", SEATS[level], 16, 0.7)
