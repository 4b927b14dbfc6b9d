"""Small steps: of a project, and one's own."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import F
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from participants.requests import SignedIn
from projects.access import project_view
from projects.forms.action import ActionForm
from projects.kinds.action import tell_action
from projects.models import Action, Project

A_PAGE = 50
ENDED = 20
ENDS = {"done": "Done", "left": "Left", "open": "Open again"}


@project_view("see_plan")
def actions(request: SignedIn, project: Project) -> HttpResponse:
    """What people said they would do: the soonest first, then what was done."""
    rows = Action.objects.visible_to(request.user).filter(project=project).select_related("owner")
    ended = rows.exclude(done_on=None, dropped_on=None).order_by(F("done_on").desc(nulls_last=True), "-dropped_on")
    page = {
        "project": project,
        "page": Paginator(rows.to_do(), A_PAGE).get_page(request.GET.get("page")),
        "ended": ended[:ENDED],
        "today": timezone.localdate(),
        "adds": project.may("shape"),
        "edits": project.may("plan_sessions"),
    }
    return render(request, "projects/actions.html", page)


def my_actions(request: SignedIn) -> HttpResponse:
    """All I said I would do, over all my projects."""
    mine = Action.objects.visible_to(request.user).filter(owner=request.user).select_related("project")
    page = {"actions": mine.to_do(), "done": mine.filter(done_on__isnull=False).order_by("-done_on")[:ENDED]}
    return render(request, "projects/my_actions.html", page | {"today": timezone.localdate()})


def came_from(request: SignedIn) -> dict[str, str | None]:
    """The session or the decision that the address names."""
    return {name: request.GET.get(name) for name in ("session", "decision")}


@project_view("shape")
def action_new(request: SignedIn, project: Project) -> HttpResponse:
    data = request.POST if request.method == "POST" else None
    form = ActionForm(data, project=project, person=request.user, initial=came_from(request))
    if form.is_valid():
        form.instance.project, form.instance.written_by = project, request.user
        tell_action(form.save(), request.user)
        messages.success(request, f"Written down: {form.instance.what}")
        return redirect("actions", project.pk)
    return render(request, "projects/action_new.html", {"project": project, "form": form})


def mine_or_all(request: SignedIn, project: Project, pk: UUID) -> Action:
    """A step that this person may change: their own, one nobody has, or as a facilitator any."""
    action = get_object_or_404(Action.objects.visible_to(request.user), project=project, pk=pk)
    if action.owner_id not in (None, request.user.pk) and not project.may("plan_sessions"):
        raise PermissionDenied
    return action


@project_view("shape")
def action_edit(request: SignedIn, project: Project, pk: UUID) -> HttpResponse:
    action = mine_or_all(request, project, pk)
    data = request.POST if request.method == "POST" else None
    form = ActionForm(data, instance=action, project=project, person=request.user)
    if form.is_valid():
        tell_action(form.save(), request.user)
        return redirect("actions", project.pk)
    return render(request, "projects/action_edit.html", {"project": project, "form": form, "action": action})


@require_POST
@project_view("shape")
def action_end(request: SignedIn, project: Project, pk: UUID) -> HttpResponse:
    """Done, left, or open again; with a line on what came of it."""
    action, today = mine_or_all(request, project, pk), timezone.localdate()
    how = request.POST.get("how")
    if how not in ENDS:
        return redirect("action_edit", project.pk, pk)
    action.done_on = today if how == "done" else None
    action.dropped_on = today if how == "left" else None
    action.outcome = request.POST.get("outcome", action.outcome).replace("\0", "").strip()[:300]
    action.save()
    messages.success(request, f"{ENDS[how]}: {action.what}")
    return redirect("my_actions") if request.POST.get("back") == "mine" else redirect("actions", project.pk)
