"""All that we hold about a person: look, take along, have it deleted."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from participants.models import Event, Person
from participants.requests import SignedIn
from principles.forms.my_data import EraseForm, ErasePersonForm
from principles.my_data import erase as for_good
from principles.my_data import gather, names
from principles.my_data import take_along as along
from projects.access import organisation_view
from projects.context import first_organisation
from projects.models import Membership


def my_data(request: SignedIn) -> HttpResponse:
    """What is in it, before they take it."""
    return render(request, "principles/my_data.html", {"tables": gather.counts(request.user)})


@require_POST
def my_data_zip(request: SignedIn) -> HttpResponse:
    """The file. That it was taken is written down."""
    now = timezone.now()
    file = along.take_along(request.user, now, {"organisation": first_organisation()})
    Event.note(Event.Kind.EXPORTED, request.user, f"person:{request.user.pk}", at=now)
    name = f"about-me-{timezone.localdate(now)}.zip"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(file, content_type="application/zip", headers=headers)


def erase(request: SignedIn) -> HttpResponse:
    """Read what happens, tick, and it is done; they are signed out."""
    before = for_good.first(request.user, "You are")
    form = EraseForm(request.POST if request.method == "POST" else None)
    if not before and form.is_valid():
        for_good.erase(request.user, request.user, "self", timezone.now())
        logout(request)
        return redirect("erased")
    return render(request, "principles/erase.html", {"form": form, "before": before})


@login_not_required
def erased(request: HttpRequest) -> HttpResponse:
    """It is done."""
    return render(request, "principles/erased.html")


@organisation_view("run_organisation")
def erase_person(request: SignedIn, place: Membership, pk: UUID) -> HttpResponse:
    """For somebody who asked by phone or letter."""
    known = Q(memberships__organisation=place.organisation) | Q(invitations__organisation=place.organisation)
    person = get_object_or_404(Person.objects.filter(known, erased_on=None).distinct(), pk=pk)
    if person == request.user:
        return redirect("erase")
    before, told = for_good.first(person, f"{person.name} is"), names.told_by(person)
    form = ErasePersonForm(request.POST if request.method == "POST" else None)
    if not before and form.is_valid():
        for_good.erase(person, request.user, form.cleaned_data["how"], timezone.now())
        messages.success(request, "All that told who they are is deleted.")
        return redirect("events")
    page = {"person": person, "form": form, "before": before, "places": names.where(told, person) if told else {}}
    page |= {"one_word": len(person.name.split()) < 2}
    return render(request, "principles/erase_person.html", page)
