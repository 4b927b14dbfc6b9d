"""A checklist that waits for an answer, for other apps' pages."""

from typing import Any

from django import template

from participants.models import Person
from projects.models import Project

register = template.Library()


@register.inclusion_tag("principles/_checklist_waiting.html")
def checklist_waiting(project: Project, person: Person) -> dict[str, Any]:
    """The open checklist this person may answer, or nothing."""
    may = project.may("answer_checklist")
    open_one = project.checklists.filter(revealed_on=None).first() if may else None
    return {"project": project, "checklist": open_one}
