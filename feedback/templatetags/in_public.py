"""How a piece stands in public, on its giver's page."""

from typing import Any

from django import template

from feedback.models import Feedback, PublicLine

register = template.Library()


@register.inclusion_tag("feedback/_my_public_line.html")
def how_it_stands_in_public(said: Feedback, by_code: bool = False) -> dict[str, Any]:
    """The words there, and the way to change one's mind; nothing where nobody put it there."""
    line = PublicLine.objects.filter(feedback=said).first() if said.public_words else None
    stands = PublicLine.objects.standing().filter(feedback=said, feedback__project__public_page__on_since__isnull=False)
    shown = bool(line) and any(one.unchanged for one in stands)
    return {"said": said, "line": line, "by_code": by_code, "stands": shown}
