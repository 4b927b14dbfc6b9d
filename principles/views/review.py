"""Reviews: ask for one, wait for it, read it, take it with you."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST

from participants.nudge import nudge
from participants.requests import SignedIn
from principles.models import Review
from principles.models.review import ReviewQuerySet
from principles.report import facts
from projects.access import project_view
from projects.models import Project


def here(request: SignedIn, project: Project) -> ReviewQuerySet:
    return Review.objects.visible_to(request.user).filter(project=project).listed()


@project_view("see_reviews")
def reviews(request: SignedIn, project: Project) -> HttpResponse:
    """Every review of the project, newest first."""
    now = timezone.now()
    rows = [(review, review.state(now)) for review in here(request, project)]
    page = {"project": project, "rows": rows, "may_make": project.may("make_review")}
    return render(request, "principles/reviews.html", page)


@require_POST
@project_view("make_review")
def review_make(request: SignedIn, project: Project) -> HttpResponse:
    """Ask for one of now. While one is being made, that is the one."""
    now = timezone.now()
    unmade = here(request, project).filter(ready_at=None)
    asked = next((review for review in unmade if review.state(now) == Review.State.BEING_MADE), None)
    if not asked:
        asked = Review.objects.create(project=project, as_at=now, made_by=request.user)
        nudge("principles.tasks.make_review", str(asked.pk))
    return redirect("review", project.pk, asked.pk)


@project_view("see_reviews")
def review(request: SignedIn, project: Project, pk: UUID) -> HttpResponse:
    """The review, or how far it is."""
    now = timezone.now()
    review = get_object_or_404(here(request, project).defer(None).defer("pdf"), pk=pk)
    state = review.state(now)
    page = {
        "project": project,
        "review": review,
        "state": state,
        "facts": facts.from_json(review.facts) if review.facts and state != Review.State.BEING_MADE else None,
        "slow": now - review.asked_at > Review.USUAL,
        "look_again": "stay" not in request.GET,
        "may_make": project.may("make_review"),
    }
    return render(request, "principles/review.html", page)


@project_view("see_reviews")
def review_pdf(request: SignedIn, project: Project, pk: UUID) -> HttpResponse:
    """The file, to keep."""
    review = get_object_or_404(here(request, project).defer(None).defer("facts"), pk=pk)
    if review.state(timezone.now()) != Review.State.READY or not review.pdf:
        raise Http404
    as_file = {"Content-Disposition": content_disposition_header(True, review.file_name) or "attachment"}
    return HttpResponse(bytes(review.pdf), content_type="application/pdf", headers=as_file)
