"""An empty installation, and what its facilitators and managers see of the whole of it."""

import hashlib
import hmac
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from participants.models import Person
from participants.requests import SignedIn
from projects.access import organisation_view
from projects.forms.organisation import SetupForm
from projects.forms.organisation_edit import OrganisationForm, WholeInviteForm
from projects.models import Invitation, Membership, Organisation, Role
from projects.views.membership import send

A_PAGE = 50


def setup_token() -> str:
    """The key to the first page. Only whoever started the server sees it, so a stranger cannot take a new site."""
    return hmac.new(settings.SECRET_KEY.encode(), b"set up", hashlib.sha256).hexdigest()[:32]


def setup_link() -> str:
    return settings.SITE_URL + reverse("setup", args=[setup_token()])


@login_not_required
def setup(request: HttpRequest, token: str) -> HttpResponse:
    """Ask for the organisation, the first facilitator and the safeguarding lead; then let the facilitator in."""
    if not hmac.compare_digest(token, setup_token()) or Organisation.objects.exists():
        raise Http404
    form = SetupForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        return redirect(form.set_up().link)
    return render(request, "projects/setup.html", {"form": form})


@organisation_view("see_organisation")
def organisation(request: SignedIn, place: Membership) -> HttpResponse:
    """What it says about itself, its projects with what they promise, and who was asked into all of it."""
    here = Q(memberships__left_on=None)
    members, staff = here & Q(memberships__role=Role.MEMBER), here & ~Q(memberships__role=Role.MEMBER)
    whole = Membership.objects.current().filter(organisation=place.organisation, project=None)
    page = {
        "organisation": place.organisation,
        "projects": place.organisation.projects.annotate(
            members=Count("memberships", filter=members), staff=Count("memberships", filter=staff)
        ).order_by("title"),
        "whole": whole.select_related("person").order_by("role", "person__name"),
        "lead": whole.filter(role=Role.SAFEGUARDING).exists(),
        "asked": Invitation.objects.open().filter(organisation=place.organisation, project=None),
        "runs": Role(place.role).may("run_organisation"),
        "now": timezone.now(),
    }
    return render(request, "projects/organisation.html", page)


@organisation_view("run_organisation")
def organisation_edit(request: SignedIn, place: Membership) -> HttpResponse:
    form = OrganisationForm(request.POST if request.method == "POST" else None, instance=place.organisation)
    if form.is_valid():
        form.save()
        messages.success(request, "Saved.")
        return redirect("organisation")
    return render(request, "projects/organisation_edit.html", {"form": form})


@organisation_view("run_organisation")
def organisation_invite(request: SignedIn, place: Membership) -> HttpResponse:
    """Ask somebody into the whole organisation: a facilitator, a manager, the safeguarding lead."""
    data = request.POST if request.method == "POST" else None
    form = WholeInviteForm(data, organisation=place.organisation, by=request.user)
    if form.is_valid():
        asked = form.ask(timezone.now())
        send(asked)
        messages.success(request, f"An invitation is on its way to {asked.person.email}.")
        return redirect("organisation")
    return render(request, "projects/organisation_invite.html", {"form": form})


@require_POST
@organisation_view("run_organisation")
def organisation_invite_again(request: SignedIn, place: Membership, pk: UUID) -> HttpResponse:
    """A new link; the old one stops working."""
    asked = Invitation.objects.open().filter(organisation=place.organisation, project=None)
    old = get_object_or_404(asked, pk=pk)
    send(old.again(request.user, timezone.now()))
    messages.success(request, f"A new link is on its way to {old.asked_as}. The old one no longer works.")
    return redirect("organisation")


@organisation_view("run_organisation")
def organisation_people(request: SignedIn, place: Membership) -> HttpResponse:
    """Everybody who is here, A to Z, with where and as what."""
    words = request.GET.get("q", "").replace("\0", "").strip()[:80]
    places = Membership.objects.current().filter(organisation=place.organisation)
    people = Person.objects.filter(pk__in=places.values("person"), name__icontains=words).order_by("name", "pk")
    page = Paginator(people, A_PAGE).get_page(request.GET.get("page"))
    of: dict[UUID, list[Membership]] = {}
    for one in places.filter(person__in=[person.pk for person in page]).select_related("project").order_by("joined_on"):
        of.setdefault(one.person_id, []).append(one)
    lines = [(person, of.get(person.pk, [])) for person in page]
    return render(request, "projects/organisation_people.html", {"page": page, "lines": lines, "words": words})


@organisation_view("run_organisation")
def organisation_end(request: SignedIn, place: Membership, pk: UUID) -> HttpResponse:
    """Ask once, then close somebody's place in the whole organisation. Their projects stay theirs."""
    whole = Membership.objects.current().filter(organisation=place.organisation, project=None)
    one = get_object_or_404(whole.exclude(person=request.user.pk).select_related("person"), pk=pk)
    if request.method == "POST":
        one.end(timezone.now())
        messages.success(request, f"{one.person} no longer has a place in the whole organisation.")
        return redirect("organisation")
    return render(request, "projects/organisation_end.html", {"one": one})
