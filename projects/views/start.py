"""Setting out well: is this good enough to start, and where are we on the way."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from participants.requests import SignedIn
from projects.access import project_view
from projects.forms.start import ReadinessForm, StageForm
from projects.models import EntryKind, Needed, Project, Stage


@project_view("see_project")
def project_start(request: SignedIn, project: Project) -> HttpResponse:
    """Is this good enough to start? What is there, what is not, what people have said before."""
    said = {row.what: row for row in project.readiness.select_related("confirmed_by")}
    page = {
        "project": project,
        "edits": project.may("edit_project"),
        "missing": project.missing(),
        "readiness": [(what, said.get(what)) for what in Needed],
        "earlier": project.entries.filter(kind=EntryKind.EARLIER)[:5],
    }
    return render(request, "projects/project_start.html", page)


@project_view("edit_project")
def readiness(request: SignedIn, project: Project) -> HttpResponse:
    """Time, money, permission."""
    form = ReadinessForm(request.POST if request.method == "POST" else None, project=project, by=request.user)
    if form.is_valid():
        form.confirm(timezone.localdate())
        return redirect("project_start", project.pk)
    return render(request, "projects/readiness.html", {"project": project, "form": form})


@project_view("see_project")
def stages(request: SignedIn, project: Project) -> HttpResponse:
    """The rounds: what we planned, did, and learned from looking back."""
    rounds: dict[int, list[Stage]] = {}
    for stage in project.stages.all():
        rounds.setdefault(stage.cycle, []).append(stage)
    page = {
        "project": project,
        "rounds": rounds.items(),
        "now": project.stages.now(timezone.localdate()),
        "edits": project.may("edit_project"),
    }
    return render(request, "projects/stages.html", page)


@require_POST
@project_view("edit_project")
def stage_next(request: SignedIn, project: Project) -> HttpResponse:
    """Go on to the next stage; after looking back, round again."""
    stage = Stage.objects.go_on(project, timezone.localdate())
    messages.success(request, f"We are here now: {stage}.")
    return redirect("stage_edit", project.pk, stage.pk)


@project_view("edit_project")
def stage_edit(request: SignedIn, project: Project, pk: UUID) -> HttpResponse:
    stage = get_object_or_404(project.stages, pk=pk)
    form = StageForm(request.POST if request.method == "POST" else None, instance=stage)
    if form.is_valid():
        form.save()
        return redirect("stages", project.pk)
    return render(request, "projects/stage_edit.html", {"project": project, "form": form, "stage": stage})
