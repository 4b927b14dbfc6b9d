"""Pausing a project, closing it, going on."""

from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from feedback.forms.project_end import CloseForm, PauseForm
from feedback.models import Feedback
from participants.requests import SignedIn
from projects.access import project_view
from projects.models import Project


@project_view("edit_project")
def project_pause(request: SignedIn, project: Project) -> HttpResponse:
    """Why, until when, and everyone hears it."""
    if not project.open_now:
        return redirect(project)
    data = request.POST if request.method == "POST" else None
    form = PauseForm(data, project=project, by=request.user, today=timezone.localdate())
    if form.is_valid():
        form.pause()
        messages.success(request, "The project pauses. Everyone hears it.")
        return redirect(project)
    return render(request, "feedback/project_pause.html", {"project": project, "form": form})


@project_view("edit_project")
def project_close(request: SignedIn, project: Project) -> HttpResponse:
    """Why, what happens to the records, and the last news, also to who has left."""
    if not project.open_now:
        return redirect(project)
    now, data = timezone.now(), request.POST if request.method == "POST" else None
    form = CloseForm(data, project=project, by=request.user, today=timezone.localdate(now))
    if form.is_valid():
        form.close()
        messages.success(request, "The project has closed. Everyone hears it, also those who have left.")
        return redirect(project)
    page = {"project": project, "form": form, "open_ends": open_ends(project, now)}
    return render(request, "feedback/project_close.html", page)


def open_ends(project: Project, as_at: datetime) -> list[tuple[int, str, str]]:
    """What is better ended before: how many, of what, and where."""
    found = [
        (Feedback.objects.filter(project=project).owed().count(), "Feedback without an answer", "board"),
        (project.sessions.to_close(as_at).count(), "Sessions that were held and are not closed", "sessions"),
        (project.sessions.to_come(as_at).count(), "Sessions that are still planned", "sessions"),
        (project.decisions.filter(final_on=None).count(), "Decisions that are not final", "decisions"),
    ]
    return [(count, words, reverse(name, args=[project.pk])) for count, words, name in found if count]


@require_POST
@project_view("edit_project")
def project_resume(request: SignedIn, project: Project) -> HttpResponse:
    """Go on after a pause, or open it again. What to say to people is the next page."""
    project.resume()
    messages.success(request, "The project goes on. Tell people, so that they know.")
    return redirect("news_new", project.pk)
