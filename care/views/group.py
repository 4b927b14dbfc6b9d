"""Who is affected, who is here, who is missing, and who is in our corner."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from care import turns
from care.forms.group import GroupForm
from care.models import Group
from participants.requests import SignedIn
from projects.access import project_view
from projects.forms.step import DropForm
from projects.models import Project

A_PAGE = 50


def reads_names(project: Project) -> bool:
    """Whoever looks after the people here reads who speaks for whom; also when the project has closed."""
    return project.role.may("map_people")


def load(request: SignedIn, project: Project, pk: UUID) -> Group:
    """A group on the map, held still while it is being changed."""
    groups = project.groups.with_people().select_related("written_by")
    return get_object_or_404(groups if request.method == "GET" else groups.select_for_update(of=("self",)), pk=pk)


@project_view("see_project")
def groups(request: SignedIn, project: Project) -> HttpResponse:
    """The table first, then the picture."""
    every = list(project.groups.standing().in_page())
    lists = {
        "all": ("Everybody", every),
        "missing": ("Nobody here yet", [one for one in every if one.is_missing]),
        "allies": ("Who is in our corner", [one for one in every if one.in_our_corner]),
    }
    show = asked if (asked := request.GET.get("show", "")) in lists else "all"
    exact = reads_names(project)
    page = Paginator(lists[show][1], A_PAGE).get_page(request.GET.get("page"))
    context = {
        "project": project,
        "every": every,
        "missing": len(lists["missing"][1]),
        "show": show,
        "filters": [(key, words, len(some)) for key, (words, some) in lists.items()],
        "page": page,
        "rows": [(group, group.here_now(exact)) for group in page],
        "shapes": project.may("shape"),
        "takes_part": project.role.may("shape"),
    }
    return render(request, "care/groups.html", context)


@project_view("shape")
def group_new(request: SignedIn, project: Project) -> HttpResponse:
    """Who else is affected? Anybody who takes part adds them."""
    form = GroupForm(request.POST if request.method == "POST" else None, project=project)
    if form.is_valid():
        group = form.add(request.user)
        messages.success(request, f"Added: {group.name}")
        return redirect("groups", project.pk)
    return render(request, "care/group_new.html", {"project": project, "form": form})


@project_view("see_project")
def group(request: SignedIn, project: Project, pk: UUID) -> HttpResponse:
    """One group: what we know of them, how it came about; names only for facilitators and for oneself."""
    one, names = load(request, project, pk), reads_names(project)
    ties = one.ties.of_people_here().select_related("person", "written_by").order_by("person__name", "pk")
    page = {
        "project": project,
        "group": one,
        "here_now": one.here_now(names),
        "names": names,
        "ties": ties if names else [],
        "mine": one.ties.filter(person=request.user).first(),
        "turns": turns.of_group(one),
        "shapes": project.may("shape") and not one.dropped_on,
        "looks_after": project.may("map_people") and not one.dropped_on,
    }
    return render(request, "care/group.html", page)


@project_view("shape")
def group_edit(request: SignedIn, project: Project, pk: UUID) -> HttpResponse:
    """Other words. The name stays while somebody speaks for them under it, unless a facilitator asked them."""
    one = load(request, project, pk)
    if one.dropped_on:
        return redirect("group", project.pk, pk)
    fixed = one.ties.exists() and not project.may("map_people")
    data = request.POST if request.method == "POST" else None
    form = GroupForm(data, instance=one, project=project, spoken_for=fixed)
    if form.is_valid():
        if form.has_changed():
            form.save()
        return redirect("group", project.pk, pk)
    page = {"project": project, "form": form, "group": one, "fixed": fixed, "tied": one.ties.exists()}
    return render(request, "care/group_edit.html", page)


@project_view("map_people")
def group_drop(request: SignedIn, project: Project, pk: UUID) -> HttpResponse:
    """Off the list, with a reason that everybody reads."""
    one = load(request, project, pk)
    if one.dropped_on:
        return redirect("group", project.pk, pk)
    form = DropForm(request.POST if request.method == "POST" else None, words="Take them off the list")
    if form.is_valid():
        one.dropped_on, one.dropped_why = timezone.localdate(), form.cleaned_data["why"]
        one.save()
        messages.success(request, f"Taken off the list: {one.name}")
        return redirect("groups", project.pk)
    return render(request, "care/group_drop.html", {"project": project, "form": form, "group": one})
