"""Decisions on the pages of other apps, and what of them each role may read."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import template

from participants.models import Person
from projects.models import Decision, Project, Role

register = template.Library()


@register.filter
def people_shown_to(decision: Decision, role: Role) -> list[str]:
    """The names of those who decided that this role may read."""
    return decision.people_shown(role)


@register.filter
def is_due(decision: Decision, today: date) -> bool:
    """The day to look at it again has come."""
    return decision.is_due(today)


@register.inclusion_tag("projects/_reasons_owed.html")
def reasons_owed(person: Person, projects: Iterable[Project]) -> dict[str, Any]:
    """The decisions that wait for this person's reason; no look for who can owe none. The projects carry the role."""
    if not any(project.may("give_reasons") for project in projects):
        return {"decisions": []}
    return {"decisions": Decision.objects.owed_by(person).select_related("project")}
