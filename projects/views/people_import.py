"""Many people at once, from a spreadsheet: look first, then ask them in."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from participants.outbox.kinds import Owed
from participants.outbox.promise import promise, send_soon
from participants.requests import SignedIn
from projects.access import project_view
from projects.forms.people_import import PeopleFileForm
from projects.models import Invitation, Project
from projects.newcomers import bring_in, read_people

SHOWN = 10


@project_view("invite")
def people_import(request: SignedIn, project: Project) -> HttpResponse:
    """The file; then who can come in and each line that cannot; then they are asked."""
    form = PeopleFileForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    page = {"project": project, "form": form}
    if not (project.started_on and form.is_valid() and form.sheet):
        return render(request, "projects/people_import.html", page)
    found = read_people(form.sheet, project)
    if "ask" in request.POST and found.new:
        send(bring_in(found.new, project, request.user, timezone.now()))
        messages.success(request, said(len(found.new), len(found.faults)))
        return redirect("people", project.pk)
    page |= {"found": found, "first": found.new[:SHOWN], "text": form.cleaned_data["text"]}
    return render(request, "projects/people_import.html", page)


def said(new: int, left_out: int) -> str:
    asked = "1 person is asked in" if new == 1 else f"{new} people are asked in"
    rest = f" {left_out} line{' was' if left_out == 1 else 's were'} left out." if left_out else ""
    return f"{asked}.{rest}"


def send(invitations: list[Invitation]) -> None:
    """A promise for each, in one go."""
    promise(
        "invitation",
        [
            Owed([one.person], f"invitation:{one.pk}", "sent", one.project_id, context={"invitation": one})
            for one in invitations
        ],
    )
    send_soon()
