"""Who speaks for whom, and on what ground: said by the person, or written down for them."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from care.forms.group import RepresentsForForm, RepresentsForm
from care.models import Group, Represents
from participants.requests import SignedIn
from projects.access import project_view
from projects.models import Project


@project_view("see_project")
def represents(request: SignedIn, project: Project) -> HttpResponse:
    """What I said I know from my own life, and what I may add."""
    page = {"project": project, "said": Represents.objects.of(request.user, project)}
    if not project.may("shape"):
        return render(request, "care/represents.html", page)
    groups = Group.objects.filter(project=project).standing().order_by("name", "pk")
    form = RepresentsForm(
        request.POST if request.method == "POST" else None,
        groups=groups,
        initial={"group": request.GET.get("group")},
    )
    if form.is_valid():
        form.keep(request.user, form.cleaned_data["group"], request.user)
        messages.success(request, "Kept. You can change it or take it back here.")
        return redirect("represents", project.pk)
    return render(request, "care/represents.html", page | {"form": form if groups else None, "shapes": True})


@project_view("map_people")
def represents_for(request: SignedIn, project: Project, pk: UUID) -> HttpResponse:
    """What somebody told a facilitator, who writes it down for them to read."""
    group = get_object_or_404(project.groups.standing(), pk=pk)
    form = RepresentsForForm(request.POST if request.method == "POST" else None, project=project, group=group)
    if form.is_valid():
        tie = form.keep(form.cleaned_data["person"], group, request.user)
        messages.success(request, f"Written down. {tie.person.first_name} can read it, and take it back.")
        return redirect("group", project.pk, pk)
    return render(request, "care/represents_for.html", {"project": project, "form": form, "group": group})


@require_POST
@project_view("see_project")
def represents_end(request: SignedIn, project: Project, pk: UUID) -> HttpResponse:
    """Take it back: one's own, or as a facilitator what somebody asks to have taken back. Nothing of it stays."""
    ties = Represents.objects.filter(group__project=project)
    if not project.role.may("map_people"):
        ties = ties.filter(person=request.user)
    tie = get_object_or_404(ties, pk=pk)
    tie.delete()
    messages.success(request, "Taken back. We keep no copy.")
    if tie.person_id == request.user.pk:
        return redirect("represents", project.pk)
    return redirect("group", project.pk, tie.group_id)
