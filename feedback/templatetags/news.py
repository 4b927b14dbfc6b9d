"""The newest news, for pages of apps further left."""

from typing import Any

from django import template

from feedback.models import News
from projects.models import Project

register = template.Library()


@register.inclusion_tag("feedback/_latest_news.html", takes_context=True)
def latest_news(context: dict[str, Any], project: Project) -> dict[str, Any]:
    """The newest piece that the viewer may read."""
    return {"project": project, "news": News.objects.seen_in(project).first()}
