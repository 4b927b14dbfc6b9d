"""A person's own small steps, for the first page."""

from typing import Any

from django import template
from django.utils import timezone

from projects.models import Action

register = template.Library()
SHOWN = 3


@register.inclusion_tag("projects/_my_steps.html", takes_context=True)
def my_steps(context: dict[str, Any]) -> dict[str, Any]:
    """The three that are due first; nothing for who has none."""
    mine = Action.objects.mine_in(context["user"], context["projects"]).select_related("project")
    return {"actions": mine.only("what", "by", "project__title").to_do()[:SHOWN], "today": timezone.localdate()}
