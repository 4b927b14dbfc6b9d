"""What is not finished, for those who can finish it."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from feedback import loose_ends as ends
from participants.requests import SignedIn
from projects.access import project_view
from projects.models import Project

A_PAGE = 25


@project_view("answer_feedback")
def loose_ends(request: SignedIn, project: Project) -> HttpResponse:
    """The oldest first: the thing, since when, one suggestion, one link."""
    page = Paginator(ends.keys(project, timezone.localdate()), A_PAGE).get_page(request.GET.get("page"))
    rows = ends.lines(project, page.object_list)
    return render(request, "feedback/loose_ends.html", {"project": project, "page": page, "rows": rows})
