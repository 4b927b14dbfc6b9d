"""For those who plan: ask, write down what somebody said, and sort it for a session."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from care.forms.need import NeedForm
from care.forms.sorting import SortForm
from care.models import Need, NeedKind, NeedsAsk, Outcome
from care.models.need import NeedQuerySet
from care.reading import note_reading
from care.sorting import others_who_know, sorted_at, whom_to_ask
from participants.requests import SignedIn
from projects.access import project_view
from projects.models import Membership, Project, Session

A_FEW = 10
WRITTEN = {Outcome.NONE: "they need nothing", Outcome.RATHER_NOT: "they would rather not say"}


def place_of(project: Project, pk: UUID) -> Membership:
    """Somebody's place in the project."""
    return get_object_or_404(project.memberships.current().select_related("person"), pk=pk)


@project_view("plan_sessions")
def person_needs(request: SignedIn, project: Project, pk: UUID) -> HttpResponse:
    """When they were asked. What they need is shown once, on a press of a button, and that is written down."""
    place = place_of(project, pk)
    page: dict[str, Any] = {
        "project": project,
        "place": place,
        "ask": NeedsAsk.objects.latest_of(place.person),
        "kinds": NeedKind,
    }
    if request.method == "POST":
        known = list(Need.objects.known_of(place.person, project, request.user))
        note_reading(known, request.user, project)
        hidden = Need.objects.standing().filter(person=place.person).count() - len(known)
        page |= {"shown": True, "needs": known, "hidden": hidden}
    return render(request, "care/person_needs.html", page)


@require_POST
@project_view("plan_sessions")
def person_needs_say(request: SignedIn, project: Project, pk: UUID) -> HttpResponse:
    """They were asked: they need nothing, or would rather not say."""
    place, outcome = place_of(project, pk), request.POST.get("outcome", "")
    if outcome not in WRITTEN:
        return redirect("person_needs", project.pk, pk)
    if Need.objects.standing().filter(person=place.person).exists():
        messages.error(request, f"{place.person} has told us something before. Show it, and ask if it is still right.")
    else:
        NeedsAsk.note(place.person, outcome, timezone.localdate(), by=request.user)
        messages.success(request, f"Written down: {WRITTEN[Outcome(outcome)]}.")
    return redirect("person_needs", project.pk, pk)


@project_view("plan_sessions")
def person_need_new(request: SignedIn, project: Project, pk: UUID, kind: str) -> HttpResponse:
    """Write down what somebody said, read it back, and who may know it as they chose."""
    if kind not in NeedKind:
        raise Http404
    place, today = place_of(project, pk), timezone.localdate()
    need = Need(person=place.person, kind=kind)
    form = NeedForm(request.POST if request.method == "POST" else None, instance=need, by=request.user)
    if form.is_valid():
        form.write_down(today)
        NeedsAsk.note(place.person, Outcome.GIVEN, today, by=request.user)
        messages.success(request, "Written down. They can change it any time.")
        return redirect("person_needs", project.pk, pk)
    page = {"project": project, "place": place, "form": form, "kind": NeedKind(kind)}
    return render(request, "care/person_need_new.html", page)


@require_POST
@project_view("plan_sessions")
def person_need_end(request: SignedIn, project: Project, pk: UUID, need_id: UUID) -> HttpResponse:
    """They said that they no longer need it."""
    place = place_of(project, pk)
    known = Need.objects.known_of(place.person, project, request.user)
    get_object_or_404(known, pk=need_id).take_away(timezone.localdate())
    messages.success(request, "Taken away. Its words are deleted.")
    return redirect("person_needs", project.pk, pk)


# ---- at a session


def load(project: Project, pk: UUID) -> Session:
    session = get_object_or_404(Session.objects.seen_in(project), pk=pk)
    session.project = project
    return session


def known_at(request: SignedIn, session: Session) -> NeedQuerySet:
    known = Need.objects.at(session).known_in(session, request.user)
    return known.select_related("person").order_by("person__name", "recorded_at")


@project_view("plan_sessions")
def session_needs(request: SignedIn, project: Project, pk: UUID) -> HttpResponse:
    """How far they are sorted, in numbers; sending saves what is done about each."""
    session = load(project, pk)
    if request.method == "POST":
        form = SortForm(request.POST, session=session, needs=known_at(request, session))
        if not form.is_valid():
            return show(request, project, session, form)
        form.keep(timezone.localdate())
        messages.success(request, f"Saved. {sorted_at(session).words}")
        return redirect("session_needs", project.pk, pk)
    return render(request, "care/session_needs.html", facts(request, project, session))


def facts(request: SignedIn, project: Project, session: Session) -> dict[str, Any]:
    now = sorted_at(session)
    return {
        "project": project,
        "session": session,
        "sorted": now,
        "ask": whom_to_ask(session)[:A_FEW] if now.unasked else [],
        "mine": known_at(request, session).count(),
        "others": others_who_know(session, request.user),
    }


@require_POST
@project_view("plan_sessions")
def session_needs_show(request: SignedIn, project: Project, pk: UUID) -> HttpResponse:
    """The needs that this person may know, with their words. Opening them is written down."""
    session = load(project, pk)
    return show(request, project, session, SortForm(session=session, needs=known_at(request, session)))


def show(request: SignedIn, project: Project, session: Session, form: SortForm) -> HttpResponse:
    note_reading(form.needs.values(), request.user, project)
    return render(request, "care/session_needs.html", facts(request, project, session) | {"form": form})
