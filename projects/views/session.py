"""Sessions: the list, one on one screen, planning it, calling it off, a sheet for the wall."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from participants.requests import SignedIn
from projects.access import project_view
from projects.agenda_times import planned
from projects.forms.session import CancelForm, SessionForm
from projects.kinds.agenda import ask_for_more
from projects.models import AgendaItem, Decision, Project, Session
from projects.models.agenda import AgendaQuerySet
from projects.wall import size_that_fits

ON_A_PAGE = 25
WAITING = 5
AS_IT_WAS = "This session is over, so its plan stays as it was."


def load(request: SignedIn, project: Project, pk: UUID) -> Session:
    """The session, held still while it is being changed."""
    seen = Session.objects.seen_in(project)
    return get_object_or_404(seen if request.method == "GET" else seen.select_for_update(), pk=pk)


@project_view("see_sessions")
def sessions(request: SignedIn, project: Project) -> HttpResponse:
    """To come, waiting to be closed, and past."""
    now, plans = timezone.now(), project.may("plan_sessions")
    seen = Session.objects.seen_in(project)
    to_close = list(seen.to_close(now).over(now)) if plans else []
    to_come = [one for one in seen.to_come(now).with_subjects() if one not in to_close]
    past = seen.exclude(pk__in=[one.pk for one in (*to_come, *to_close)]).newest_first()
    page = {
        "project": project,
        "plans": plans,
        "to_come": to_come,
        "to_close": to_close,
        "past": Paginator(past, ON_A_PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "projects/sessions.html", page)


@project_view("see_sessions")
def session(request: SignedIn, project: Project, pk: UUID) -> HttpResponse:
    """The plan on one screen; afterwards, what happened."""
    seen = Session.objects.seen_in(project).select_related("stage")
    session = get_object_or_404(seen, pk=pk)
    session.project = project
    shapes = project.may("shape") and session.open_for_agenda
    page = plan_of(session) | {
        "project": project,
        "plans": project.may("plan_sessions"),
        "shapes": shapes,
        "changing": shapes and "change" in request.GET,
        "parked": parked(request, project)[:WAITING],
        "begun": bool(session.starts_at and session.starts_at <= timezone.now()),
        "can_change": project.can_change(),
    }
    if session.closed_on:
        decided = Decision.objects.visible_to(request.user).filter(session=session, final_on__isnull=False)
        page["decided"] = decided.order_by("number")
    return render(request, "projects/session.html", page)


def parked(request: SignedIn, project: Project) -> AgendaQuerySet:
    return AgendaItem.objects.seen_in(project).parked().select_related("brought_by")


def plan_of(session: Session) -> dict[str, Any]:
    """The session with its agenda, each part at its time."""
    items = AgendaItem.objects.on(session).select_related("brought_by", "method")
    return {"session": session, "agenda": planned(session, list(items))}


@project_view("see_sessions")
def session_print(request: SignedIn, project: Project, pk: UUID) -> HttpResponse:
    """One sheet of paper for the wall."""
    session = get_object_or_404(Session.objects.seen_in(project), pk=pk)
    page = plan_of(session) | {"project": project, "can_change": project.can_change()}
    page["size"] = size_that_fits(session, page["agenda"].parts, page["can_change"])
    return render(request, "projects/session_print.html", page)


@project_view("plan_sessions")
def session_new(request: SignedIn, project: Project) -> HttpResponse:
    """Plan one. Its agenda starts blank."""
    data = request.POST if request.method == "POST" else None
    form = SessionForm(data, project=project, as_at=timezone.now())
    if form.is_valid():
        new = form.write_down(request.user)
        messages.success(request, f"{new.numbered} is planned. Its agenda is blank: build it together.")
        return redirect(new)
    return render(request, "projects/session_new.html", {"project": project, "form": form})


@project_view("plan_sessions")
def session_edit(request: SignedIn, project: Project, pk: UUID) -> HttpResponse:
    """Change when and where. Calendars follow."""
    session = load(request, project, pk)
    if not session.open_for_agenda:
        messages.error(request, AS_IT_WAS)
        return redirect(session)
    data = request.POST if request.method == "POST" else None
    form = SessionForm(data, project=project, as_at=timezone.now(), instance=session)
    if form.is_valid():
        form.write_down(request.user)
        messages.success(request, "Saved.")
        return redirect(session)
    return render(request, "projects/session_edit.html", {"project": project, "session": session, "form": form})


@project_view("plan_sessions")
def session_cancel(request: SignedIn, project: Project, pk: UUID) -> HttpResponse:
    """Call it off with a reason. What people brought waits for another session."""
    session = load(request, project, pk)
    if not session.open_for_agenda:
        messages.error(request, AS_IT_WAS)
        return redirect(session)
    form = CancelForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        session.cancel(timezone.localdate(), form.cleaned_data["why"])
        AgendaItem.objects.on(session).set_free(request.user, f"{session.numbered} was cancelled")
        messages.success(request, "The session is cancelled. What people brought to it waits for another one.")
        return redirect(session)
    return render(request, "projects/session_cancel.html", {"project": project, "session": session, "form": form})


@require_POST
@project_view("plan_sessions")
def agenda_ask(request: SignedIn, project: Project, pk: UUID) -> HttpResponse:
    """Ask everyone who takes part for more; once for each day the session is on."""
    session = load(request, project, pk)
    if not session.open_for_agenda:
        messages.error(request, AS_IT_WAS)
    else:
        ask_for_more(session, request.user)
        messages.success(request, "Everyone who takes part hears that the agenda is open. We tell each of them once.")
    return redirect(session)
