"""Ways of working together, for the pages of a session."""

from typing import Any

from django import template
from django.utils import timezone

from projects.methods import occasion_of, suggest
from projects.models import ItemKind, Method, Session

register = template.Library()


@register.inclusion_tag("projects/_suggested_methods.html", takes_context=True)
def suggested_methods(context: dict[str, Any], session: Session, in_library: bool = False) -> dict[str, Any]:
    """Three ways for this room, while its agenda is open. Four queries."""
    project = context["project"]
    if not session.open_for_agenda:
        return {"cards": []}
    occasion = occasion_of(session, context["request"].user, timezone.now())
    ways = suggest(Method.objects.of(project.organisation), occasion)
    return {
        "project": project,
        "session": session,
        "in_library": in_library,
        "cards": [(way, *occasion.other_way(way)) for way in ways],
    }


@register.filter
def parts(kinds: list[str]) -> str:
    """The parts of an agenda in words: "welcome, open time"."""
    return ", ".join(kind.label.lower() for kind in ItemKind if kind in kinds)
