"""Leaving a project, by one's own choice."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from participants.requests import SignedIn
from projects.access import project_view
from projects.forms.leave import LeaveForm
from projects.kinds.left import tell_left
from projects.models import Project


@project_view("see_project")
def leave(request: SignedIn, project: Project) -> HttpResponse:
    """What it means, and two questions that may stay empty. Who runs it alone names another one first."""
    place = get_object_or_404(project.memberships.current(), person=request.user)
    form = LeaveForm(request.POST if request.method == "POST" else None)
    rang = place.named_contact
    if form.is_valid() and place.leave(timezone.now(), form.cleaned_data["why"], form.cleaned_data["stay_in_touch"]):
        tell_left(place, rang)
        messages.success(request, f"You have left {project.title}. Thank you for being part of it.")
        return redirect("choices")
    page = {"project": project, "form": None if place.runs_alone else form}
    return render(request, "projects/leave.html", page)
