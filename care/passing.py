"""What somebody brought can be passed to the safeguarding lead. Then it is nowhere else, nor are its earlier words."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Model, Value
from django.db.models.functions import Replace
from django.utils import timezone

from care.contact import contact_of
from care.kinds.concern import tell_leads
from care.models import Concern
from participants.models import Event, Message, Person
from projects.models import AgendaItem, Decision, Entry, Project, Session

OF_SUBJECT = ("what", "how", "why", "content_note", "what_happened")
OF_LINE = ("line", "more", "come_from", "how")


def keep(project: Project, came: str, words: str, by: Person, person: Person | None) -> Concern:
    """The concern, with a line about who passed it on. The lead hears that something came."""
    contact = contact_of(project.organisation, project)
    concern = Concern.objects.create(
        organisation=project.organisation,
        project=project,
        came=came,
        words=words,
        person=person,
        passed_by=by,
        shown=contact.shown[:120],
    )
    Event.note(Event.Kind.CONCERN_PASSED, by, concern.key, project.pk, timezone.now())
    tell_leads(concern)
    return concern


def different(rows: Iterable[Any], names: Iterable[str]) -> str:
    """All that ever stood in these fields, each text once, in the order of the rows."""
    texts = (getattr(row, name) for row in rows for name in names)
    return "\n".join(dict.fromkeys(text for text in texts if text))


@transaction.atomic
def pass_line(entry: Entry, by: Person) -> Concern:
    """A line of the notebook, with its earlier wordings."""
    past = list(Entry.history.filter(id=entry.pk).order_by("history_id"))
    concern = keep(entry.project, Concern.Came.LINE, different([*past, entry], OF_LINE), by, entry.brought_by)
    forget(entry)
    return concern


@transaction.atomic
def pass_subject(item: AgendaItem, by: Person) -> Concern:
    """A subject of the agenda, with what it continues and what continues it, and all earlier wordings."""
    chain = whole_chain(item)
    past = list(AgendaItem.history.filter(id__in=[one.pk for one in chain]).order_by("history_id"))
    words = different([*past, *chain], OF_SUBJECT)
    concern = keep(item.project, Concern.Came.SUBJECT, words, by, item.brought_by)
    for what in {row.what for row in [*past, *chain]}:
        told = Message.objects.filter(scope=item.project_id, text__contains=f"\n- {what}")
        told.update(text=Replace("text", Value(f"\n- {what}"), Value("")))
    Decision.objects.filter(agenda_item__in=chain).update(agenda_item=None)
    AgendaItem.objects.filter(pk__in=[one.pk for one in chain]).update(continues=None)
    for one in chain:
        forget(one)
    return concern


@transaction.atomic
def pass_notes(session: Session, by: Person) -> Concern:
    """The notes of a session. Its photos stay: whoever took them takes them away."""
    concern = keep(session.project, Concern.Came.NOTES, session.notes, by, None)
    session.notes, session.notes_sorted_on, session.notes_shared_on = "", None, None
    session.save(update_fields=["notes", "notes_sorted_on", "notes_shared_on", "notes_words"])
    return concern


def whole_chain(item: AgendaItem) -> list[AgendaItem]:
    """The subject in each session it was carried to, the first one first."""
    first = item
    while first.continues:
        first = first.continues
    found = [first]
    for one in found:
        found += one.continued_by.all()
    return found


def forget(thing: Model) -> None:
    """Delete it and every line of its history, also the one that says it was deleted."""
    history, key = type(thing).history, thing.pk  # type: ignore[attr-defined]
    thing.delete()
    history.filter(id=key).delete()
