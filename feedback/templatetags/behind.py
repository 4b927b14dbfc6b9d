"""The feedback behind a decision, for pages of apps further left."""

from typing import Any

from django import template
from django.db.models import Q

from feedback.models import Feedback
from projects.models import Decision, Entry

register = template.Library()
MOST = 25


@register.inclusion_tag("feedback/_behind_decision.html", takes_context=True)
def behind_decision(context: dict[str, Any], decision: Decision) -> dict[str, Any]:
    """What led to this decision, as far as the viewer may read it. What they may not read is not counted either."""
    project = context["project"]
    staff = project.may("answer_feedback")
    led_here = Q(decisions=decision) | Q(answer__decision=decision, answer__told_on__isnull=False)
    linked = Feedback.objects.visible_to(context["request"].user).counted().filter(led_here).distinct().by_newest()
    return {"project": project, "decision": decision, "rows": linked, "staff": staff}


@register.inclusion_tag("feedback/_builds_on.html", takes_context=True)
def builds_on(context: dict[str, Any], entry: Entry) -> dict[str, Any]:
    """What was said that is linked to this line, as far as the viewer may read it (TE-TH2)."""
    linked = Feedback.objects.visible_to(context["request"].user).counted().filter(entries=entry)
    return {"entry": entry, "rows": linked.order_by("-received_on", "-recorded_at", "pk")[:MOST]}
