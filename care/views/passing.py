"""Pass what somebody brought to the safeguarding lead: asked once, then it is gone from here."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from care.contact import Contact, contact_of
from care.passing import pass_line, pass_notes, pass_subject
from participants.requests import SignedIn
from projects.access import project_view
from projects.models import AgendaItem, Entry, Project, Session


@project_view("shape")
def subject_pass_on(request: SignedIn, project: Project, pk: UUID) -> HttpResponse:
    """A subject of the agenda: for who runs the sessions, and for who brought it."""
    item = get_object_or_404(AgendaItem.objects.seen_in(project), pk=pk)
    contact = contact_for(request, project, item)
    if request.method == "POST":
        pass_subject(item, request.user)
        messages.success(request, f"It is with {contact.lead} now.")
        return redirect("agenda", project.pk)
    return ask(request, project, contact, item.what, reverse("agenda_edit", args=[project.pk, pk]))


@project_view("shape")
def line_pass_on(request: SignedIn, project: Project, pk: UUID) -> HttpResponse:
    """A line of the notebook: the same."""
    entry = get_object_or_404(project.entries, pk=pk)
    contact = contact_for(request, project, entry)
    if request.method == "POST":
        pass_line(entry, request.user)
        messages.success(request, f"It is with {contact.lead} now.")
        return redirect("notebook", project.pk)
    return ask(request, project, contact, entry.line, reverse("entry", args=[project.pk, pk]))


@project_view("plan_sessions")
def notes_pass_on(request: SignedIn, project: Project, pk: UUID) -> HttpResponse:
    """The notes of a session: for who runs it."""
    seen = Session.objects.seen_in(project).exclude(notes="")
    session = get_object_or_404(seen if request.method == "GET" else seen.select_for_update(), pk=pk)
    session.project, contact = project, contact_of(project.organisation, project)
    if request.method == "POST":
        pass_notes(session, request.user)
        messages.success(request, f"It is with {contact.lead} now.")
        return redirect("session_notes", project.pk, pk)
    return ask(request, project, contact, session.notes, reverse("session_notes", args=[project.pk, pk]))


def contact_for(request: SignedIn, project: Project, thing: AgendaItem | Entry) -> Contact:
    """To whom it would go; 403 for who neither brought it nor runs this."""
    if thing.brought_by_id != request.user.pk and not project.role.may("plan_sessions"):
        raise PermissionDenied
    return contact_of(project.organisation, project)


def ask(request: SignedIn, project: Project, contact: Contact, words: str, back: str) -> HttpResponse:
    page = {"project": project, "contact": contact, "passed_words": words, "back": back}
    return render(request, "care/pass_on.html", page)
