"""The small menu of the pages about people, and who is missing, for the pages of other apps."""

from typing import Any

from django import template
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from care.models import Group, GroupKind
from participants.templatetags.look import mark, point, svg
from projects.models import Project

register = template.Library()

# words, url name, action
PLACES = [
    ("Who is here", "people", "invite"),
    ("Who is affected", "groups", "see_project"),
    ("Who is missing", "participation", "see_project"),
    ("Looking after each other", "care", "look_after"),
    ("About us in figures", "monitoring", "see_project"),
]
SHAPES = {
    GroupKind.LIVED: "lived",
    GroupKind.FAMILY: "personal",
    GroupKind.FRONTLINE: "professional",
    GroupKind.DECISION_MAKER: "professional",
}
MOST_DRAWN = 24
DOT = 12 / 7  # a plain dot is small beside a name; here it is a group like the others


@register.inclusion_tag("projects/_plan_menu.html")
def people_menu(project: Project, here: str) -> dict[str, Any]:
    """`places`: words, address, and whether we are there."""
    allowed = [(words, name) for words, name, action in PLACES if project.may(action)]
    return {"places": [(words, reverse(name, args=[project.pk]), name == here) for words, name in allowed]}


@register.inclusion_tag("care/_who_is_missing.html")
def who_is_missing(project: Project) -> dict[str, Any]:
    """How many groups are on the map, and how many have nobody here; one query."""
    return {"project": project, **Group.objects.counts_in(project)}


@register.simple_tag
def group_map(groups: list[Group]) -> SafeString:
    """Those who are here round the table, those who are missing further out and dashed. None drawn above 24."""
    drawn = [one for one in groups if one.people or one.is_missing]
    if not drawn or len(drawn) > MOST_DRAWN:
        return SafeString("")
    near, far = [one for one in drawn if one.people], [one for one in drawn if not one.people]
    table = format_html(
        '<ellipse class="table" cx="200" cy="150" rx="78" ry="44"/>'
        '<text class="tt" x="200" y="149">{} of {}</text><text class="ts" x="200" y="171">are here</text>',
        len(near),
        len(drawn),
    )
    marks = format_html_join("", "{}", [(one,) for one in [*ring(near, 118, 84), *ring(far, 178, 132)]])
    return svg("seats", "400 300", format_html("{}{}", table, marks))


def ring(groups: list[Group], wide: float, high: float) -> list[SafeString]:
    """One shape for each, at equal angles, beginning at the top."""
    places = [point(360 * place / len(groups) - 90, 1, 0) for place in range(len(groups))]
    return [shape_of(one, 200 + x * wide, 150 + y * high) for one, (x, y) in zip(groups, places, strict=True)]


def shape_of(group: Group, x: float, y: float) -> SafeString:
    """The shape of its kind, dashed where nobody is here."""
    kind = SHAPES.get(GroupKind(group.kind), "")
    drawn = mark(kind, x, y, 1.1 if kind else 1.1 * DOT * 0.85)
    return drawn if group.people else format_html('<g class="wait">{}</g>', drawn)
