"""Have you noticed? On a member's first page."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.db.models import QuerySet

from feedback.models import Change, Noticing
from participants.models import Person
from participants.prepared import prepared
from projects.models import Project, Role

register = template.Library()


@register.inclusion_tag("feedback/_have_you_noticed.html", takes_context=True)
def have_you_noticed(context: dict[str, Any], projects: Iterable[Project]) -> dict[str, Any]:
    """The newest change that this member was told of and has not been asked about; no question to anybody else."""
    if not any(project.role == Role.MEMBER for project in projects):
        return {}
    change = next(iter(newest_told(person=context["request"].user)), None)
    return {"change": change, "answers": Noticing, "csrf_token": context.get("csrf_token")}


@prepared
def newest_told(person: Person) -> QuerySet[Change]:
    return Change.objects.filter(told_on__isnull=False).to_ask(person).select_related("project")[:1]
