"""All changes of a project or a session in one thread, with the feedback that led to them."""

from collections import defaultdict
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Model, QuerySet

from feedback.models import Change as ChangeRow
from feedback.models import Feedback
from feedback.thread import agenda, came, decided, written
from feedback.thread.change import Change, Stretch
from participants.models import Person
from participants.prepared import prepared
from projects.models import AgendaItem, PlanKept, Project, Session

SOURCES = (
    agenda.changes,
    written.questions,
    written.boundaries,
    written.agreements,
    written.steps,
    decided.decisions,
    decided.plans,
    came.changes,
)
LINKS: dict[str, Any] = {
    "agenda_items": (Feedback.agenda_items.through, "agendaitem"),
    "entries": (Feedback.entries.through, "entry"),
    "agreements": (Feedback.agreements.through, "agreement"),
    "boundaries": (Feedback.boundaries.through, "boundary"),
    "decisions": (Feedback.decisions.through, "decision"),
    "changes": (ChangeRow.feedback.through, "change"),
}


def of_project(project: Project, person: Person, before: datetime, most: int) -> list[Change]:
    """The newest changes before a moment, newest first: the same number of queries however many there are."""
    stretch = Stretch(project, person, before, most)
    found = [change for source in SOURCES for change in source(stretch) if change.at < before]
    newest = sorted(found, key=lambda change: change.at, reverse=True)[:most]
    return with_feedback(newest, person)


def of_session(session: Session, person: Person) -> list[Change]:
    """What became of one session's agenda, oldest first."""
    found = agenda.of_session(session)
    if session.closed_on and session.plan_kept in (PlanKept.CHANGED, PlanKept.SCRAPPED):
        found.append(decided.plan(session))
    return with_feedback(sorted(found, key=lambda change: change.at), person)


def of_subject(item: AgendaItem) -> list[Change]:
    """What became of one subject, oldest first."""
    return sorted((change for _, change in agenda.in_words(agenda.history_of([item.pk]))), key=lambda change: change.at)


@prepared
def seen_with(through: type[Model], name: str, *, things: list[UUID], reader: Person) -> QuerySet[Any]:
    """The words behind these things, in the table that links them."""
    seen = Feedback.objects.visible_to(reader).counted().values("pk")
    rows = through._default_manager.filter(**{f"{name}__in": things}, feedback__in=seen)
    return rows.select_related("feedback")


def with_feedback(changes: list[Change], person: Person) -> list[Change]:
    """Each change with the words that led to it, as far as this person may read them."""
    for of, (through, name) in LINKS.items():
        wanted: dict[UUID, list[Change]] = defaultdict(list)
        for change in changes:
            if change.of == of:
                wanted[change.pk].append(change)
        if wanted:
            for row in seen_with(through, name, things=[*wanted], reader=person):
                for change in wanted[getattr(row, f"{name}_id")]:
                    change.led.append(row.feedback)
    return changes
