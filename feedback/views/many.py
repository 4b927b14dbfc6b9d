"""One answer for many."""

from collections import Counter

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from feedback.forms.answer import TELL, TOLD
from feedback.forms.answer_many import AnswerManyForm, way_to
from feedback.kinds import tell_answer
from feedback.models import Feedback
from feedback.models.many import AT_ONCE
from feedback.views.board import asked_for, to_list
from participants.forms.ticks import ticked
from participants.requests import SignedIn
from projects.access import project_view
from projects.models import Project


@project_view("answer_feedback")
def answer_together(request: SignedIn, project: Project) -> HttpResponse:
    """What is ticked on the board, and all that says the same: one page, one answer, and each is told."""
    rows = project.feedback.alike(ticked(request.GET.getlist("piece"))).unanswered().by_promise()
    pieces = list(rows[: AT_ONCE + 1])
    form = AnswerManyForm(request.POST if request.method == "POST" else None, project=project, pieces=pieces[:AT_ONCE])
    if form.is_valid():
        return answered(request, project, form)
    page = {
        "project": project,
        "form": form,
        "count": len(pieces[:AT_ONCE]),
        "more": len(pieces) > AT_ONCE,
        "ways": ways(pieces[:AT_ONCE]),
        "alone": sum(said.comes_back for said in pieces[:AT_ONCE]),
    }
    return render(request, "feedback/answer_together.html", page)


def ways(pieces: list[Feedback]) -> list[str]:
    """How many hear it how, in words: "9 by email"."""
    return [f"{count} {way}" for way, count in Counter(map(way_to, pieces)).most_common()]


def answered(request: SignedIn, project: Project, form: AnswerManyForm) -> HttpResponse:
    """Keep the answers, tell, and say how each is told."""
    replies, telling = form.answer(request.user, timezone.now()), form.cleaned_data["telling"]
    words = f"Answered: {len(replies)}."
    if telling == TELL:
        tell_answer(*replies)
        words += told_in_words([reply.feedback for reply in replies])
    elif telling == TOLD:
        words += " They have been told."
    else:
        words += " Not told yet."
    messages.success(request, words)
    in_public = [reply.feedback_id for reply in replies if not reply.feedback.comes_back]
    if telling == TELL and in_public:  # the last press: people told in public
        return redirect("tell_giver", project.pk, in_public[0])
    return to_list(project, **asked_for(request))


def told_in_words(pieces: list[Feedback]) -> str:
    """Who hears it now, and who only when somebody tells people in public."""
    alone = [said for said in pieces if said.comes_back]
    words = f" They are told: {', '.join(ways(alone))}." if alone else ""
    rest = len(pieces) - len(alone)
    return words + (f" Still to tell in public: {rest}." if rest else "")
