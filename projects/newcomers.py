"""Many people at once, from a spreadsheet: who they are, and each line that does not fit with what to do about it."""

import re
from dataclasses import dataclass, field
from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone

from participants.folding import fold
from participants.models import ContactBy, Person
from participants.sheet import Line, Sheet
from projects.models import Invitation, Membership, Project, Role

# In this order: each takes the columns that are still free.
HEADINGS = {
    "email": r"e-?mail|mail",
    "phone": r"phone|mobile|tel|telephone|number",
    "contact": r"contact|reach|prefers?|how",
    "role": r"role|as|type",
    "name": r"name|names|first|last|given|family|forename|surname|who|person|participant",
}
# Folded words for the two ways to come in from a list. Whoever runs or reads a project is asked by hand.
ROLES = {
    Role.MEMBER: r"|member|participant|parent|carer|parent carer|service user|young person|lived experience|volunteer",
    Role.PROFESSIONAL: r"professional|staff|worker|practitioner|officer|nurse|teacher|doctor|social worker",
}
WAYS = {
    ContactBy.EMAIL: r"e-?mail|mail",
    ContactBy.TEXT: r"text|sms|text message|whatsapp",
    ContactBy.PHONE: r"phone|call|ring|phone call|mobile|telephone",
    ContactBy.POST: r"post|letter",
    ContactBy.IN_PERSON: r"in person|face to face|by hand",
}
PHONE = re.compile(r"[+()\d][+()\d /.-]{4,}")


@dataclass(frozen=True)
class Newcomer:
    """One line that fits."""

    number: int
    name: str
    email: str
    phone: str
    role: Role
    contact_by: ContactBy


@dataclass
class Newcomers:
    """`new`: who can come in. `here`: lines about people who are in already. `faults`: by line, in words."""

    columns: dict[str, list[int]]
    new: list[Newcomer] = field(default_factory=list)
    here: list[int] = field(default_factory=list)
    faults: dict[int, str] = field(default_factory=dict)

    @property
    def invited(self) -> int:
        """How many get a link by email; the others are in at once."""
        return sum(1 for one in self.new if one.contact_by == ContactBy.EMAIL)


class Fault(Exception):
    """Why a line cannot be used, and what to do."""


def columns_of(sheet: Sheet) -> dict[str, list[int]]:
    """What each column is, by its heading. A name may stand in two."""
    found: dict[str, list[int]] = {}
    taken: set[int] = set()
    for what, words in HEADINGS.items():
        fits = [
            place
            for place, heading in enumerate(sheet.headings)
            if place not in taken and re.search(rf"\b(?:{words})\b", fold(heading))
        ]
        found[what] = fits if what == "name" else fits[:1]
        taken |= set(found[what])
    return found


def read_people(sheet: Sheet, project: Project) -> Newcomers:
    """Each line as a person, or what is wrong with it. Nobody comes in twice, from the file or from before."""
    found = Newcomers(columns_of(sheet), faults=dict(sheet.faults))
    addresses, names = people_here(project)
    seen: dict[tuple[str, ...], int] = {}
    for line in sheet.lines:
        try:
            one = newcomer(line, found.columns)
            key = (one.email,) if one.email else (fold(one.name), re.sub(r"\D", "", one.phone))
            if key in seen:
                raise Fault(f"The same person stands in line {seen[key]}. Take one of the two lines out.")
            seen[key] = line.number
        except Fault as why:
            found.faults[line.number] = str(why)
            continue
        is_here = one.email in addresses if one.email else fold(one.name) in names
        found.here.append(line.number) if is_here else found.new.append(one)
    found.faults = dict(sorted(found.faults.items()))
    return found


def people_here(project: Project) -> tuple[set[str], set[str]]:
    """The addresses that are in the project or asked, and the folded names of people without an address."""
    places = project.memberships.current().values_list("person__email", "person__name")
    asked = project.invitations.open().values_list("person__email", "person__name")
    rows = [*places, *asked]
    return {email for email, _ in rows if email}, {fold(name) for email, name in rows if not email}


def newcomer(line: Line, columns: dict[str, list[int]]) -> Newcomer:
    """The person in this line. Fault, in a sentence, where there is none."""
    cell = {what: " ".join(line.cells[place] for place in places).strip() for what, places in columns.items()}
    name = " ".join(cell["name"].split())
    if not name:
        raise Fault("There is no name. Write one.")
    if len(name) > Person._meta.get_field("name").max_length:  # type: ignore[operator]
        raise Fault("The name is longer than 80 letters. Shorten it.")
    email, phone = address(cell["email"]), number(cell["phone"])
    return Newcomer(line.number, name, email, phone, role(cell["role"]), way(cell["contact"], email, phone))


def address(text: str) -> str:
    """In small letters; empty for none."""
    email = text.strip("<>;, ").lower()
    try:
        if email:
            validate_email(email)
    except ValidationError:
        raise Fault(f'"{text}" is no email address. It looks like name@example.org.') from None
    return email


def number(text: str) -> str:
    phone = text.strip()
    if phone and not (PHONE.fullmatch(phone) and len(phone) <= 30):
        raise Fault(f'"{phone}" is no phone number. Write only the number.')
    return phone


def role(text: str) -> Role:
    for one, words in ROLES.items():
        if re.fullmatch(words, fold(text)):
            return one
    raise Fault(f'We do not know what "{text}" may do here. Write member or professional.')


def way(text: str, email: str, phone: str) -> ContactBy:
    """How they hear from us: as they said, else by what we have."""
    if not text:
        return ContactBy.EMAIL if email else ContactBy.PHONE if phone else ContactBy.IN_PERSON
    for one, words in WAYS.items():
        if re.fullmatch(words, fold(text)):
            if one == ContactBy.EMAIL and not email:
                raise Fault("They want email, and there is no address. Give one, or another way to reach them.")
            return one
    raise Fault(f'We do not know the way "{text}". Write email, text, phone, letter or in person.')


@transaction.atomic
def bring_in(people: list[Newcomer], project: Project, by: Person, as_at: datetime) -> list[Invitation]:
    """An invitation for each with email, still to be sent; a place at once for everybody else."""
    known = {person.email: person for person in Person.objects.filter(email__in=[one.email for one in people])}
    place = {"organisation": project.organisation, "project": project, "invited_by": by}
    invitations, places = [], []
    for one in people:
        person = known.get(one.email or None) or make(one)
        if person.email and one.contact_by == ContactBy.EMAIL:
            invitations.append(Invitation(person=person, role=one.role, name=one.name, made_at=as_at, **place))
        else:
            today = timezone.localdate(as_at)
            places.append(Membership(person=person, role=one.role, joined_on=today, **place))
    Membership.objects.bulk_create(places)
    return Invitation.objects.bulk_create(invitations)


def make(one: Newcomer) -> Person:
    return Person.objects.create_user(one.email, one.name, phone=one.phone, contact_by=one.contact_by)
