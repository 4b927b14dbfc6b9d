"""The room of a session: the picture, the same in words, and what each shape means."""

from typing import Any

from django import template
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from participants.templatetags.look import mark, svg
from projects.models import Capacity, Session
from projects.room import ORDER, Room, Seat, room_of, seats

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
