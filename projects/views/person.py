"""One person in a project: how they came, how they come back, and their letter and card on paper."""

from urllib.parse import urljoin
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from participants.models import Event
from participants.requests import SignedIn
from projects import codes
from projects.access import project_view
from projects.models import Membership, Project, WayIn

CARD = WayIn.Kind.CARD


def place_of(project: Project, pk: UUID) -> Membership:
    return get_object_or_404(project.memberships.current().select_related("person", "invited_by"), pk=pk)


def no_card_for(place: Membership) -> str:
    """Why this person gets no card, in one sentence; empty when they do."""
    name = place.person.first_name
    if place.person.memberships.current().staff().exists():
        return f"{name} works here. A card is for members only."
    if place.person.email:
        return f"{name} signs in by email, and needs no card."
    return ""


@project_view("invite")
def person(request: SignedIn, project: Project, pk: UUID) -> HttpResponse:
    """What is known about someone's place, and all that can be done about it."""
    place = place_of(project, pk)
    page = {
        "project": project,
        "place": place,
        "card": place.person.ways_in.open().filter(kind=CARD).first(),
        "no_card": no_card_for(place),
    }
    return render(request, "projects/person.html", page)


@require_POST
@project_view("invite")
def person_card(request: SignedIn, project: Project, pk: UUID) -> HttpResponse:
    """A new card, shown this once to be printed; the one before is shut."""
    place, now = place_of(project, pk), timezone.now()
    if why_not := no_card_for(place):
        messages.error(request, why_not)
        return redirect("person", project.pk, place.pk)
    code = WayIn.make(CARD, place.person, now)
    Event.note(Event.Kind.CARD_MADE, request.user, f"person:{place.person_id}", project.pk, now)
    page = {
        "project": project,
        "place": place,
        "code": codes.grouped(code),
        "link": urljoin(settings.SITE_URL, reverse("card_scan", args=[code])),
        "address": typed_as("card"),
    }
    return render(request, "projects/person_card.html", page)


@require_POST
@project_view("invite")
def person_card_shut(request: SignedIn, project: Project, pk: UUID) -> HttpResponse:
    """A lost card opens nothing any more, and whoever is in with it is out."""
    place, now = place_of(project, pk), timezone.now()
    if WayIn.shut(CARD, place.person, now):
        Event.note(Event.Kind.CARD_SHUT, request.user, f"person:{place.person_id}", project.pk, now)
    messages.success(request, f"The card of {place.person} is shut.")
    return redirect("person", project.pk, place.pk)


@project_view("invite")
def letter(request: SignedIn, project: Project, pk: UUID) -> HttpResponse:
    """An invitation on paper, with its code. It can be printed until it is used or has run out."""
    invitation = get_object_or_404(project.invitations.open().exclude(code_hash="").select_related("person"), pk=pk)
    if invitation.why_not(timezone.now()):
        messages.error(request, "The code in this letter has run out. Make a new letter.")
        return redirect("people", project.pk)
    page = {
        "project": project,
        "invitation": invitation,
        "code": codes.grouped(invitation.code),
        "address": typed_as("join_code"),
        "today": timezone.localdate(),
    }
    return render(request, "projects/letter.html", page)


def typed_as(name: str) -> str:
    """The address of a page as people type it."""
    return urljoin(settings.SITE_URL, reverse(name)).split("://")[1]
