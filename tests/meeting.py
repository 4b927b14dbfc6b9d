"""Short words for what a group does together: sessions, subjects, who came."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from participants.models import Person
from projects.models import AgendaItem, Attendance, Capacity, Coming, Project, Session

NOON = datetime(2026, 3, 17, 10, 30, tzinfo=UTC)
RAISED = date(2026, 3, 3)


def planned(project: Project, by: Person, starts_at: datetime | None = NOON, **more: Any) -> Session:
    """A session of two hours, with its number."""
    words = {"title": "The first phone call", "place": "Wren Street Hall", "place_kind": "neutral"}
    ends_at = starts_at + timedelta(hours=2) if starts_at else None
    return Session(project=project, made_by=by, starts_at=starts_at, ends_at=ends_at, **(words | more)).record()


def brought(project: Project, by: Person | None, what: str, session: Session | None = None, **more: Any) -> AgendaItem:
    """A subject: on this session's agenda, or in the backlog."""
    item = AgendaItem(project=project, what=what, brought_by=by, **({"first_raised_on": RAISED} | more))
    return item.put_on(session, by) if session else item.keep(by)


def asked(session: Session, person: Person, reply: str = "", capacity: str = "", **more: Any) -> Attendance:
    """Invited to a session, with what they said."""
    said = {"reply": reply, "replied_on": RAISED if reply else None, "capacity": capacity, "invited_on": RAISED}
    return Attendance.objects.create(session=session, person=person, **(said | more))


def came(session: Session, person: Person, capacity: str = Capacity.LIVED, **more: Any) -> Attendance:
    """Said yes, and was there."""
    return asked(session, person, Coming.YES, capacity, came=True, **more)
