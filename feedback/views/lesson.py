"""Lessons: what went well, what went wrong, what surprised us, and what we changed because of it."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from feedback.forms.lesson import LessonForm
from feedback.models import Lesson
from participants.requests import SignedIn
from projects.access import project_view
from projects.models import Project

A_PAGE = 20


@project_view("see_project")
def lessons(request: SignedIn, project: Project) -> HttpResponse:
    """The list, and one more."""
    sent, shapes = request.method == "POST", project.may("shape")
    if request.method != "GET" and not shapes:
        raise PermissionDenied
    form = LessonForm(request.POST if sent else None) if shapes else None
    if form and form.is_valid():
        form.instance.project, form.instance.by, form.instance.on = project, request.user, timezone.localdate()
        form.save()
        messages.success(request, "Written down. Thank you.")
        return redirect("lessons", project.pk)
    rows = Lesson.objects.visible_to(request.user).filter(project=project).select_related("session", "by")
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    return render(request, "feedback/lessons.html", {"project": project, "form": form, "page": page})


@project_view("shape")
def lesson_edit(request: SignedIn, project: Project, pk: UUID) -> HttpResponse:
    """Add what changed because of it: one's own lesson, or any for who plans the sessions."""
    seen = Lesson.objects.visible_to(request.user).filter(project=project)
    if not project.may("plan_sessions"):
        seen = seen.filter(by=request.user)
    lesson = get_object_or_404(seen, pk=pk)
    form = LessonForm(request.POST if request.method == "POST" else None, instance=lesson)
    if form.is_valid():
        form.save()
        messages.success(request, "Saved.")
        return redirect("lessons", project.pk)
    return render(request, "feedback/lesson_edit.html", {"project": project, "lesson": lesson, "form": form})
