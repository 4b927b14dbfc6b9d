"""Erasing a person, in one transaction: their records, what others wrote of them, where they are signed in."""

from datetime import datetime

from django.contrib.sessions.models import Session as SignedIn
from django.db import transaction
from django.db.models import Q

from feedback.models import Upload
from participants.models import Event, Person
from principles.models import Review
from principles.my_data.declared import DECLARED
from principles.my_data.names import Told, cover_everywhere, told_by
from projects.models import Membership, Organisation, Role, Safeguarding


@transaction.atomic
def erase(person: Person, by: Person | None, how: str, as_at: datetime) -> None:
    """For good: there is no way back. `how`: who asked, as a plain key ("self", "phone", "time")."""
    person = Person.objects.select_for_update().get(pk=person.pk)
    if person.erased_on:
        return
    told, email = told_by(person), person.email
    for holds in reversed(DECLARED):
        holds.forget(person, as_at)
    end_sessions(person, email)
    if told:
        forget_files(told)
        cover_everywhere(told, by)
    for review in Review.objects.outdated():
        review.forget_taken_back()
    Event.note(Event.Kind.ERASED, by, f"person:{person.pk} {how}", at=as_at)


def end_sessions(person: Person, email: str | None) -> None:
    """They are signed out everywhere, and no half-finished sign-in holds their address."""
    for one in SignedIn.objects.iterator():
        words = str(one.get_decoded())
        if str(person.pk) in words or (email and email in words):
            one.delete()


def forget_files(told: Told) -> None:
    """A spreadsheet on its way in that tells of them: whoever sent it sends it again."""
    for upload in Upload.objects.iterator():
        if told.pattern.search(bytes(upload.content).decode(errors="replace")):
            upload.delete()


def first(person: Person, who: str) -> str:
    """What has to be done before they can be erased, in a sentence; empty when nothing has. `who`: "You are"."""
    return leads(person, who) or stands_at_the_foot(person) or facilitates_alone(person, who)


def leads(person: Person, who: str) -> str:
    """Nobody is left without somebody to ring."""
    here = Membership.objects.current().filter(role=Role.SAFEGUARDING)
    for place in here.filter(person=person.pk).select_related("organisation", "project"):
        others = here.filter(organisation=place.organisation_id, project=place.project_id).exclude(pk=place.pk)
        if not others.exists():
            return f"{who} the safeguarding lead of {place.project or place.organisation}. Name another one first."
    named = Safeguarding.objects.filter(lead__iexact=person.name, project__closed_on=None).select_related("project")
    for contact in named:
        return f"{who} the safeguarding contact of “{contact.project}”. Name another one first."
    return ""


def stands_at_the_foot(person: Person) -> str:
    """The organisation names whom to ring on every page."""
    same = Q(safeguarding_lead__iexact=person.name)
    if person.phone:
        same |= Q(phone=person.phone) | Q(safeguarding_phone=person.phone)
    if person.email:
        same |= Q(email__iexact=person.email)
    shown = Organisation.objects.filter(same).exists()
    return "This name, number or address stands at the foot of every page. Change it there first." if shown else ""


def facilitates_alone(person: Person, who: str) -> str:
    """Each running project, and the whole organisation, keeps somebody who can answer people."""
    here = Membership.objects.current().filter(role=Role.FACILITATOR)
    for place in here.filter(person=person.pk).select_related("organisation", "project"):
        if place.project and place.project.closed_on:
            continue
        reach = Q(project=None) | Q(project=place.project_id) if place.project else Q(project=None)
        if not here.filter(reach, organisation=place.organisation_id).exclude(person=person.pk).exists():
            return f"{who} the only facilitator of {place.project or place.organisation}. Ask another one in first."
    return ""
