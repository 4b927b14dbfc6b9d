"""Pass what somebody said to the safeguarding lead; and what its giver finds afterwards."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from care.contact import contact_of
from feedback.models import Feedback, Reply
from feedback.passing import OURS, THEIRS, pass_feedback, pass_reply
from participants.requests import SignedIn
from projects.models import Project


def pass_on(request: SignedIn, project_id: UUID, pk: UUID) -> HttpResponse:
    """Asked once. For its giver, also after they have left, and for who answers."""
    rows = Feedback.objects.visible_to(request.user).counted().select_related("giver")
    said = get_object_or_404(rows if request.method == "GET" else rows.held(), project=project_id, pk=pk)
    said.project = project = Project.objects.with_role(request.user).get(pk=project_id)
    own = said.giver_id == request.user.pk
    if not own and not project.may("answer_feedback"):
        raise Http404
    contact = contact_of(project.organisation, project)
    if request.method == "POST":
        pass_feedback(said, request.user)
        messages.success(request, f"It is with {contact.lead} now.")
        return redirect("passed_on", project.pk, said.pk) if own else redirect("board", project.pk)
    page = {"project": project, "contact": contact, "passed_words": said.title, "back": said.get_absolute_url()}
    return render(request, "care/pass_on.html", page)


def reply_pass_on(request: SignedIn, project_id: UUID, pk: UUID) -> HttpResponse:
    """One answer to a piece; the piece stays where it is."""
    return part_pass_on(request, project_id, pk, OURS)


def words_pass_on(request: SignedIn, project_id: UUID, pk: UUID) -> HttpResponse:
    """What the giver asked next, after one answer."""
    return part_pass_on(request, project_id, pk, THEIRS)


def part_pass_on(request: SignedIn, project_id: UUID, pk: UUID, names: tuple[str, ...]) -> HttpResponse:
    """Asked once. For the giver, of what they were told, and for who answers; while there are words."""
    seen = Feedback.objects.visible_to(request.user).counted().filter(project=project_id)
    reply = get_object_or_404(Reply.objects.select_related("feedback__giver"), feedback__in=seen, pk=pk)
    reply.feedback.project = project = Project.objects.with_role(request.user).get(pk=project_id)
    own, runs = reply.feedback.giver_id == request.user.pk, project.may("answer_feedback")
    gone = reply.passed_on_at if names == OURS else not reply.giver_words
    if gone or not (runs or (own and reply.told_on)):
        raise Http404
    back = reverse("answer" if runs else "idea", args=[project.pk, reply.feedback_id])
    contact = contact_of(project.organisation, project)
    if request.method == "POST":
        pass_reply(reply, names, request.user)
        messages.success(request, f"It is with {contact.lead} now.")
        return redirect(back)
    words = f"{reply.in_short} {reply.why}" if names == OURS else reply.giver_words
    page = {"project": project, "contact": contact, "passed_words": words, "back": back}
    return render(request, "care/pass_on.html", page)


def passed_on(request: SignedIn, project_id: UUID, pk: UUID) -> HttpResponse:
    """What happens next, for the giver alone: nobody else finds this page."""
    rows = Feedback.passed_on.filter(giver=request.user).select_related("project__organisation")
    said = get_object_or_404(rows, project=project_id, pk=pk)
    project = Project.objects.with_role(request.user).get(pk=project_id)
    page = {"said": said, "contact": contact_of(project.organisation, project)}
    return render(request, "feedback/passed_on.html", page)
