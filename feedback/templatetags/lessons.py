"""What other projects learned, for the pages where a project starts."""

from typing import Any

from django import template

from feedback.models import Lesson
from projects.models import Project

register = template.Library()
NEWEST = 5


@register.inclusion_tag("feedback/_lessons_from_others.html")
def lessons_from_others(project: Project) -> dict[str, Any]:
    """The five newest lessons that other projects of the organisation shared (L17, TE-IT2)."""
    return {"lessons": Lesson.objects.for_others(project).select_related("project")[:NEWEST]}
