"""Closing a session: who came, what became of the agenda, what was decided, who tells people."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from feedback.forms.closing import LATER, ClosingForm
from participants.requests import SignedIn
from projects.access import project_view
from projects.models import Project, Session


def load(request: SignedIn, project: Project, pk: UUID) -> Session:
    """The session, held still while its page is being saved."""
    seen = Session.objects.seen_in(project).standing()
    session = get_object_or_404(seen if request.method == "GET" else seen.select_for_update(), pk=pk)
    session.project = project
    return session


@project_view("plan_sessions")
def session_close(request: SignedIn, project: Project, pk: UUID) -> HttpResponse:
    """Close it, or change what was written down when it was closed. "Save for now" keeps all and closes nothing."""
    session, now, sent = load(request, project, pk), timezone.now(), request.method == "POST"
    if session.starts_at and session.starts_at > now:
        messages.info(request, "This session has not begun yet. Close it when it is over.")
        return redirect(session)
    form = ClosingForm(
        request.POST if sent else session.closing.get("typed"),
        session=session,
        by=request.user,
        today=timezone.localdate(now),
        as_typed=not sent,
    )
    if sent and request.POST.get("send") == LATER and not form.overtaken:
        form.keep_for_later(now)
        messages.success(request, "Saved for now. Everything you typed is here when you come back.")
        return redirect("session_close", project.pk, pk)
    if sent and form.is_valid():
        form.close(now)
        messages.success(request, "Written down. Thank you.")
        return redirect("session_close", project.pk, pk)
    return render(request, "feedback/session_close.html", page_of(project, session, form))


def page_of(project: Project, session: Session, form: ClosingForm) -> dict[str, object]:
    """The form, and what stands already: what was decided, learned and told."""
    return {
        "project": project,
        "session": session,
        "form": form,
        "decisions": session.decisions.prefetch_related("makers").order_by("number"),
        "lessons": session.lessons.all(),
        "news": session.news.exclude(told_on=None).first(),
    }
