"""What changed: the list, one change, writing it down, asking who has noticed, telling people."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from feedback.forms.change import CAME_FROM, ChangeForm, NoticedForm
from feedback.kinds import tell_everybody, tell_who_asked
from feedback.models import Change, Noticing
from feedback.noticed import in_words, say
from feedback.thread.came import turns_of
from participants.models import Message
from participants.requests import SignedIn
from projects.access import project_view
from projects.meanwhile import Meanwhile
from projects.models import Paper, Project, Role

A_PAGE = 20


@project_view("see_project")
def changes(request: SignedIn, project: Project) -> HttpResponse:
    """What is different, newest first; for everybody in the project."""
    page = Paginator(project.changes.all(), A_PAGE).get_page(request.GET.get("page"))
    return render(request, "feedback/changes.html", {"project": project, "page": page})


@project_view("see_project")
def change(request: SignedIn, project: Project, pk: UUID) -> HttpResponse:
    """One change. A member is asked here whether they have noticed."""
    one = get_object_or_404(project.changes.select_related("written_by"), pk=pk)
    one.project = project
    page = facts(request, one)
    if request.method == "POST" and not page["form"]:
        raise PermissionDenied
    if page["form"] and page["form"].is_valid():
        say(one, request.user, timezone.localdate(), **page["form"].cleaned_data)
        messages.success(request, "Written down. Thank you.")
        return redirect(one)
    return render(request, "feedback/change.html", page)


def facts(request: SignedIn, one: Change) -> dict[str, Any]:
    """What the page of one change tells."""
    project, records = one.project, one.project.may("record_decision")
    said = one.noticed.filter(person=request.user).first()
    data = request.POST if request.method == "POST" else None
    papers = Paper.objects.visible_to(request.user).filter(withdrawn_on=None).without_content()
    told = Message.objects.filter(kind="change_came", about=f"change:{one.pk}", state=Message.State.SENT)
    return {
        "project": project,
        "change": one,
        "paper": papers.filter(pk=one.paper_id).first() if one.paper_id else None,
        "said": said,
        "form": NoticedForm(data, instance=said) if project.role == Role.MEMBER else None,
        "noticed": in_words(one),
        "lines": one.noticed.exclude(line="").order_by("pk") if records else [],
        "turns": turns_of(one),
        "records": records,
        "told": told.count() if records else 0,
    }


@project_view("record_decision")
def change_new(request: SignedIn, project: Project) -> HttpResponse:
    """Write down what is different. Who asked for it hears it at once."""
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = ChangeForm(*sent, project=project, by=request.user, today=timezone.localdate(), initial=asked_for(request))
    if form.is_valid():
        new = form.keep()
        tell_who_asked(new, request.user)
        messages.success(request, "Written down. Whoever asked for it is told, once.")
        return redirect(new)
    return render(request, "feedback/change_new.html", {"project": project, "form": form})


def asked_for(request: SignedIn) -> dict[str, list[UUID]]:
    """What the address says that it came from, where it says something we can read."""
    found = {}
    for name in CAME_FROM:
        try:
            found[name] = [UUID(key) for key in request.GET.getlist(name)]
        except ValueError:
            continue
    return {name: keys for name, keys in found.items() if keys}


@project_view("record_decision")
def change_edit(request: SignedIn, project: Project, pk: UUID) -> HttpResponse:
    """Other words, or more of them. Whose form is older than the last change sees that change, and presses again."""
    rows = project.changes.all() if request.method == "GET" else project.changes.select_for_update()
    one = get_object_or_404(rows, pk=pk)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = ChangeForm(*sent, instance=one, project=project, by=request.user, today=timezone.localdate())
    meanwhile: list[Meanwhile] = []
    if form.is_valid():
        meanwhile = form.meanwhile()
        if not meanwhile:
            tell_who_asked(form.keep(), request.user)
            messages.success(request, "Saved. The old words stay in the history.")
            return redirect(one)
        form = form.again()
    page = {"project": project, "change": one, "form": form, "meanwhile": meanwhile, "file_again": bool(request.FILES)}
    return render(request, "feedback/change_edit.html", page, status=409 if meanwhile else 200)


@require_POST
@project_view("record_decision")
def change_tell(request: SignedIn, project: Project, pk: UUID) -> HttpResponse:
    """Tell everybody in the project who has not heard it."""
    one = get_object_or_404(project.changes.all(), pk=pk)
    tell_everybody(one, request.user)
    messages.success(request, "People are being told, each in their own way.")
    return redirect(one)


@require_POST
@project_view("see_project")
def noticed(request: SignedIn, project: Project, pk: UUID) -> HttpResponse:
    """One of the three buttons on a member's first page."""
    if project.role != Role.MEMBER:
        raise PermissionDenied
    one = get_object_or_404(project.changes.all(), pk=pk)
    answer = request.POST.get("answer")
    if answer not in Noticing.values:
        return redirect(one)
    say(one, request.user, timezone.localdate(), answer=answer)
    messages.success(request, "Written down. Thank you.")
    return redirect("home")
