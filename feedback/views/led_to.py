"""The facilitator notes where somebody's words went."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from feedback.forms.led_to import BringUpForm, LedToForm
from feedback.models import Feedback
from feedback.models.wall import put_on_wall
from participants.requests import SignedIn
from projects.access import project_view
from projects.models import Project, Session


@project_view("answer_feedback")
def led_to(request: SignedIn, project: Project, pk: UUID) -> HttpResponse:
    """Bring it up in a session, or tick what it led to."""
    said = get_object_or_404(project.feedback.counted().select_related("giver"), pk=pk)
    said.project, now = project, timezone.now()
    bringing = "what" in request.POST
    sessions = Session.objects.seen_in(project).to_come(now)
    bring = BringUpForm(request.POST if bringing else None, sessions=sessions, initial={"what": said.title})
    linked = request.POST if request.method == "POST" and not bringing else None
    form = LedToForm(linked, said=said, person=request.user)
    if bringing and bring.is_valid():
        item = bring.bring_up(said, request.user, timezone.localdate(now))
        messages.success(request, f"Brought up: {item.what}")
        return redirect("answer", project.pk, pk)
    if form.is_valid():
        form.link()
        messages.success(request, "Saved.")
        return redirect("answer", project.pk, pk)
    page = {"project": project, "said": said, "bring": bring, "form": bring if bringing else form, "links": form}
    return render(request, "feedback/led_to.html", page)


@require_POST
@project_view("answer_feedback")
def to_wall(request: SignedIn, project: Project, pk: UUID) -> HttpResponse:
    """What somebody said we should be asking stands among the questions, once."""
    said: Feedback = get_object_or_404(project.feedback.counted().held(), pk=pk)
    if put_on_wall(said):
        messages.success(request, "It stands among the questions now.")
    return redirect("answer", project.pk, pk)
