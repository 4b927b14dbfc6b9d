"""Projects: the list, where one is, and what it says about itself."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from participants.prepared import prepared
from participants.requests import SignedIn
from projects.access import project_view
from projects.forms.project import ProjectForm
from projects.forms.safeguarding import SafeguardingForm, to_start_from
from projects.forms.start import ProjectWordsForm
from projects.models import Decision, Membership, Organisation, Project, Role, Stage
from projects.models.stage import way
from projects.places import places_of


def projects(request: SignedIn) -> HttpResponse:
    """My projects, A to Z."""
    page = {
        "projects": places_of(request).projects(),
        "may_add": organisation_of(request),
        "whole": Membership.objects.whole(request.user).may("see_organisation").first(),
    }
    return render(request, "projects/projects.html", page)


def organisation_of(request: SignedIn) -> Organisation | None:
    """The organisation in which this person may start projects: a facilitator's, of the whole or of a project."""
    place = (
        Membership.objects.current()
        .filter(person=request.user.pk, role=Role.FACILITATOR)
        .select_related("organisation")
        .first()
    )
    return place.organisation if place else None


def project_new(request: SignedIn) -> HttpResponse:
    """A new project; its maker facilitates it."""
    organisation = organisation_of(request)
    if not organisation:
        raise PermissionDenied
    form = ProjectForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        form.instance.organisation = organisation
        new = form.save()
        Membership.objects.facilitate(new, request.user)
        return redirect("project_safeguarding", new.pk)
    return render(request, "projects/project_new.html", {"form": form})


@prepared
def stages_of(project: Project) -> QuerySet[Stage]:
    return Stage.objects.filter(project=project).with_step()


@prepared
def newest_final(project: Project) -> QuerySet[Decision]:
    return Decision.objects.filter(project=project, final_on__isnull=False).standing().in_card()[:3]


@project_view("see_project")
def project(request: SignedIn, project: Project) -> HttpResponse:
    """Where we are."""
    edits = project.may("edit_project")
    page = {
        "project": project,
        "edits": edits,
        "says": project.may("say") and project.started_on,
        "today": timezone.localdate(),
        "missing": project.missing() if edits and not project.started_on else [],
        "people": Membership.objects.sides_and_contact(project),
        "way": way(stages_of(project=project)),
        "decisions": [] if edits else newest_final(project=project),
    }
    return render(request, "projects/project.html", page)


@project_view("edit_project")
def project_edit(request: SignedIn, project: Project) -> HttpResponse:
    form = ProjectWordsForm(request.POST if request.method == "POST" else None, instance=project)
    if form.is_valid():
        form.save()
        messages.success(request, "Saved.")
        return redirect(project)
    return render(request, "projects/project_edit.html", {"project": project, "form": form})


@project_view("edit_project")
def project_safeguarding(request: SignedIn, project: Project) -> HttpResponse:
    """Confirm whom to ring, starting from the organisation's lead."""
    form = SafeguardingForm(
        request.POST if request.method == "POST" else None,
        instance=project.safety,
        initial=None if project.safety else to_start_from(project.organisation),
    )
    if form.is_valid():
        form.confirm(project, request.user)
        messages.success(request, "The safeguarding contact is in place.")
        return redirect(project)
    return render(request, "projects/project_safeguarding.html", {"project": project, "form": form})
