"""Looking after people in a project: who was welcomed, talked with, offered something. Never what was said."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from care.forms.care import CareForm
from care.kinds.talk import tell_care
from care.models import Care, CareKind
from care.models.care import STEPS, last_days
from participants.requests import SignedIn
from projects.access import project_view
from projects.models import Project, Role, SessionKind

A_PAGE = 50


@project_view("look_after")
def care(request: SignedIn, project: Project) -> HttpResponse:
    """Each member with the newest welcome and talk for two, between what waits and what came of the rest."""
    rows = Care.objects.seen_in(project)
    page = members(project) | {
        "project": project,
        "page": Paginator(rows.in_list(), A_PAGE).get_page(request.GET.get("page")),
        "peer": rows.filter(kind=CareKind.PEER).exists()
        or project.sessions.filter(kind=SessionKind.MEMBERS, cancelled_on=None).exists(),
    }
    return render(request, "care/care.html", page)


def members(project: Project) -> dict[str, Any]:
    """Who is here as a member, and the newest line of the steps that everybody is offered; two queries."""
    places = project.memberships.current().filter(role=Role.MEMBER).select_related("person").order_by("person__name")
    newest = last_days(Care.objects.filter(project=project, kind__in=STEPS).defer("note"))
    lines = [(place, [(step, newest.get((place.person_id, step))) for step in STEPS]) for place in places]
    return {"steps": STEPS, "members": lines}


@project_view("look_after")
def care_new(request: SignedIn, project: Project) -> HttpResponse:
    """Write down an offer, or what took place already."""
    start = {name: request.GET.get(name) for name in ("person", "kind", "session")}
    data = request.POST if request.method == "POST" else None
    form = CareForm(data, project=project, by=request.user, today=timezone.localdate(), initial=start)
    if form.is_valid():
        one = form.write_down()
        tell_care(one)
        messages.success(request, f"Written down for {one.person.first_name}.")
        return redirect("care", project.pk)
    return render(request, "care/care_new.html", {"project": project, "form": form})


@project_view("look_after")
def care_edit(request: SignedIn, project: Project, pk: UUID) -> HttpResponse:
    """What became of it. The note is there for the two alone."""
    one = get_object_or_404(Care.objects.seen_in(project).select_related("person", "with_whom"), pk=pk)
    data = request.POST if request.method == "POST" else None
    form = CareForm(data, instance=one, project=project, by=request.user, today=timezone.localdate())
    if form.is_valid():
        form.write_down()
        messages.success(request, "Saved.")
        return redirect("care", project.pk)
    return render(request, "care/care_edit.html", {"project": project, "form": form, "one": one})
