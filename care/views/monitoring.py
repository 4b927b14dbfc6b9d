"""About us in figures: what people say about themselves, kept apart from them."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from care.forms.monitoring import EXAMPLES, DescribeForm, QuestionForm
from care.models import Question
from care.small_numbers import hide_small, total
from participants.requests import SignedIn
from projects.access import project_view
from projects.models import Project

ANSWERED, A_YEAR, MOST_KEYS = "answered", 365 * 24 * 3600, 60


@project_view("see_project")
def monitoring(request: SignedIn, project: Project) -> HttpResponse:
    """The figures, with the small ones hidden."""
    on = timezone.localdate()
    page = {
        "project": project,
        "results": [
            result(question, question.figures(on)) for question in project.questions.prefetch_related("counts")
        ],
        "answers": project.may("shape") and project.questions.asked().exists(),
        "asks": project.may("map_people"),
    }
    return render(request, "care/monitoring.html", page)


def result(question: Question, figures: dict[str, int]) -> dict[str, Any]:
    """One question with what may be shown of it."""
    return {"question": question, "total": total(figures), "figures": hide_small(figures).items()}


@project_view("shape")
def monitoring_answer(request: SignedIn, project: Project) -> HttpResponse:
    """Answer without a name. A signed note in the browser says which were answered in it, not how."""
    before = answered_here(request)
    questions = list(project.questions.asked())
    left = questions if "again" in request.GET else [one for one in questions if str(one.pk) not in before]
    form = DescribeForm(request.POST if request.method == "POST" else None, questions=left)
    if not left or not form.is_valid():
        page = {"project": project, "form": form if left else None, "asked": bool(questions)}
        return render(request, "care/monitoring_answer.html", page)
    for question, answer in form.given():
        question.count(answer, timezone.localdate())
    messages.success(request, "Thank you. It is counted, without your name.")
    response = redirect("monitoring", project.pk)
    keys = sorted(before | {str(question.pk) for question, _ in form.given()})[:MOST_KEYS]
    secure = settings.SESSION_COOKIE_SECURE
    response.set_signed_cookie(ANSWERED, ".".join(keys), max_age=A_YEAR, httponly=True, samesite="Lax", secure=secure)
    return response


def answered_here(request: SignedIn) -> set[str]:
    """Keys of the questions answered in this browser, by whomever."""
    return set((request.get_signed_cookie(ANSWERED, "") or "").split(".")) - {""}


@project_view("map_people")
def monitoring_questions(request: SignedIn, project: Project) -> HttpResponse:
    """What we ask; a new question in one's own words, or from an example."""
    asked = list(project.questions.asked())
    words, answers = EXAMPLES.get(request.GET.get("example", ""), ("", ""))
    form = QuestionForm(
        request.POST if request.method == "POST" else None, initial={"words": words, "answers": answers}
    )
    if len(asked) < Question.MOST and form.is_valid():
        form.ask(project)
        messages.success(request, "People can answer it from now on.")
        return redirect("monitoring_questions", project.pk)
    page = {
        "project": project,
        "asked": asked,
        "form": form if len(asked) < Question.MOST else None,
        "examples": EXAMPLES,
    }
    return render(request, "care/monitoring_questions.html", page)


@require_POST
@project_view("map_people")
def monitoring_end(request: SignedIn, project: Project, pk: UUID) -> HttpResponse:
    """Ask it no more. The figures stay."""
    question = get_object_or_404(project.questions.asked(), pk=pk)
    question.ended_on = timezone.localdate()
    question.save(update_fields=["ended_on"])
    messages.success(request, "We ask this no more. What was counted stays.")
    return redirect("monitoring_questions", project.pk)
