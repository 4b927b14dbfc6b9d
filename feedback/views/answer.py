"""Thank, answer, tell."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.text import capfirst
from django.views.decorators.http import require_POST

from feedback.forms.answer import TELL, AnswerForm, GiverSaysForm
from feedback.forms.owner import HandToForm
from feedback.kinds import being_told, reminded_on, tell_answer, tell_owner, tell_thanks, wait_for_the_same
from feedback.models import Feedback, Reply
from feedback.views.board import asked_for, to_list
from feedback.views.tell import by_hand, one_in_words
from participants.models import ContactBy
from participants.requests import SignedIn
from projects.access import project_view
from projects.models import Project

ABOUT = ("session", "about")  # a row may name them


def open_feedback(project: Project, pk: UUID) -> Feedback:
    """This piece of the project, unless it is closed or taken back."""
    return get_object_or_404(project.feedback.open().select_related("giver", "owner", "answer", "typed_by"), pk=pk)


@require_POST
@project_view("answer_feedback")
def thank(request: SignedIn, project: Project, pk: UUID) -> HttpResponse:
    """Say thank you; the giver hears it."""
    feedback = open_feedback(project, pk)
    feedback.project = project
    feedback.thank(request.user, timezone.now())
    tell_thanks(feedback)
    messages.success(request, f"Thanked: {feedback.facilitators_see}.")
    return redirect("answer", project.pk, pk) if feedback.needs_answer else redirect("board", project.pk)


@project_view("answer_feedback")
def answer(request: SignedIn, project: Project, pk: UUID) -> HttpResponse:
    """What they said, where it is, and the answer, which can be changed until it is on its way."""
    rows = project.feedback.counted().select_related("giver", "owner", "answer", "typed_by", "closed_noted_by", *ABOUT)
    feedback = get_object_or_404(rows if request.method == "GET" else rows.held(), pk=pk)
    feedback.project = project
    reply = feedback.answer
    waits = Reply.objects.to_tell().filter(feedback=feedback).select_related("feedback").first()
    on_its_way = bool(waits and being_told(waits))
    form = None
    if feedback.needs_answer and feedback.step < 4 and not (reply and on_its_way):
        form = AnswerForm(request.POST if request.method == "POST" else None, feedback=feedback)
        if form.is_valid():
            return answered(request, form)
    page = {
        "project": project,
        "said": feedback,
        "form": form,
        "on_its_way": on_its_way,
        "tell": [waits, *wait_for_the_same(waits)] if waits and not on_its_way else [],
    }
    return render(request, "feedback/answer.html", page | beside(feedback, form))


def beside(feedback: Feedback, form: AnswerForm | None) -> dict[str, Any]:
    """What else the page of an answer says."""
    return {
        "by_hand": by_hand(feedback),
        "replies": list(feedback.replies.select_related("decision", "answered_by", "asked__asked_by")),
        "together": feedback.alike.unanswered().count() if form else 0,
        "asked_again": reminded_on(feedback) if feedback.step < 4 and feedback.giver else None,
        "hand_to": HandToForm(said=feedback),
        "today": timezone.localdate(),
    }


@require_POST
@project_view("answer_feedback")
def hand_to(request: SignedIn, project: Project, pk: UUID) -> HttpResponse:
    """Another facilitator looks after it from now on, and hears so."""
    feedback = open_feedback(project, pk)
    feedback.project = project
    form = HandToForm(request.POST, said=feedback)
    if form.is_valid():
        owner = form.cleaned_data["owner"]
        feedback.hand_to(owner)
        if owner != request.user:
            tell_owner(feedback, request.user, timezone.localdate())
        messages.success(request, f"It is with {owner.first_name} now.")
    else:
        messages.error(request, "Choose one line of the list.")
    return redirect("answer", project.pk, pk)


def answered(request: SignedIn, form: AnswerForm) -> HttpResponse:
    """Keep the answer, and start telling when the facilitator says so."""
    reply = form.answer(request.user, timezone.now())
    said = form.feedback
    if form.cleaned_data["telling"] == TELL:
        tell_answer(reply)
        became = one_in_words(said)
    else:
        became = f"{capfirst(said.tell_whom)} has been told." if reply.told_on else "Not told yet."
    messages.success(request, f'{became} You answered "{said.title}"')
    return to_list(said.project, **asked_for(request))  # where they came from


@project_view("answer_feedback")
def giver_says(request: SignedIn, project: Project, pk: UUID) -> HttpResponse:
    """Write down what someone who is told by hand says to their answer. Who can press the button does it alone."""
    rows = project.feedback.waiting_for_giver().exclude(giver=None).exclude(giver__contact_by=ContactBy.EMAIL)
    feedback = get_object_or_404(rows.select_related("giver", "answer"), pk=pk)
    feedback.project = project
    form = GiverSaysForm(request.POST if request.method == "POST" else None, feedback=feedback)
    if form.is_valid():
        form.hear(request.user, timezone.now())
        messages.success(request, f"Written down: what {feedback.tell_whom} said.")
        return redirect("board", project.pk)
    return render(request, "feedback/giver_says.html", {"project": project, "said": feedback, "form": form})
