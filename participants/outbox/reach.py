"""By which way a person is told: by a machine where one is switched on and knows where to, else by a person."""

import re

from django.conf import settings

from participants.models import ContactBy, Message, Person

Channel = Message.Channel
MOST_LINES = 7  # of an address in a window
POSTCODE = re.compile(r"^[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}$", re.IGNORECASE)
MOBILE = re.compile(r"^(?:\+|00)\d{10,15}$|^07\d{9}$")


def channel_for(person: Person) -> Channel:
    """The way this person is told from now on."""
    notify = settings.NOTIFY
    match person.contact:
        case ContactBy.EMAIL if person.email:
            return Channel.EMAIL
        case ContactBy.TEXT if notify.get("text") and mobile(person.phone):
            return Channel.TEXT
        case ContactBy.POST if notify.get("letters") and goes_by_post(person):
            return Channel.POST
    return Channel.BY_HAND


def goes_by_itself(person: Person) -> bool:
    """Whether a message to them needs nobody: a machine sends it in their way."""
    return channel_for(person) != Channel.BY_HAND


def mobile(phone: str) -> str:
    """The number without spaces and brackets; empty when no text can go there."""
    number = re.sub(r"\(0\)|[^\d+]", "", phone)
    return number if MOBILE.match(number) else ""


def address_lines(person: Person) -> list[str]:
    """What stands in the window of the envelope: their name, then their address, a line each."""
    typed = re.split(r"[\n,]+", person.address)
    return [person.name, *filter(None, (" ".join(line.split()) for line in typed))]


def goes_by_post(person: Person) -> bool:
    """Whether a machine can post to this address: three to seven lines, the last one a postcode."""
    lines = address_lines(person)
    return 3 <= len(lines) <= MOST_LINES and bool(POSTCODE.match(lines[-1]))
