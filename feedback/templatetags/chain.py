"""What led to a thing and what came of it, on its own page."""

from typing import Any

from django import template

from feedback import chain

register = template.Library()


@register.inclusion_tag("feedback/_chain.html", takes_context=True)
def chain_behind(context: dict[str, Any], thing: Any) -> dict[str, Any]:
    """The neighbours before it."""
    return {"title": "What led to this", "key": "behind", "rows": chain.behind(thing, context["request"].user)}


@register.inclusion_tag("feedback/_chain.html", takes_context=True)
def chain_came_of(context: dict[str, Any], thing: Any) -> dict[str, Any]:
    """The neighbours after it; whoever writes decisions down may add to them."""
    rows = chain.came_of(thing, context["request"].user)
    page = {"title": "What came of it", "key": "came-of", "rows": rows, "project": context["project"]}
    return page | {"records": context["project"].may("record_decision"), thing._meta.model_name: thing}
