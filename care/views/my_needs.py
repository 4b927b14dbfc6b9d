"""What helps me: told once, changed or taken away at any time. Pages of one's own."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from care.forms.need import NeedForm
from care.forms.sorting import MetForm
from care.models import Need, NeedKind, NeedsAsk, Outcome
from care.models.need import day_of
from care.reading import readers_of
from participants.requests import SignedIn
from participants.templatetags.look import day
from projects.models import Attendance, Session

FIRST = "Take away what stands here first."
AGAIN = {"3": "3 months", "6": "6 months", "12": "a year"}
MONTH = timedelta(days=30)
THANKS = {
    Outcome.GIVEN: "Thank you. It stays as it is.",
    Outcome.NONE: "Thank you. We know that you need nothing. You can change it any time.",
    Outcome.RATHER_NOT: "That is fine. You can tell us any time.",
}


def my_needs(request: SignedIn) -> HttpResponse:
    """What I told you, who may know it, who has looked, and when we ask again."""
    ask, today = NeedsAsk.objects.latest_of(request.user), timezone.localdate()
    page = {
        "needs": Need.objects.standing().filter(person=request.user).select_related("known_by"),
        "kinds": NeedKind,
        "ask": ask,
        "due": bool(ask and ask.ask_again_on <= today),
        "again": AGAIN,
        "readers": readers_of(request.user),
    }
    return render(request, "care/my_needs.html", page)


@require_POST
def needs_say(request: SignedIn) -> HttpResponse:
    """I need nothing; I would rather not say; it is still right."""
    outcome = request.POST.get("outcome", "")
    if outcome not in Outcome:
        return redirect("my_needs")
    if outcome != Outcome.GIVEN and Need.objects.standing().filter(person=request.user).exists():
        messages.error(request, FIRST)
    else:
        NeedsAsk.note(request.user, outcome, timezone.localdate())
        messages.success(request, THANKS[Outcome(outcome)])
    return redirect("my_needs")


@require_POST
def needs_again(request: SignedIn) -> HttpResponse:
    """Ask me again sooner, or later."""
    ask, months = NeedsAsk.objects.latest_of(request.user), request.POST.get("months")
    if ask and months in AGAIN:
        ask.ask_again_on = timezone.localdate() + MONTH * int(months)
        ask.save()
        messages.success(request, f"We ask you again on {day(ask.ask_again_on)}.")
    return redirect("my_needs")


def need_new(request: SignedIn, kind: str) -> HttpResponse:
    """One more thing that helps."""
    if kind not in NeedKind:
        raise Http404
    return write(request, Need(person=request.user, kind=kind), "Thank you. We carry it to your sessions.")


def need_edit(request: SignedIn, pk: UUID) -> HttpResponse:
    """Other words, or other people who may know."""
    return write(request, get_object_or_404(Need.objects.standing(), person=request.user, pk=pk), "Changed.")


def write(request: SignedIn, need: Need, said: str) -> HttpResponse:
    form = NeedForm(request.POST if request.method == "POST" else None, instance=need)
    if form.is_valid():
        today = timezone.localdate()
        form.write_down(today)
        NeedsAsk.note(request.user, Outcome.GIVEN, today)
        messages.success(request, said)
        return redirect("my_needs")
    return render(request, "care/need_edit.html", {"form": form, "need": need, "kind": NeedKind(need.kind)})


@require_POST
def need_end(request: SignedIn, pk: UUID) -> HttpResponse:
    """Take it away: the words are deleted."""
    need = get_object_or_404(Need.objects.standing(), person=request.user, pk=pk)
    need.take_away(timezone.localdate())
    messages.success(request, "Taken away. We deleted your words.")
    return redirect("my_needs")


# ---- afterwards: was it there?


def been_to(request: SignedIn, pk: UUID) -> Session:
    """A session that has begun, on whose list I was; else 404."""
    lines = Attendance.objects.of(request.user).filter(session__starts_at__lte=timezone.now())
    return get_object_or_404(lines, session=pk).session


def needs_after(request: SignedIn, pk: UUID) -> HttpResponse:
    """Was it there for you? One answer for each need."""
    session = been_to(request, pk)
    return render(request, "care/needs_after.html", after(request, session))


def after(request: SignedIn, session: Session, form: MetForm | None = None) -> dict[str, Any]:
    """The page: for each need what was arranged and what I said; `form`: one that has to be mended."""
    mine = Need.objects.standing_on(day_of(session)).filter(person=request.user)
    forms = [form if form and form.need == need else MetForm(need=need, session=session) for need in mine]
    return {"session": session, "forms": forms, "form": form}


@require_POST
def need_met(request: SignedIn, pk: UUID, session_id: UUID) -> HttpResponse:
    """Yes, partly or no, in my own words if I like."""
    session = been_to(request, session_id)
    mine = Need.objects.standing_on(day_of(session)).filter(person=request.user)
    form = MetForm(request.POST, need=get_object_or_404(mine, pk=pk), session=session)
    if not form.is_valid():
        return render(request, "care/needs_after.html", after(request, session, form))
    form.known.say(form.cleaned_data["met"], form.cleaned_data["says"], timezone.now())
    messages.success(request, "Thank you for telling us. You can change it any time.")
    return redirect("needs_after", session.pk)
