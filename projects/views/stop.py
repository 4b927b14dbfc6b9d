"""Stopping messages: from a link in an email, without signing in; and starting again, in My choices."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from participants.models import Person, Stop
from participants.outbox.stops import read_token, start_again
from participants.requests import SignedIn
from projects.models import Project

ALL = "everything"


@csrf_exempt  # RFC 8058: the mail program posts, with no cookie and no page of ours
@login_not_required
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """GET shows two buttons and changes nothing. POST stops the project, or everything; twice is no harm."""
    try:
        whose, scope = read_token(token)
    except ValueError:
        raise Http404 from None
    person = get_object_or_404(Person, pk=whose, is_active=True)
    project = Project.objects.filter(pk=scope).first() if scope else None
    page = {"about": project, "everything": not scope}
    if request.method == "POST":
        page["everything"] = not scope or request.POST.get("what") == ALL
        Stop.ask(person, None if page["everything"] else scope, timezone.now())
        page["done"] = True
    return render(request, "projects/stop.html", page)


def stops(request: SignedIn) -> HttpResponse:
    """My choices: which projects write to me. Stop one or all, and start again."""
    mine = Project.objects.visible_to(request.user).order_by("title")
    stopped = {one.scope for one in Stop.objects.filter(person=request.user)}
    if request.method == "POST":
        known: dict[str, UUID | None] = {str(project.pk): project.pk for project in mine} | {ALL: None}
        if (what := request.POST.get("stop")) in known:
            Stop.ask(request.user, known[what], timezone.now())
        elif (what := request.POST.get("start")) in known:
            start_again(request.user, known[what])
        messages.success(request, "Saved.")
        return redirect("stops")
    rows = [(project, project.pk in stopped) for project in mine]
    return render(request, "projects/stops.html", {"rows": rows, "everything": None in stopped})
