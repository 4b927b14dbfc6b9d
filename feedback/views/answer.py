"""Thank, answer, tell."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from feedback.forms.answer import TELL, AnswerForm, GiverSaysForm, TellForm
from feedback.forms.owner import HandToForm
from feedback.kinds import being_told, reminded_on, tell_answer, tell_owner, tell_thanks
from feedback.models import Feedback, Reply
from participants.models import ContactBy
from participants.requests import SignedIn
from projects.access import project_view
from projects.models import Project

ABOUT = ("session", "about")  # a row may name them
ON_CODE = "The answer stands now where their code leads."


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
    messages.success(request, "Thanked.")
    return redirect("answer", project.pk, pk) if feedback.needs_answer else redirect("board", project.pk)


@project_view("answer_feedback")
def answer(request: SignedIn, project: Project, pk: UUID) -> HttpResponse:
    """What they said, where it is, and the answer, which can be changed until it is on its way."""
    rows = project.feedback.counted().select_related("giver", "owner", "answer", "typed_by", "closed_noted_by", *ABOUT)
    feedback = get_object_or_404(rows, pk=pk)
    feedback.project = project
    reply = feedback.answer
    on_its_way = bool(reply and not reply.told_on and being_told(reply))
    form = None
    if feedback.needs_answer and feedback.step < 4 and not on_its_way:
        form = AnswerForm(request.POST if request.method == "POST" else None, feedback=feedback)
        if form.is_valid():
            return answered(request, form)
    page = {
        "project": project,
        "said": feedback,
        "form": form,
        "on_its_way": on_its_way,
        "replies": list(feedback.replies.select_related("decision", "answered_by")),
        "together": feedback.alike.unanswered().count() if form else 0,
        "asked_again": reminded_on(feedback) if feedback.step < 4 and feedback.giver else None,
        "hand_to": HandToForm(said=feedback),
        "today": timezone.localdate(),
    }
    return render(request, "feedback/answer.html", page)


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
    if form.cleaned_data["telling"] == TELL:
        tell_answer(reply)
        messages.success(request, ON_CODE if reply.told_on else "Answered. They will be told.")
    else:
        messages.success(request, "Answered. They have been told." if reply.told_on else "Answered. Not told yet.")
    return redirect("board", form.feedback.project_id)


@project_view("answer_feedback")
def tell_giver(request: SignedIn, project: Project, pk: UUID) -> HttpResponse:
    """Tell what was answered earlier: by a message, or write down that they have been told."""
    feedback = get_object_or_404(project.feedback.to_tell().select_related("giver"), pk=pk)
    reply = get_object_or_404(feedback.replies, stands_for=feedback)
    form = TellForm(
        request.POST if request.method == "POST" and "send" not in request.POST else None,
        initial={"told_on": timezone.localdate()},
    )
    if not reply.why:
        messages.error(request, "Write down why, first. Nobody is told without a reason.")
        return redirect("answer", project.pk, pk)
    if request.method == "POST" and "send" in request.POST and feedback.comes_back:
        return send(request, feedback, reply)
    if form.is_valid():
        reply.mark_told(form.cleaned_data["told_on"], form.cleaned_data["told_how"], in_public=not feedback.comes_back)
        messages.success(request, "Written down: they have been told.")
        return redirect("board", project.pk)
    return render(
        request, "feedback/tell_giver.html", {"project": project, "said": feedback, "reply": reply, "form": form}
    )


def send(request: SignedIn, feedback: Feedback, reply: Reply) -> HttpResponse:
    """Through the outbox, once, in their way."""
    tell_answer(reply)
    by_hand = feedback.giver and feedback.giver.told_by_hand
    on_its_way = "It is on your list of people to tell." if by_hand else "It is on its way."
    messages.success(request, ON_CODE if feedback.code_hash else on_its_way)
    return redirect("board", feedback.project_id)


@project_view("answer_feedback")
def giver_says(request: SignedIn, project: Project, pk: UUID) -> HttpResponse:
    """Write down what someone who is told by hand says to their answer. Who can press the button does it alone."""
    by_hand = project.feedback.waiting_for_giver().exclude(giver=None).exclude(giver__contact_by=ContactBy.EMAIL)
    feedback = get_object_or_404(by_hand.select_related("giver", "answer"), pk=pk)
    feedback.project = project
    form = GiverSaysForm(request.POST if request.method == "POST" else None, feedback=feedback)
    if form.is_valid():
        form.hear(request.user, timezone.now())
        messages.success(request, f"Written down: what {feedback.tell_whom} said.")
        return redirect("board", project.pk)
    return render(request, "feedback/giver_says.html", {"project": project, "said": feedback, "form": form})
