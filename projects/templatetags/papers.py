"""The papers of a session, on its page."""

from typing import Any

from django import template

from projects.models import Paper, PaperKind, Session

register = template.Library()


@register.inclusion_tag("projects/_session_papers.html", takes_context=True)
def papers_for(context: dict[str, Any], session: Session) -> dict[str, Any]:
    """What there is to read before people meet, as far as the viewer may see it (CF-RS1, SP-P1)."""
    papers = Paper.objects.visible_to(context["user"]).filter(session=session, withdrawn_on=None)
    return {
        "project": context["project"],
        "session": session,
        "papers": papers.exclude(kind=PaperKind.PHOTO).without_content(),
        "adds": context["plans"] and session.open_for_agenda,
    }
