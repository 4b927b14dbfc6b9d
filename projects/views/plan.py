"""The co-production plan: where people can shape the work. Anybody who takes part proposes, changes, drops."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from participants.requests import SignedIn
from projects import turns
from projects.access import project_view
from projects.forms.step import DropForm, StepForm
from projects.models import Level, Project, Step

A_PAGE, FOLDED = 25, 10
SETTLED = {"done": "Done", "dropped": "Taken out"}


def load(request: SignedIn, project: Project, pk: UUID) -> Step:
    """The step, held still while it is being changed."""
    steps = project.steps.select_related("proposed_by")
    return get_object_or_404(steps if request.method == "GET" else steps.select_for_update(of=("self",)), pk=pk)


@project_view("see_plan")
def plan(request: SignedIn, project: Project) -> HttpResponse:
    """What comes, by date; what was done and dropped last, folded (SP-P4). `show`: all that was done, or dropped."""
    steps, counts = project.steps.select_related("proposed_by"), project.steps.counts()
    lists = {"ahead": steps.to_come(), "done": steps.done(), "dropped": steps.taken_out()}
    show = show if (show := request.GET.get("show", "")) in lists else "ahead"
    paginator = Paginator(lists[show], A_PAGE)
    paginator.count = counts[show]
    settled = [name for name in SETTLED if counts[name] and show == "ahead"]
    page = {
        "project": project,
        "shapes": project.may("shape"),
        "show": show,
        "page": paginator.get_page(request.GET.get("page")),
        "folds": [(name, SETTLED[name], counts[name], lists[name][:FOLDED]) for name in settled],
        "levels": Level,
    }
    return render(request, "projects/plan.html", page)


@project_view("shape")
def step_new(request: SignedIn, project: Project) -> HttpResponse:
    form = StepForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        step = form.propose(project, request.user)
        messages.success(request, f"It is in the plan: {step.what}")
        return redirect("plan", project.pk)
    return render(request, "projects/step_new.html", {"project": project, "form": form})


@project_view("shape")
def step_edit(request: SignedIn, project: Project, pk: UUID) -> HttpResponse:
    """Change it; what it said before stays, with who changed it."""
    step = load(request, project, pk)
    form = StepForm(request.POST if request.method == "POST" else None, instance=step)
    if form.is_valid():
        if form.has_changed():
            form.save()
        return redirect("plan", project.pk)
    page = {"project": project, "form": form, "step": step, "turns": turns.of_step(step)}
    return render(request, "projects/step_edit.html", page)


@require_POST
@project_view("shape")
def step_done(request: SignedIn, project: Project, pk: UUID) -> HttpResponse:
    """It happened."""
    step = load(request, project, pk)
    step.finish(timezone.localdate())
    messages.success(request, f"Done: {step.what}")
    return redirect("plan", project.pk)


@project_view("shape")
def step_drop(request: SignedIn, project: Project, pk: UUID) -> HttpResponse:
    """Take it out of the plan, and say why."""
    step = load(request, project, pk)
    if step.dropped_on:
        return redirect("plan", project.pk)
    form = DropForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        step.drop(timezone.localdate(), form.cleaned_data["why"])
        messages.success(request, f"Taken out of the plan: {step.what}")
        return redirect("plan", project.pk)
    return render(request, "projects/step_drop.html", {"project": project, "form": form, "step": step})


@require_POST
@project_view("shape")
def step_again(request: SignedIn, project: Project, pk: UUID) -> HttpResponse:
    """Not done, or not dropped, after all."""
    step = load(request, project, pk)
    step.put_back()
    messages.success(request, f"Back in the plan: {step.what}")
    return redirect("plan", project.pk)
