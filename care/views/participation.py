"""Looking again, every so many weeks, at who takes part and who does not."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from care.forms.participation import ParticipationForm
from care.models.participation import due_on
from care.took_part import facts
from participants.requests import SignedIn
from projects.access import project_view
from projects.models import Project

A_PAGE = 20


@project_view("see_project")
def participation(request: SignedIn, project: Project) -> HttpResponse:
    """What the group saw each time, the newest first."""
    rows = project.participation_reviews.select_related("by", "written_by", "action")
    page = {
        "project": project,
        "page": Paginator(rows, A_PAGE).get_page(request.GET.get("page")),
        "due_on": due_on(project),
        "today": timezone.localdate(),
        "looks": project.may("map_people"),
    }
    return render(request, "care/participation.html", page)


@project_view("map_people")
def participation_new(request: SignedIn, project: Project) -> HttpResponse:
    """Look now who is missing: the facts beside the form, and the words of the group."""
    today = timezone.localdate()
    form = ParticipationForm(request.POST if request.method == "POST" else None, project=project, today=today)
    if form.is_valid():
        review = form.keep(request.user)
        messages.success(request, "Kept. It is on the list of small steps too." if review.action else "Kept.")
        return redirect("participation", project.pk)
    page = {"project": project, "form": form, "facts": facts(project, today)}
    return render(request, "care/participation_new.html", page)
