"""Who is asked to a session, and what each says."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from participants.requests import SignedIn
from participants.templatetags.look import day
from projects.access import project_view
from projects.forms.attendance import AskForm, LineForm, ReplyForm
from projects.kinds.session import tell_asked
from projects.models import Attendance, Coming, Project, Session

BEGUN = "This session has begun or is off, so nobody else is asked."
OVER = "This session is over or cancelled, so what people said stays as it was."


def load(request: SignedIn, project: Project, pk: UUID) -> Session:
    """The session as this person sees it; held still while somebody says something, so that nobody is on it twice."""
    seen = Session.objects.seen_in(project)
    session = get_object_or_404(seen if request.method == "GET" else seen.select_for_update(), pk=pk)
    session.project = project
    return session


@project_view("plan_sessions")
def session_people(request: SignedIn, project: Project, pk: UUID) -> HttpResponse:
    """Who was asked, what they said, and who is not asked yet."""
    session, now = load(request, project, pk), timezone.now()
    page = {
        "project": project,
        "session": session,
        "lines": Attendance.objects.filter(session=session).in_list(project),
        "ask": AskForm(session=session) if session.is_ahead(now) else None,
    }
    return render(request, "projects/session_people.html", page)


@require_POST
@project_view("plan_sessions")
def session_invite(request: SignedIn, project: Project, pk: UUID) -> HttpResponse:
    """Ask everybody who is not asked yet, or those who were ticked."""
    session, now = load(request, project, pk), timezone.now()
    form = AskForm(request.POST, session=session)
    if not session.is_ahead(now):
        messages.error(request, BEGUN)
    elif "everyone" not in request.POST and not form.is_valid():
        messages.error(request, "Nobody was ticked. Tick the people you want to ask.")
    else:
        people = form.everyone if "everyone" in request.POST else form.chosen()
        count = Attendance.objects.ask(session, people, request.user, timezone.localdate(now))
        tell_asked(session, now)
        messages.success(
            request, f"{count} {'person is' if count == 1 else 'people are'} asked. Each hears in their way."
        )
    return redirect("session_people", project.pk, pk)


@project_view("plan_sessions")
def session_guest(request: SignedIn, project: Project, pk: UUID) -> HttpResponse:
    """Write down somebody who is not in the project."""
    session = load(request, project, pk)
    guest = Attendance(session=session, reply=Coming.YES)
    form = LineForm(request.POST if request.method == "POST" else None, instance=guest)
    if form.is_valid():
        form.write_down(request.user, timezone.localdate())
        messages.success(request, f"{guest} is on the list.")
        return redirect("session_people", project.pk, pk)
    return render(request, "projects/session_guest.html", {"project": project, "session": session, "form": form})


@project_view("plan_sessions")
def session_person(request: SignedIn, project: Project, pk: UUID) -> HttpResponse:
    """Write down what somebody said, who leads, who supports."""
    seen = Session.objects.seen_in(project)
    rows = Attendance.objects.filter(session__in=seen).select_related("session", "person")
    line = get_object_or_404(rows if request.method == "GET" else rows.select_for_update(of=("self",)), pk=pk)
    if not line.session.open_for_agenda:
        messages.error(request, OVER)
        return redirect("session_people", project.pk, line.session_id)
    form = LineForm(request.POST if request.method == "POST" else None, instance=line)
    if form.is_valid():
        form.write_down(request.user, timezone.localdate())
        messages.success(request, "Written down.")
        return redirect("session_people", project.pk, line.session_id)
    page = {"project": project, "session": line.session, "line": line, "form": form}
    return render(request, "projects/session_person.html", page)


@project_view("see_sessions")
def session_reply(request: SignedIn, project: Project, pk: UUID) -> HttpResponse:
    """Say if you come, and how you want to be counted. Who was not asked may say that they would like to."""
    session, now = load(request, project, pk), timezone.now()
    known = session.attendance.filter(person=request.user).first()
    if not known and not (project.may("shape") and session.is_for(project.role)):
        raise PermissionDenied
    mine = known or Attendance(session=session, person=request.user)
    mine.session = session
    form = ReplyForm(request.POST if request.method == "POST" else None, instance=mine)
    open_ = session.is_ahead(now)
    if open_ and form.is_valid():
        form.write_down(timezone.localdate(now))
        on = f" for {day(session.day)}" if session.day else ""
        messages.success(request, THANKS[Coming(mine.reply)].format(on=on))
        return redirect(session)
    page = {"project": project, "session": session, "mine": known, "form": form if open_ else None}
    return render(request, "projects/session_reply.html", page)


THANKS = {
    Coming.YES: "Thank you. You are on the list{on}. You can change it any time before.",
    Coming.MAYBE: "Thank you. You can say yes or no any time before.",
    Coming.NO: "Thank you for telling us. You can change it any time before.",
}
