"""The agenda: what waits, bringing a subject, changing it together, moving, parking and dropping it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from participants.requests import SignedIn
from projects.access import project_view
from projects.forms.agenda import ChangeForm, DropForm, ParkForm, SubjectForm
from projects.meanwhile import is_over
from projects.models import AgendaItem, Project, Session

ON_A_PAGE, PARKED = 25, 10
STEPS = {"up": -1, "down": 1}
OVER = "That session is over, so its agenda stays as it was."
AMONG_MEMBERS = "This was said among members, so it stays among them. To tell everyone, add it anew."
FOR_ALL = "Everyone in the project can see this one, so it cannot become one for members only. Add it there anew."


def load(request: SignedIn, project: Project, pk: UUID, dropped: bool = False) -> AgendaItem:
    """The subject, held still while it is being changed."""
    seen = AgendaItem.objects.seen_in(project)
    seen = seen if dropped else seen.standing()
    item = get_object_or_404(seen, pk=pk)
    if request.method == "GET":
        return item
    item.hold_session()
    return get_object_or_404(seen.select_for_update(), pk=pk)


def load_own(request: SignedIn, project: Project, pk: UUID) -> AgendaItem:
    """To put aside what somebody brought is for that person, and for those who plan."""
    item = load(request, project, pk)
    if not project.may("plan_sessions") and item.brought_by_id != request.user.pk:
        raise PermissionDenied
    return item


def session_of(request: SignedIn, project: Project, key: str) -> Session:
    """The session that this key names, held still while its agenda is being changed. 404 for any other words."""
    seen = Session.objects.seen_in(project)
    try:
        return get_object_or_404(seen if request.method == "GET" else seen.select_for_update(), pk=key)
    except ValidationError:
        raise Http404 from None


def ahead(request: SignedIn, project: Project) -> list[Session]:
    """Sessions that a subject can go onto, the soonest first."""
    return list(Session.objects.seen_in(project).to_come(timezone.now()))


def back_to(item: AgendaItem) -> HttpResponse:
    return redirect(item.session) if item.session else redirect("agenda", item.project_id)


@project_view("see_sessions")
def agenda(request: SignedIn, project: Project) -> HttpResponse:
    """What waits for a session, and what is parked: the first of it, or with `show` all of it and nothing else."""
    seen = AgendaItem.objects.seen_in(project).select_related("brought_by")
    sessions, all_parked = ahead(request, project), request.GET.get("show") == "parked"
    shown = Paginator(seen.parked() if all_parked else seen.backlog(), ON_A_PAGE).get_page(request.GET.get("page"))
    parked = list(shown) if all_parked else list(seen.parked()[: PARKED + 1])
    page = {
        "project": project,
        "plans": project.may("plan_sessions"),
        "shapes": project.may("shape"),
        "page": shown,
        "all_parked": all_parked,
        "parked": parked if all_parked else parked[:PARKED],
        "more_parked": not all_parked and len(parked) > PARKED,
        "next_session": next((one for one in sessions if one.for_all), None),
        "next_among_members": next((one for one in sessions if one.members_only), None),
    }
    return render(request, "projects/agenda.html", page)


@project_view("shape")
def agenda_add(request: SignedIn, project: Project) -> HttpResponse:
    """Bring something: to a session, or to wait for one."""
    session = session_of(request, project, request.GET["session"]) if request.GET.get("session") else None
    form = SubjectForm(request.POST if request.method == "POST" else None, project=project, by=request.user)
    if form.is_valid():
        goes_on = session if session and session.open_for_agenda else None
        item = form.bring(goes_on, timezone.localdate())
        where = "It is on the agenda." if goes_on else "It waits for a session."
        messages.success(request, f"{OVER} {where}" if session and not goes_on else f"Thank you. {where}")
        return back_to(item)
    page: dict[str, Any] = {"project": project, "session": session, "form": form}
    if session and session.open_for_agenda:
        seen = AgendaItem.objects.seen_in(project).select_related("brought_by")
        page["waiting"] = seen.backlog().filter(among_members=session.members_only)[:ON_A_PAGE]
    return render(request, "projects/agenda_add.html", page)


@project_view("shape")
def agenda_edit(request: SignedIn, project: Project, pk: UUID) -> HttpResponse:
    """Change it together. Whose form is older than the last change sees that change, and presses again."""
    item, meanwhile = load(request, project, pk, dropped=request.method == "POST"), []
    if request.method == "GET" and is_over(item):
        messages.error(request, OVER)
        return back_to(item)
    data = request.POST if request.method == "POST" else None
    form = ChangeForm(data, instance=item, project=project, by=request.user)
    if form.is_valid():
        meanwhile = form.meanwhile()
        if not meanwhile:
            kept = form.keep()
            messages.success(request, "Saved.")
            return back_to(kept)
        form = form.again()
    page = {"project": project, "item": item, "form": form, "meanwhile": meanwhile, "sessions": ahead(request, project)}
    page["own"] = project.may("plan_sessions") or item.brought_by_id == request.user.pk
    return render(request, "projects/agenda_edit.html", page, status=409 if meanwhile else 200)


@require_POST
@project_view("shape")
def agenda_take(request: SignedIn, project: Project, pk: UUID) -> HttpResponse:
    """Put what waits, or is parked, onto an agenda."""
    session = session_of(request, project, request.POST.get("session", ""))
    item = load(request, project, pk)
    if item.session:
        messages.info(request, f"Somebody was quicker: it is on the agenda of {item.session}.")
    else:
        put(request, item, session)
    return back_to(item)


def put(request: SignedIn, item: AgendaItem, session: Session) -> None:
    """Onto this agenda, if it can go there."""
    if not session.open_for_agenda:
        messages.error(request, OVER)
    elif item.among_members != session.members_only:
        messages.error(request, AMONG_MEMBERS if item.among_members else FOR_ALL)
    else:
        item.put_on(session, request.user)
        messages.success(request, f"It is on the agenda of {session}.")


@require_POST
@project_view("shape")
def agenda_move(request: SignedIn, project: Project, pk: UUID) -> HttpResponse:
    """Earlier or later on its agenda, which we order together; or, for whose it is, onto another one."""
    item, to = load(request, project, pk), request.POST.get("to", "")
    if not item.session or is_over(item):
        messages.error(request, OVER if item.session else "It is on no agenda. Put it on one first.")
    elif to in STEPS:
        item.move(STEPS[to], request.user)
        return redirect(f"{item.session.get_absolute_url()}?change=1#agenda")
    elif to:
        put(request, load_own(request, project, pk), session_of(request, project, to))
        item.refresh_from_db()
    else:
        messages.error(request, "Choose where it goes.")
    return back_to(item)


@project_view("shape")
def agenda_park(request: SignedIn, project: Project, pk: UUID) -> HttpResponse:
    """Put it aside for later, or give a parked one another date."""
    item = load_own(request, project, pk)
    if is_over(item):
        messages.error(request, OVER)
        return back_to(item)
    today = timezone.localdate()
    form = ParkForm(request.POST if request.method == "POST" else None, initial={"return_by": item.return_by})
    if form.is_valid():
        item.park(request.user, item.parked_on or today, form.cleaned_data["return_by"], form.cleaned_data["why"])
        messages.success(request, "Parked. It comes back by itself." if item.return_by else "Parked, without a date.")
        return redirect("agenda", project.pk)
    return render(request, "projects/agenda_park.html", {"project": project, "item": item, "form": form})


@project_view("shape")
def agenda_drop(request: SignedIn, project: Project, pk: UUID) -> HttpResponse:
    """Off the list, with a reason. Its history stays."""
    item = load_own(request, project, pk)
    if is_over(item):
        messages.error(request, OVER)
        return back_to(item)
    form = DropForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        item.drop(request.user, timezone.localdate(), form.cleaned_data["why"])
        messages.success(request, "Dropped. What was said about it stays in the history.")
        return back_to(item)
    return render(request, "projects/agenda_drop.html", {"project": project, "item": item, "form": form})
