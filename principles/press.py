"""Letters on paper: each from a new page, the address where the window is, in letters of 14 point."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any
from urllib.parse import urljoin
from uuid import UUID

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone

from participants.models import Message, Person
from participants.outbox.letter import Part, in_order
from participants.outbox.paper import prints_with
from participants.outbox.reach import address_lines
from principles.report.pdf import make_pdf
from projects.models import Membership, Project


def press(parts: list[Part]) -> bytes:
    """One letter to one person, for whoever prints and posts it for us."""
    return make_pdf(on_paper([parts]))


def print_run(messages: Sequence[Message]) -> bytes:
    """All these messages as letters: one for each person, with all that they are to hear."""
    by_person = sorted(messages, key=lambda message: (message.recipient.name, str(message.recipient_id)))
    people = groupby(by_person, key=lambda message: message.recipient_id)
    return make_pdf(on_paper([[typed(message) for message in rows] for _, rows in people]))


def typed(message: Message) -> Part:
    """Its words as a person may read them who folds the letter: a secret link is not made for that."""
    return Part(message, urljoin(settings.SITE_URL + "/", message.link))


def on_paper(letters: list[list[Part]]) -> str:
    """One HTML document that needs nothing but our own style sheet and fonts."""
    scopes = {part.message.scope for parts in letters for part in parts if part.message.scope}
    projects = {one.pk: one for one in Project.objects.filter(pk__in=scopes).select_related("organisation")}
    contacts = contacts_of(projects)
    sheets = [sheet(in_order(parts), projects, contacts) for parts in letters]
    return render_to_string("principles/letters.html", {"letters": sheets, "today": timezone.localdate()})


def contacts_of(projects: dict[UUID, Project]) -> dict[UUID, Person]:
    """Whom members ring, project by project."""
    named = Membership.objects.filter(project__in=projects, named_contact=True, left_on=None).select_related("person")
    return {place.project_id: place.person for place in named.order_by("-pk") if place.project_id}


def sheet(parts: list[Part], projects: dict[UUID, Project], contacts: dict[UUID, Person]) -> dict[str, Any]:
    """One letter: to whom, from whom, whom to ring, and what it says."""
    person, scope = parts[0].message.recipient, parts[0].message.scope
    project = projects.get(scope) if scope else None
    contact = contacts.get(scope) if scope else None
    organisation = project.organisation if project else None
    return {
        "person": person,
        "lines": address_lines(person),
        "organisation": organisation,
        "contact": contact,
        "phone": (contact and contact.phone) or (organisation and organisation.phone),
        "parts": parts,
    }


prints_with(press)
