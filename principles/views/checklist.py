"""One checklist, two views: open it, answer alone, look together."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from participants.requests import SignedIn
from principles import two_views as picture
from principles.forms.checklist import ChecklistOpenForm, PartForm
from principles.kinds import tell_opened
from principles.models import Checklist, Side
from projects.access import project_view
from projects.models import Project


@project_view("see_project")
def checklists(request: SignedIn, project: Project) -> HttpResponse:
    """What people are answering now, and what the group has looked at."""
    here = Checklist.objects.visible_to(request.user).filter(project=project).select_related("set")
    page = {
        "project": project,
        "answering": here.open().with_answers_of(request.user).with_counts(),
        "revealed": here.revealed(),
        "may_run": project.may("run_checklist"),
        "may_answer": project.may("answer_checklist"),
        "may_look": project.may("see_views"),
    }
    return render(request, "principles/checklists.html", page)


@project_view("run_checklist")
def checklist_open(request: SignedIn, project: Project) -> HttpResponse:
    """Choose the questions, give them a name, and tell everyone who may answer."""
    form = ChecklistOpenForm(request.POST if request.method == "POST" else None, project=project)
    if form.is_valid():
        checklist = form.open(request.user, timezone.now())
        tell_opened(checklist)
        messages.success(request, "The checklist is open. Everyone who takes part is told once.")
        return redirect("checklists", project.pk)
    return render(request, "principles/checklist_open.html", {"project": project, "form": form})


@project_view("answer_checklist")
def checklist(request: SignedIn, project: Project, pk: UUID) -> HttpResponse:
    """To the first part this person has not answered."""
    here = Checklist.objects.visible_to(request.user).filter(project=project).select_related("set")
    checklist = get_object_or_404(here.with_answers_of(request.user), pk=pk)
    return redirect("checklist_part", project.pk, checklist.pk, checklist.next_part)


@project_view("answer_checklist")
def checklist_part(request: SignedIn, project: Project, pk: UUID, part: int) -> HttpResponse:
    """One principle a page, answered alone."""
    checklist = load(request, project, pk)
    parts = list(checklist.set.principles.all())
    principle = get_object_or_404(checklist.set.principles, position=part)
    if checklist.revealed_on and request.method != "POST":
        return redirect("two_views", project.pk, checklist.pk)
    side = Side(project.role.side)
    data = request.POST if request.method == "POST" else None
    form = PartForm(data, checklist=checklist, principle=principle, person=request.user, side=side)
    following = part + 1 if part < len(parts) else None
    if form.is_valid() and form.keep():
        return go_on(request, checklist, following)
    page = {"project": project, "checklist": checklist, "principle": principle, "form": form}
    page |= {"following": following, "parts": len(parts), "staff": side == Side.STAFF}
    return render(request, "principles/checklist_part.html", page, status=409 if checklist.revealed_on else 200)


def go_on(request: SignedIn, checklist: Checklist, following: int | None) -> HttpResponse:
    """To the next part, or, after the last one, back to the list with thanks."""
    if following:
        return redirect("checklist_part", checklist.project_id, checklist.pk, following)
    messages.success(request, "Thank you. You can change your answers until we look together.")
    return redirect("checklists", checklist.project_id)


@project_view("run_checklist")
def checklist_reveal(request: SignedIn, project: Project, pk: UUID) -> HttpResponse:
    """Ask once, then show both views to everyone and lock the answers."""
    checklist = load(request, project, pk)
    if checklist.revealed_on:
        return redirect("two_views", project.pk, checklist.pk)
    if request.method == "POST":
        checklist.reveal(timezone.now())
        messages.success(request, "Everyone in the project can look at the two views now.")
        return redirect("two_views", project.pk, checklist.pk)
    page = {"project": project, "checklist": checklist, "fewest": picture.FEWEST}
    return render(request, "principles/checklist_reveal.html", page)


@project_view("see_views")
def two_views(request: SignedIn, project: Project, pk: UUID) -> HttpResponse:
    """Both views of a revealed checklist; before that there is no such page, for nobody."""
    revealed = Checklist.objects.visible_to(request.user).revealed().filter(project=project).select_related("set")
    checklist = get_object_or_404(revealed, pk=pk)
    page = {
        "project": project,
        "checklist": checklist,
        "views": picture.two_views(checklist),
        "notes": picture.notes(checklist),
        "may_run": project.may("run_checklist"),
    }
    return render(request, "principles/two_views.html", page)


def load(request: SignedIn, project: Project, pk: UUID) -> Checklist:
    """The checklist with the numbers of people who answered."""
    seen = Checklist.objects.visible_to(request.user).filter(project=project).select_related("set").with_counts()
    return get_object_or_404(seen, pk=pk)
