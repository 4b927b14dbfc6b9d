"""The tabs of a project: only what the role may open."""

from typing import Any

from django import template
from django.urls import reverse

register = template.Library()

# words, url name, action
TABS = [
    ("Where we are", "project", "see_project"),
    ("Feedback", "board", "answer_feedback"),
    ("Say something", "say", "say"),
    ("Decisions", "decisions", "see_decisions"),
    ("Checklist", "checklists", "see_project"),
    ("People", "people", "invite"),
    ("Review", "reviews", "see_reviews"),
]


@register.inclusion_tag("projects/_tabs.html", takes_context=True)
def project_tabs(context: dict[str, Any]) -> dict[str, Any]:
    """`tabs`: words, address and whether we are there, for what the role may open."""
    project, path = context["project"], context["request"].path
    tabs = []
    for words, name, action in TABS:
        if project.role.may(action):
            url = reverse(name, args=[project.pk])
            tabs.append({"words": words, "url": url, "here": path == url or (name != "project" and path.startswith(url + "/"))})
    return {"project": project, "tabs": tabs, "overview": path == reverse("project", args=[project.pk])}
