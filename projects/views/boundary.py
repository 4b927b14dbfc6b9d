"""What can and cannot change."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from participants.requests import SignedIn
from projects.access import project_view
from projects.forms.project import BoundaryForm
from projects.models import Project


@project_view("edit_project")
def boundaries(request: SignedIn, project: Project) -> HttpResponse:
    """The list, and one more."""
    form = BoundaryForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        form.instance.project = project
        form.save()
        messages.success(request, f"Added: {form.instance.what}")
        return redirect("boundaries", project.pk)
    return render(request, "projects/boundaries.html", {"project": project, "form": form})


@project_view("edit_project")
def boundary(request: SignedIn, project: Project, pk: UUID) -> HttpResponse:
    """Change one; what it said before is kept."""
    one = get_object_or_404(project.boundaries.standing(), pk=pk)
    form = BoundaryForm(request.POST if request.method == "POST" else None, instance=one)
    if form.is_valid():
        form.save()
        return redirect("boundaries", project.pk)
    return render(request, "projects/boundary.html", {"project": project, "form": form, "boundary": one})


@require_POST
@project_view("edit_project")
def boundary_drop(request: SignedIn, project: Project, pk: UUID) -> HttpResponse:
    """Take one off the list; its history stays."""
    one = get_object_or_404(project.boundaries.standing(), pk=pk)
    one.dropped_on = timezone.localdate()
    one.save()
    messages.success(request, f"Taken off the list: {one.what}")
    return redirect("boundaries", project.pk)
