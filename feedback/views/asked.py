"""Somebody outside decides: the facilitator asks them, and they answer by a link that opens nothing else."""

from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from feedback.forms.asked import AskOutsideForm, OutsideAnswerForm
from feedback.kinds import tell_outside_answered
from feedback.models import Asked, Feedback
from participants.requests import SignedIn
from projects.access import project_view
from projects.models import Project


@project_view("answer_feedback")
def ask_outside(request: SignedIn, project: Project, pk: UUID) -> HttpResponse:
    """Who decides, and when we ask again. One at a time: while somebody is asked, the answer page shows the link."""
    rows = project.feedback.unanswered().select_related("giver")
    said = get_object_or_404(rows if request.method == "GET" else rows.held(), pk=pk)
    said.project = project
    if said.asked.open().exists():
        return redirect("answer", project.pk, pk)
    later = max(said.promised_by, timezone.localdate() + timedelta(days=7))
    form = AskOutsideForm(request.POST if request.method == "POST" else None, said=said, initial={"until": later})
    if form.is_valid():
        asked = form.ask(request.user, timezone.now())
        messages.success(request, f"The link for {asked.name} is ready. Give it to them.")
        return redirect("answer", project.pk, pk)
    return render(request, "feedback/ask_outside.html", {"project": project, "said": said, "form": form})


@require_POST
@project_view("answer_feedback")
def ask_withdraw(request: SignedIn, project: Project, pk: UUID) -> HttpResponse:
    """The link opens nothing any more."""
    asked = get_object_or_404(Asked.objects.open().filter(feedback__project=project), pk=pk)
    asked.withdraw(timezone.now())
    messages.success(request, f"The link of {asked.name} opens nothing any more.")
    return redirect("answer", project.pk, asked.feedback_id)


@login_not_required
def answer_outside(request: HttpRequest, asked_id: UUID, token: str) -> HttpResponse:
    """The words, and one answer. Never a name the giver did not choose to show, and no way to anything else."""
    rows = Asked.objects.select_related("feedback__project__organisation", "feedback__giver", "asked_by")
    rows = rows.select_for_update(of=("self",)) if request.method == "POST" else rows
    asked = get_object_or_404(rows, pk=asked_id)
    if not asked.fits(token):
        raise Http404
    if request.method == "POST":  # nobody here answers it in the same moment
        asked.feedback = Feedback._base_manager.select_for_update().get(pk=asked.feedback_id)
    why_not = asked.why_not(timezone.now())
    form = None if why_not else OutsideAnswerForm(request.POST if request.method == "POST" else None)
    if form and form.is_valid():
        asked.answer(form.save(commit=False), timezone.now())
        tell_outside_answered(asked)
        return redirect("answer_outside", asked.pk, token)
    page = {"asked": asked, "said": asked.feedback, "why_not": why_not, "form": form}
    answer = render(request, "feedback/answer_outside.html", page, status=410 if why_not not in ("", "used") else 200)
    answer["Referrer-Policy"] = "no-referrer"  # the address is the key
    answer["Cache-Control"] = "no-store"
    return answer
