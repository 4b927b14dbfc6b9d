"""The room of a session: the picture, the same in words, and what each shape means."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import template
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from participants.models import Person
from participants.prepared import prepared
from participants.templatetags.look import mark, svg
from projects.models import AgendaItem, Capacity, Project, Session
from projects.models.session import apart_from
from projects.room import ORDER, Room, Seat, people_of, room_of, seats

register = template.Library()

DOT = 12 / 7  # a plain dot is small beside a name; here it is a person like the others


@register.inclusion_tag("projects/_room.html")
def room(session: Session) -> dict[str, Any]:
    """Who is coming, or who came; in one query. Above 24 people, and where nothing is known, in words only."""
    return shown(room_of(session, timezone.now()))


def shown(room: Room) -> dict[str, Any]:
    first, *rest = room.sentences()
    return {
        "first": first,
        "rest": " ".join(rest),
        "picture": picture(room) if room.drawn else "",
        "key": [(one, room.seated[one], key_words(one)) for one in ORDER if room.seated[one]],
        "waiting": room.waiting.total(),
    }


def key_words(capacity: str) -> str:
    return Capacity(capacity).label.lower() if capacity else "did not say"


def picture(room: Room) -> SafeString:
    table = SafeString(
        '<ellipse class="table" cx="200" cy="130" rx="130" ry="72"/>'
        '<ellipse class="plate" cx="200" cy="130" rx="120" ry="63"/>'
    )
    words = format_html(
        '<text class="tt" x="200" y="129">{} of {}</text><text class="ts" x="200" y="152">lived experience</text>',
        room.seated[Capacity.LIVED],
        room.total,
    )
    marks = format_html_join("", "{}", ((seat(one),) for one in seats(room)))
    return svg("seats", "400 260", format_html("{}{}{}", table, words, marks))


def seat(one: Seat) -> SafeString:
    shape = mark(one.capacity, one.x, one.y, one.size if one.capacity else one.size * DOT * 0.85)
    return format_html('<g class="wait">{}</g>', shape) if one.waiting else shape


@register.simple_tag
def waiting_shape() -> SafeString:
    """A seat of which we do not know yet whether it will be taken, for the key."""
    return svg("shape", "32 32", format_html('<g class="wait">{}</g>', mark("", 16, 16, DOT)))


# ---- a session for one person


@register.inclusion_tag("projects/_sit_out.html")
def sit_out(session: Session) -> dict[str, Any]:
    """The parts that may upset, so that people can sit them out."""
    return {"parts": AgendaItem.objects.on(session).exclude(content_note="")}


@register.inclusion_tag("projects/_my_reply.html", takes_context=True)
def my_reply(context: dict[str, Any], session: Session) -> dict[str, Any]:
    """What I said about a session, and the way to say it. Nothing for who is neither asked nor takes part."""
    person, project = context["user"], context["project"]
    mine = session.attendance.filter(person=person).values("reply", "invited_on").first()
    return {"session": session, "ahead": session.is_ahead(timezone.now())} | said(mine, may_come(project, session))


def may_come(project: Project, session: Session) -> bool:
    """Somebody who takes part may say unasked that they would like to come."""
    return project.may("shape") and session.is_for(project.role)


def said(mine: Mapping[str, Any] | None, takes_part: bool) -> dict[str, Any]:
    return {"mine": mine, "reply": mine["reply"] if mine else "", "may_reply": bool(mine) or takes_part}


@prepared
def may_upset(session: Session) -> QuerySet[AgendaItem, Any]:
    return AgendaItem.objects.on(session).exclude(content_note="").values("what", "content_note")


@register.inclusion_tag("projects/_next_session.html", takes_context=True)
def next_session(context: dict[str, Any], project: Project | None = None) -> dict[str, Any]:
    """The next session of a project; without one the next to which this person is asked, or said they come."""
    person, now = context["user"], timezone.now()
    session = next_of(project, now) if project else my_next(person, context["projects"], now)
    if not session:
        return {}
    rows = people_of(session)
    mine = next((row for row in rows if row["person"] == person.pk), None)
    plans, room = bool(project and project.may("plan_sessions")), room_of(session, now, rows)
    ahead = session.is_ahead(now)
    return {
        "session": session,
        "here": project,
        "plans": plans,
        "silent": room.members_silent if plans and ahead else 0,
        "ahead": ahead,
        "begun_on": session.day if session.starts_at and session.starts_at <= now else None,
        "today": timezone.localdate(now),
        "parts": () if project else may_upset(session=session),  # the project's page leads to the session
        "expected": bool(mine and (mine["invited_on"] or mine["reply"]) and mine["came"] is not False),
        **said(mine, bool(project and may_come(project, session))),
        **shown(room),
    }


def next_of(project: Project, as_at: datetime) -> Session | None:
    session = next(iter(coming(project.role.among_members, project=project, as_at=as_at)), None)
    if session:
        session.project = project
    return session


@prepared
def coming(among_members: bool, *, project: Project, as_at: datetime) -> QuerySet[Session]:
    """The soonest of a project."""
    return Session.objects.in_one(project, among_members).to_come(as_at)[:1]


@prepared
def expected(projects: list[Project], apart: list[Project], person: Person, as_at: datetime) -> QuerySet[Session]:
    """The soonest to which this person is asked."""
    return Session.objects.of(projects, apart).expecting(person).to_come(as_at)[:1]


def my_next(person: Person, projects: list[Project], as_at: datetime) -> Session | None:
    session = next(iter(expected(projects=projects, apart=apart_from(projects), person=person, as_at=as_at)), None)
    if session:
        session.project = next(project for project in projects if project.pk == session.project_id)
    return session
