"""When and where, for templates."""

from datetime import datetime

from django import template

from projects import when as words

register = template.Library()
register.filter("hours", words.hours)
register.filter("when", words.when)
register.filter("where", words.where)


@register.filter
def clock(at: datetime | None) -> str:
    """10:30am."""
    return words.clock(at) if at else ""
