"""Have you noticed? On a member's first page."""

from collections.abc import Iterable
from typing import Any

from django import template

from feedback.models import Change, Noticing
from projects.models import Project, Role

register = template.Library()


@register.inclusion_tag("feedback/_have_you_noticed.html", takes_context=True)
def have_you_noticed(context: dict[str, Any], projects: Iterable[Project]) -> dict[str, Any]:
    """The newest change that this member was told of and has not been asked about; no question to anybody else."""
    if not any(project.role == Role.MEMBER for project in projects):
        return {}
    told = Change.objects.filter(told_on__isnull=False).to_ask(context["request"].user)
    token = context.get("csrf_token")
    return {"change": told.select_related("project").first(), "answers": Noticing, "csrf_token": token}
