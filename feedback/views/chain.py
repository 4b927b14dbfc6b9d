"""The links of the chain that have no page elsewhere: a subject and a small step, each with its neighbours."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from feedback import thread
from participants.requests import SignedIn
from projects.access import project_view
from projects.models import Action, AgendaItem, Project


@project_view("see_sessions")
def subject(request: SignedIn, project: Project, pk: UUID) -> HttpResponse:
    """What was brought up, what led to it, what came of it, and every change on the way."""
    seen = AgendaItem.objects.seen_in(project).select_related("session", "brought_by")
    item = get_object_or_404(seen, pk=pk)
    page = {"project": project, "item": item, "changes": thread.of_subject(item)}
    return render(request, "feedback/subject.html", page)


@project_view("see_plan")
def action(request: SignedIn, project: Project, pk: UUID) -> HttpResponse:
    """A small step: who, by when, what came of it."""
    seen = Action.objects.visible_to(request.user).filter(project=project).select_related("owner")
    one = get_object_or_404(seen, pk=pk)
    mine = one.owner_id in (None, request.user.pk) or project.may("plan_sessions")
    page = {"project": project, "action": one, "edits": mine and project.may("shape"), "today": timezone.localdate()}
    return render(request, "feedback/action.html", page)
