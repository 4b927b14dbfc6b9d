"""When and where a session is, in words."""

from datetime import datetime, time

from django.utils import timezone

from participants.templatetags.look import day
from projects.models import Session


def clock(at: time | datetime) -> str:
    """10:30am, 2pm, noon as 12pm."""
    local = timezone.localtime(at) if isinstance(at, datetime) else at
    minutes = f":{local.minute:02}" if local.minute else ""
    return f"{local.hour % 12 or 12}{minutes}{'am' if local.hour < 12 else 'pm'}"


def hours(session: Session) -> str:
    """10:30am to 12:30pm."""
    return " to ".join(clock(at) for at in (session.starts_at, session.ends_at) if at)


def when(session: Session) -> str:
    """Tuesday 17 March, 10:30am to 12:30pm."""
    return f"{day(session.day)}, {hours(session)}" if session.starts_at else "No day yet"


def where(session: Session) -> str:
    """The place, or what kind of place; and that one can join from elsewhere."""
    place = session.place or session.get_place_kind_display() or "No place yet"
    return f"{place}. You can join online or by phone too" if session.also_online else place
