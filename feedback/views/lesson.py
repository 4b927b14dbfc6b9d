"""Lessons: what went well, what went wrong, what surprised us, and what we changed because of it."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from feedback.forms.lesson import LessonForm
from feedback.models import Feedback, Lesson
from participants.models import Person
from participants.requests import SignedIn
from projects.access import project_view
from projects.models import Project

A_PAGE = 20


@project_view("see_project")
def lessons(request: SignedIn, project: Project) -> HttpResponse:
    """The list, and one more."""
    shapes = project.may("shape")
    if request.method == "POST" and not shapes:
        raise PermissionDenied
    form = new_lesson(request, project) if shapes else None
    if form and form.is_valid():
        form.instance.project, form.instance.by, form.instance.on = project, request.user, timezone.localdate()
        form.save()
        messages.success(request, "Written down. Thank you.")
        return redirect("lessons", project.pk)
    rows = Lesson.objects.visible_to(request.user).filter(project=project).select_related("session", "by")
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    cite(list(page), request.user)
    surprises = Feedback.objects.visible_to(request.user).counted().filter(project=project, unexpected=True)
    context = {"project": project, "form": form, "page": page, "one_sided": rows.one_sided(project)}
    context["surprises"] = surprises.select_related("giver").order_by("-received_on", "-recorded_at", "pk")[:A_PAGE]
    return render(request, "feedback/lessons.html", context)


def new_lesson(request: SignedIn, project: Project) -> LessonForm:
    """The form, with the words that the address names."""
    try:
        cited = UUID(request.GET.get("feedback", ""))
    except ValueError:
        cited = None
    data = request.POST if request.method == "POST" else None
    return LessonForm(data, project=project, person=request.user, initial={"feedback": cited})


def cite(rows: list[Lesson], person: Person) -> None:
    """Write on each the words that led to it, where this person may read them: one query."""
    seen = Feedback.objects.visible_to(person).counted().in_bulk({one.feedback_id for one in rows if one.feedback_id})
    for one in rows:
        one.cites = seen.get(one.feedback_id)


@project_view("shape")
def lesson_edit(request: SignedIn, project: Project, pk: UUID) -> HttpResponse:
    """Add what changed because of it: one's own lesson, or any for who plans the sessions."""
    seen = Lesson.objects.visible_to(request.user).filter(project=project)
    if not project.may("plan_sessions"):
        seen = seen.filter(by=request.user)
    lesson = get_object_or_404(seen, pk=pk)
    data = request.POST if request.method == "POST" else None
    form = LessonForm(data, instance=lesson, project=project, person=request.user)
    if form.is_valid():
        form.save()
        messages.success(request, "Saved.")
        return redirect("lessons", project.pk)
    return render(request, "feedback/lesson_edit.html", {"project": project, "lesson": lesson, "form": form})
