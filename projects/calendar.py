"""Sessions as calendar files. One session is one entry for ever: its UID stays, its SEQUENCE rises with each change."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from email.utils import parseaddr
from urllib.parse import urljoin

import icalendar
from django.conf import settings
from django.utils import timezone

from participants.models import Person
from projects.models import Coming, Session

REQUEST, CANCEL = "REQUEST", "CANCEL"
PRODUCT = "-//Coproduce//Sessions//EN"
STATUS = {Coming.YES.value: "CONFIRMED"}


def uid(session: Session) -> str:
    return f"session-{session.pk}@{settings.SITE_HOST}"


def entry(session: Session, as_at: datetime, reply: str = Coming.YES) -> icalendar.Event:
    """One session with a day. No other person is named: calendars are shared in families and offices."""
    event = icalendar.Event()
    event.add("uid", uid(session))
    event.add("sequence", session.sequence)
    event.add("dtstamp", as_at)
    event.add("dtstart", timezone.localtime(session.starts_at))
    if session.ends_at:
        event.add("dtend", timezone.localtime(session.ends_at))
    event.add("summary", f"{session.project.title}: {session.title}")
    event.add("status", "CANCELLED" if session.cancelled_on else STATUS.get(reply, "TENTATIVE"))
    if session.place:
        event.add("location", session.place)
    event.add("description", about(session))
    event.add("url", urljoin(settings.SITE_URL, session.get_absolute_url()))
    return event


def about(session: Session) -> str:
    """The plan, and how to join from elsewhere."""
    lines = [f"The plan: {urljoin(settings.SITE_URL, session.get_absolute_url())}"]
    if session.online_link:
        lines.append(f"To join online or by phone: {session.online_link}")
    if session.cancelled_on:
        lines.insert(0, f"This is off. {session.cancelled_why}".strip())
    return "\n".join(lines)


def calendar_file(events: Iterable[icalendar.Event], method: str = "") -> bytes:
    """A calendar file, with the rules of the clock change in it."""
    file = icalendar.Calendar()
    file.add("prodid", PRODUCT)
    file.add("version", "2.0")
    file.add("calscale", "GREGORIAN")
    if method:
        file.add("method", method)
    days = []
    for event in events:
        file.add_component(event)
        days.append(event.start)
    if days:
        file.add_missing_timezones(date(min(days).year, 1, 1), date(max(days).year + 2, 1, 1))
    return file.to_ical()


def letter_file(session: Session, person: Person, reply: str, method: str, as_at: datetime) -> bytes:
    """What goes with an email: from the organisation, to this one person."""
    event = entry(session, as_at, reply)
    organisation = session.project.organisation
    sender = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    event.add("organizer", address(organisation.name, organisation.email or sender))
    guest = address(person.name, person.email or "")
    # We ask on the page, where people also say how they want to be counted: their calendar need not ask.
    guest.params["rsvp"] = icalendar.vText("FALSE")
    guest.params["partstat"] = icalendar.vText("ACCEPTED" if reply == Coming.YES else "NEEDS-ACTION")
    event.add("attendee", guest)
    return calendar_file([event], method)


def address(name: str, email: str) -> icalendar.vCalAddress:
    found = icalendar.vCalAddress(f"mailto:{email}")
    found.params["cn"] = icalendar.vText(name)
    return found
