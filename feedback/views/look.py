"""Looking first at what came by an open link; covering names in anybody's words."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from feedback.forms.cover import CoverForm
from feedback.looking import mark_of
from feedback.models import Feedback, NamedAs, Reply
from feedback.models.wall import put_on_wall, take_off_wall
from participants.requests import SignedIn
from projects.access import project_view
from projects.models import Project

A_PAGE = 20


@project_view("answer_feedback")
def look(request: SignedIn, project: Project) -> HttpResponse:
    """What waits for a look, the soonest promise first, with its words."""
    asked_next = Prefetch("replies", Reply.objects.exclude(giver_words=""))
    waiting = project.feedback.to_look_at().select_related("session", "about", "way_in").prefetch_related(asked_next)
    page = Paginator(waiting.order_by("promised_by", "recorded_at", "pk"), A_PAGE).get_page(request.GET.get("page"))
    for said in page:
        said.project = project
    return render(request, "feedback/look.html", {"project": project, "page": page})


@require_POST
@project_view("answer_feedback")
def looked(request: SignedIn, project: Project, pk: UUID) -> HttpResponse:
    """Somebody has looked: the project reads it, or the facilitators alone. Nobody opens what was meant for few."""
    said = get_object_or_404(project.feedback.to_look_at().held(), pk=pk)
    if request.POST.get("mark") != mark_of(said):
        messages.info(request, "They have added something. Please look again.")
        return redirect("answer", project.pk, said.pk)
    if "few" in request.POST:
        said.named_as = NamedAs.PRIVATE
    said.waits_for_look = False
    said.save(update_fields=["named_as", "waits_for_look"])
    shown = said.named_as != NamedAs.PRIVATE
    if shown:
        put_on_wall(said)
    else:
        take_off_wall(said)
    messages.success(request, "The project can read it now." if shown else "Only the facilitators read it.")
    more = project.feedback.to_look_at().exists()
    return redirect("look", project.pk) if more else redirect("answer", project.pk, said.pk)


@project_view("answer_feedback")
def cover(request: SignedIn, project: Project, pk: UUID) -> HttpResponse:
    """Cover a name in the words, in the answers and in what we sent."""
    rows = project.feedback.counted().select_related("giver")
    said: Feedback = get_object_or_404(rows if request.method == "GET" else rows.held(), pk=pk)
    form = CoverForm(request.POST if request.method == "POST" else None, said=said)
    if form.is_valid() and form.cover(request.user, timezone.now()):
        messages.success(request, "The name is covered.")
        return redirect("cover", project.pk, said.pk)
    return render(request, "feedback/cover.html", {"project": project, "said": said, "form": form})
