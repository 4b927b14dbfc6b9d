"""Size, colours and space, for the frame of every page."""

from typing import Any

from django import template

from participants.models import Reading
from participants.reading import reading_of

register = template.Library()


@register.simple_tag(takes_context=True)
def reading(context: dict[str, Any]) -> Reading:
    return reading_of(context.get("request"))
