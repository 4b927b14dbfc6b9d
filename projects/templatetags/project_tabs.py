"""The tabs of a project: only what the role may open."""

from typing import Any

from django import template
from django.urls import reverse

register = template.Library()

# words, url name, action
TABS = [
    ("Where we are", "project", "see_project"),
    ("Sessions", "sessions", "see_sessions"),
    ("Plan", "plan", "see_plan"),
    ("Feedback", "board", "answer_feedback"),
    ("Say something", "say", "say"),
    ("Decisions", "decisions", "see_decisions"),
    ("Checklist", "checklists", "see_project"),
    ("People", "people", "invite"),
    ("Fair return", "returns", "approve_returns"),
    ("Review", "reviews", "see_reviews"),
]
# pages that stand under a tab although their address does not: first part of the address -> the tab's
UNDER = {
    "agenda": "sessions",
    "methods": "sessions",
    "photos": "sessions",
    "agreements": "plan",
    "notebook": "plan",
    "words": "plan",
    "plan.pdf": "plan",
    "actions": "plan",
    "papers": "plan",
    "lessons": "plan",
    "changes": "decisions",
    "in-public": "feedback",
    "not-finished": "feedback",
    "care": "people",
    "who": "people",
    "returns.csv": "returns",
    "rates": "returns",
    "budget": "returns",
}


@register.inclusion_tag("projects/_tabs.html", takes_context=True)
def project_tabs(context: dict[str, Any]) -> dict[str, Any]:
    """`tabs`: words, address and whether we are there, for what the role may open."""
    project, path = context["project"], context["request"].path
    allowed = [(words, reverse(name, args=[project.pk])) for words, name, action in TABS if project.may(action)]
    overview = project.get_absolute_url()
    first = path.removeprefix(f"{overview}/").split("/")[0]
    path = f"{overview}/{UNDER[first]}" if first in UNDER else path
    # The longest address that leads here: "Say something" lies below "Feedback".
    under = [url for _, url in allowed if path == url or (url != overview and path.startswith(url + "/"))]
    here = max(under, key=len, default="")
    tabs = [{"words": words, "url": url, "here": url == here} for words, url in allowed]
    return {"project": project, "tabs": tabs, "overview": path == overview}
