"""The newest news, for pages of apps further left."""

from typing import Any

from django import template
from django.db.models import QuerySet

from feedback.models import News
from participants.prepared import prepared
from projects.models import Project

register = template.Library()


@register.inclusion_tag("feedback/_latest_news.html", takes_context=True)
def latest_news(context: dict[str, Any], project: Project) -> dict[str, Any]:
    """The newest piece that the viewer may read."""
    return {"project": project, "news": next(iter(newest(project.role.among_members, project=project)), None)}


@prepared
def newest(among_members: bool, *, project: Project) -> QuerySet[News]:
    return News.objects.in_one(project, among_members)[:1]
