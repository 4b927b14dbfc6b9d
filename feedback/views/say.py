"""Saying something, for oneself or for someone who speaks to you."""

from typing import cast
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from feedback.forms.say import SayForm
from feedback.forms.say_for import FLIP_CHART, GROUP, NEXT_ONE, SLIP, SayForForm, from_flip_chart
from feedback.models import Feedback
from feedback.models.wall import put_on_wall
from feedback.views.news import key_of, session_of
from feedback.views.notes import photos_of
from participants.requests import SignedIn
from participants.templatetags.look import day
from projects.access import project_view
from projects.models import Decision, Project, Session


@project_view("say")
def say(request: SignedIn, project: Project) -> HttpResponse:
    """A member says something and gets a promise with a date."""
    name = "" if request.user.nameless else request.user.full_credit
    said = about_what(request, project)
    form = SayForm(request.POST if request.method == "POST" else None, name=name, instance=said)
    if form.is_valid():
        said = form.say(project, request.user)
        asks = ", and put your question among ours" if put_on_wall(said) else ""
        messages.success(request, f"Thank you. We have it{asks}. You will hear from us by {day(said.promised_by)}.")
        return redirect(said)
    return render(request, "feedback/say.html", {"project": project, "form": form, "about": said.is_about})


def about_what(request: SignedIn, project: Project) -> Feedback:
    """The start of a piece: about the session or the decision that the address names, or else the project."""
    decision = None
    if key := request.GET.get("decision"):
        decision = get_object_or_404(Decision.objects.visible_to(request.user), project=project, pk=key_of(key))
    return Feedback(project=project, session=session_of(request, project), about=decision)


@project_view("answer_feedback")
def say_for(request: SignedIn, project: Project) -> HttpResponse:
    """A facilitator types for someone without an account, then reads it back."""
    said = about_what(request, project)
    sent = request.POST if request.method == "POST" else None
    start = {"who": SLIP} if request.GET.get("next") == SLIP else {}
    form = SayForForm(sent, project=project, request=request, instance=said, initial=start)
    if form.is_valid():
        said = form.write_down(project, request.user)
        return redirect("read_back", project.pk, said.pk)
    return render(request, "feedback/say_for.html", {"project": project, "form": form, "said": said})


@project_view("answer_feedback")
def say_from_photo(request: SignedIn, project: Project, pk: UUID) -> HttpResponse:
    """A flip chart beside the form: one piece after the other, each about the session and with where it came from."""
    photos = photos_of(request, project).without_content().filter(session__isnull=False)
    photo = get_object_or_404(photos.select_related("session"), pk=pk)
    said = Feedback(project=project, session=photo.session, source=FLIP_CHART)
    typed = list(project.feedback.counted().filter(session=photo.session, source=FLIP_CHART).order_by("-recorded_at"))
    start = from_flip_chart(cast(Session, photo.session), typed[0] if typed else None)
    sent = request.POST if request.method == "POST" else None
    form = SayForForm(sent, project=project, request=request, button=NEXT_ONE, instance=said, initial=start)
    if form.is_valid():
        said = form.write_down(project, request.user)
        messages.success(request, f'Written down: "{said.title}"')
        return redirect("say_from_photo", project.pk, pk)
    page = {"project": project, "form": form, "photo": photo, "typed": typed}
    return render(request, "feedback/say_from_photo.html", page)


@project_view("answer_feedback")
def say_for_change(request: SignedIn, project: Project, pk: UUID) -> HttpResponse:
    """Change the words while they are being read back; afterwards they are the person's."""
    rows = project.feedback.counted().filter(typed_by=request.user, read_back_on=None)
    said = get_object_or_404(rows if request.method == "GET" else rows.held(), pk=pk)
    who = str(said.giver_id) if said.giver_id else SLIP if said.code_hash else GROUP
    form = SayForForm(
        request.POST if request.method == "POST" else None,
        project=project,
        request=request,
        instance=said,
        initial={"who": who},
    )
    if form.is_valid():
        form.write_down(project, request.user)
        return redirect("read_back", project.pk, said.pk)
    return render(request, "feedback/say_for_change.html", {"project": project, "form": form, "said": said})


@project_view("answer_feedback")
def read_back(request: SignedIn, project: Project, pk: UUID) -> HttpResponse:
    """Large words to read aloud; they agree, or the words are changed. After a slip comes the next slip."""
    rows = project.feedback.counted().filter(typed_by__isnull=False)
    said = get_object_or_404(rows if request.method == "GET" else rows.held(), pk=pk)
    if request.method == "POST":
        said.read_back_on = timezone.localdate()
        said.save(update_fields=["read_back_on"])
        put_on_wall(said)
        messages.success(request, f'Written down, and read back: "{said.title}"')
        if said.code_hash:  # a box of slips is typed one after the other
            return redirect(reverse("say_for", args=[project.pk], query={"next": SLIP}))
        return redirect("board", project.pk)
    return render(request, "feedback/read_back.html", {"project": project, "said": said})
