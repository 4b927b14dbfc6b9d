"""The giver says whether their piece may stand in public."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from feedback.forms.in_public import MayStandForm, may_quote
from feedback.models import Feedback, PublicLine
from participants.requests import SignedIn
from projects.models import Project


def may_stand(request: SignedIn, project_id: UUID, pk: UUID) -> HttpResponse:
    """Yes, no, or other words; also after leaving the project. For who is told by hand a facilitator writes it down."""
    line = line_for(request, project_id, pk)
    said = line.feedback
    own = said.giver_id == request.user.pk
    form = MayStandForm(request.POST if request.method == "POST" else None, line=line)
    if form.is_valid():
        form.hear(timezone.localdate(), None if own else request.user)
        messages.success(request, "Thank you. It is written down.")
        return redirect(said) if own else redirect("in_public", project_id)
    page = {"said": said, "project": said.project, "line": line, "form": form, "own": own, "quotes": may_quote(said)}
    return render(request, "feedback/may_stand.html", page)


def line_for(request: SignedIn, project_id: UUID, pk: UUID) -> PublicLine:
    """The giver's own; or that of somebody told by hand, for who answers."""
    rows = (
        Feedback.objects.visible_to(request.user).counted().exclude(public_words="").select_related("giver", "answer")
    )
    said = get_object_or_404(rows if request.method == "GET" else rows.held(), project=project_id, pk=pk)
    said.project = Project.objects.with_role(request.user).select_related("organisation").get(pk=project_id)
    by_hand = said.giver and said.giver.told_by_hand and said.project.may("answer_feedback")
    if said.giver_id != request.user.pk and not by_hand:
        raise Http404
    line = get_object_or_404(PublicLine, feedback=said)
    line.feedback = said
    return line
