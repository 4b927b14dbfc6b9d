"""A checklist that waits for an answer, for other apps' pages."""

from typing import Any

from django import template
from django.db.models import QuerySet

from participants.models import Person
from participants.prepared import prepared
from principles.models import Checklist
from projects.models import Project

register = template.Library()


@register.inclusion_tag("principles/_checklist_waiting.html")
def checklist_waiting(project: Project, person: Person) -> dict[str, Any]:
    """The open checklist this person may answer, or nothing."""
    may = project.may("answer_checklist")
    return {"project": project, "checklist": next(iter(open_in(project=project)), None) if may else None}


@prepared
def open_in(project: Project) -> QuerySet[Checklist]:
    return Checklist.objects.filter(project=project, revealed_on=None).order_by("pk")[:1]
