"""How long we keep things; what is kept longer, and why; who took, read or deleted records."""

from datetime import timedelta

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from participants.requests import SignedIn
from principles.forms.records import KeepForm
from principles.my_data import leavers, lines, retention
from projects.access import project_view
from projects.models import Project

A_PAGE = 50


@login_not_required
def how_long(request: HttpRequest) -> HttpResponse:
    """The table, in plain words."""
    return render(request, "principles/how_long.html", {"rules": retention.RULES})


@project_view("edit_project")
def project_records(request: SignedIn, project: Project) -> HttpResponse:
    """Whose records go when, and a way to keep them longer."""
    today, span = timezone.localdate(), timedelta(days=retention.LEFT)
    form = KeepForm(request.POST if request.method == "POST" else None, project=project)
    if form.is_valid():
        form.keep()
        messages.success(request, "Saved.")
        return redirect("project_records", project.pk)
    people = leavers.leavers_of(project, today - 2 * span, today, today) if not project.keep_until else []
    page = {"project": project, "form": form, "people": [(person.name, person.last + span) for person in people]}
    page |= {"closes": project.closed_on + span if project.closed_on else None}
    return render(request, "principles/project_records.html", page)


def events(request: SignedIn) -> HttpResponse:
    """The newest first: for who facilitates the whole organisation; about concerns for the safeguarding lead alone."""
    rows = lines.events_for(request.user)
    if rows is None:
        raise PermissionDenied
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    return render(request, "principles/events.html", {"page": page, "lines": lines.in_words(list(page))})
