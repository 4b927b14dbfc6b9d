"""Whom to ring, what happens next, and a private way to write to the safeguarding lead."""

from allauth.core import ratelimit
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from care.contact import contact_of
from care.forms.concern import WriteForm
from care.kinds.concern import tell_leads
from care.models import can_sign_in, leads_of
from participants.models import Person
from participants.requests import SignedIn
from projects.access import project_view
from projects.context import first_organisation
from projects.models import Organisation, Project

TOO_MANY = "Many messages came from here in this hour. Please ring {phone}. Your words are still here."


@project_view("see_project")
def safe(request: SignedIn, project: Project) -> HttpResponse:
    """Of a project, for who is in it."""
    return whom_to_tell(request, project.organisation, project)


@login_not_required
def safe_here(request: HttpRequest) -> HttpResponse:
    """For anybody, signed in or not."""
    organisation = first_organisation()
    if not organisation:
        raise Http404
    return whom_to_tell(request, organisation)


def whom_to_tell(request: HttpRequest, organisation: Organisation, project: Project | None = None) -> HttpResponse:
    """The page, and once it is sent what happens next. Who is not signed in may send a great many, not endlessly."""
    contact = contact_of(organisation, project)
    page = {"contact": contact, "project": project, "says_whom_to_ring": True}
    page["reads"] = can_sign_in(leads_of(organisation, project))
    if "sent" in request.GET:
        return render(request, "care/safe_sent.html", page)
    person = request.user if isinstance(request.user, Person) else None
    form = WriteForm(request.POST if request.method == "POST" else None, contact=contact, person=person)
    if form.is_valid() and not person and not ratelimit.consume(request, action="write_to_lead"):
        form.add_error("words", TOO_MANY.format(phone=contact.phone))
    if form.is_valid():
        tell_leads(form.send(organisation, project))
        return redirect(f"{contact.url}?sent=1")
    return render(request, "care/safe.html", page | {"form": form})


@project_view("see_project")
def own_case(request: SignedIn, project: Project) -> HttpResponse:
    """Where a complaint about one's own care goes. Nothing of it is kept here."""
    return render(request, "care/own_case.html", {"project": project})
