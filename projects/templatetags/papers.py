"""The papers of a session, on its page."""

from typing import Any

from django import template
from django.db.models import QuerySet

from participants.models import Person
from participants.prepared import prepared
from projects.models import Paper, PaperKind, Session

register = template.Library()


@prepared
def seen_at(session: Session, reader: Person) -> QuerySet[Paper]:
    papers = Paper.objects.visible_to(reader).filter(session=session, withdrawn_on=None)
    return papers.exclude(kind=PaperKind.PHOTO).without_content()


@register.inclusion_tag("projects/_session_papers.html", takes_context=True)
def papers_for(context: dict[str, Any], session: Session) -> dict[str, Any]:
    """What there is to read before people meet, as far as the viewer may see it (CF-RS1, SP-P1)."""
    return {
        "project": context["project"],
        "session": session,
        "papers": seen_at(session=session, reader=context["user"]),
        "adds": context["plans"] and session.open_for_agenda,
    }
