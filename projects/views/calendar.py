"""My diary, its secret address for calendar programs, and the file of one session."""

from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urljoin
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from participants.models import Person
from participants.requests import SignedIn
from projects.access import project_view
from projects.calendar import calendar_file, entry
from projects.models import Attendance, Coming, Project, Session, WayIn

REMEMBERED = timedelta(days=30)
FEED = WayIn.Kind.CALENDAR


def calendar(request: SignedIn) -> HttpResponse:
    """My diary: what I am asked to or said I come to, in all my projects."""
    return render(request, "projects/calendar.html", diary(request.user, timezone.now()))


def diary(person: Person, as_at: datetime) -> dict[str, Any]:
    lines = Attendance.objects.of(person).to_come(as_at)
    address = person.ways_in.filter(kind=FEED, revoked_at=None).first()
    return {"lines": lines, "address": address}


@require_POST
def calendar_make(request: SignedIn) -> HttpResponse:
    """A new secret address, shown this once; the one before stops working."""
    now = timezone.now()
    secret = WayIn.make(FEED, request.user, now)
    link = urljoin(settings.SITE_URL, reverse("calendar_feed", args=[secret]))
    return render(request, "projects/calendar.html", diary(request.user, now) | {"link": link})


@require_POST
def calendar_shut(request: SignedIn) -> HttpResponse:
    """Shut my address."""
    WayIn.shut(FEED, request.user, timezone.now())
    messages.success(request, "The address is shut. Calendars that used it get nothing from us any more.")
    return redirect("calendar")


@csrf_exempt
@login_not_required
def calendar_feed(request: HttpRequest, secret: str) -> HttpResponse:
    """What this person may see now, for their calendar program. A wrong or shut address leads nowhere.

    Whatever the method: a refusal would write the secret into the log.
    """
    person, now = WayIn.person_for(FEED, secret), timezone.now()
    if not person:
        raise Http404
    lines = Attendance.objects.of(person).exclude(reply=Coming.NO).filter(session__starts_at__gte=now - REMEMBERED)
    entries = [entry(line.session, now, line.reply) for line in lines.order_by("session__starts_at", "pk")]
    return sent(calendar_file(entries))


@project_view("see_sessions")
def session_ics(request: SignedIn, project: Project, pk: UUID) -> HttpResponse:
    """One session as a file for a calendar."""
    session = get_object_or_404(Session.objects.seen_in(project), pk=pk)
    if not session.starts_at:
        messages.error(request, "This session has no day yet. When it has one, you can put it in your calendar.")
        return redirect(session)
    session.project = project
    response = sent(calendar_file([entry(session, timezone.now())]))
    response["Content-Disposition"] = 'attachment; filename="session.ics"'
    return response


def sent(file: bytes) -> HttpResponse:
    """In no shared memory: it is about one person."""
    return HttpResponse(
        file, headers={"Content-Type": "text/calendar; charset=utf-8", "Cache-Control": "private, no-store"}
    )
