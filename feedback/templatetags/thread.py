"""How people shaped this, for pages of apps further left."""

from typing import Any

from django import template

from feedback import thread
from feedback.led_to import led_to
from feedback.models import Feedback
from projects.models import Session

register = template.Library()
MANY, NEWEST = 6, 3


@register.inclusion_tag("feedback/_session_thread.html", takes_context=True)
def session_thread(context: dict[str, Any], session: Session) -> dict[str, Any]:
    """What became of a session's agenda, from blank to now. Of a long thread the beginning is folded away."""
    changes = list(thread.of_session(session, context["request"].user))
    folded = len(changes) - NEWEST if len(changes) > MANY else 0
    return {"session": session, "older": changes[:folded], "changes": changes[folded:]}


@register.inclusion_tag("feedback/_led_to.html", takes_context=True)
def what_it_led_to(context: dict[str, Any], said: Feedback, staff: bool = False) -> dict[str, Any]:
    """Where somebody's words went, as far as the reader may see it; staff may link more."""
    things = led_to(said, context["request"].user)
    token = context.get("csrf_token")
    return {"said": said, "project": said.project, "things": things, "staff": staff, "csrf_token": token}
