"""How people shaped this: the whole thread of a project."""

from datetime import UTC, date, datetime, time, timedelta

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from feedback import thread
from participants.requests import SignedIn
from projects.access import project_view
from projects.models import Project

PAGE = 25


@project_view("see_project")
def shaped(request: SignedIn, project: Project) -> HttpResponse:
    """Newest first; the link at the end goes further back."""
    changes = thread.of_project(project, request.user, moment(request.GET.get("before", "")), PAGE + 1)
    older = changes[PAGE - 1].at if len(changes) > PAGE else None
    page = {"project": project, "changes": changes[:PAGE], "older": older, "first": "before" not in request.GET}
    return render(request, "feedback/shaped.html", page)


def moment(words: str) -> datetime:
    """The moment in an address; when it says none, the end of today: of a decision we know the day, not the hour."""
    try:
        found = parse_datetime(words)
        if found and timezone.is_aware(found):
            return timezone.localtime(found.astimezone(UTC))
    except (ValueError, OverflowError):  # no such day, or one at the far end of all time, which no clock here shows
        pass
    return end_of(timezone.localdate())


def end_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time()))
