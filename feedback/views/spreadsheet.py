"""A spreadsheet in: upload it, say what the columns are, look at the lines, bring them in. All or nothing."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from feedback.forms.spreadsheet import ImportForm, MatchForm, UploadForm
from feedback.models import Feedback, Upload
from feedback.spreadsheet.lines import LineReader, Reading
from participants.requests import SignedIn
from participants.sheet import Sheet, read
from projects.access import project_view
from projects.models import Project

FIRST, FIRST_READ = 10, 3


def kept(request: SignedIn, project: Project, pk: UUID) -> Upload | None:
    """The file this person put by; None when its lines are in, or it waited too long."""
    mine = Upload.objects.visible_to(request.user).filter(project=project, pk=pk)
    return (mine if request.method == "GET" else mine.select_for_update()).first()


def gone(request: SignedIn, project: Project) -> HttpResponse:
    messages.info(request, "That file is not here any more. It was brought in already, or it waited too long.")
    return redirect("import_upload", project.pk)


@project_view("import_feedback")
def import_upload(request: SignedIn, project: Project) -> HttpResponse:
    """Choose a file."""
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if form.is_valid():
        upload = form.keep(project, request.user, timezone.now())
        return redirect("import_match", project.pk, upload.pk)
    return render(request, "feedback/import_upload.html", {"project": project, "form": form})


@project_view("import_feedback")
def import_match(request: SignedIn, project: Project, pk: UUID) -> HttpResponse:
    """Say what the columns are; or only look, where our guesses answer everything."""
    upload = kept(request, project, pk)
    if not upload:
        return gone(request, project)
    sheet = read(bytes(upload.content))
    answers = request.POST if request.method == "POST" else upload.matched or None
    form = MatchForm(answers, sheet=sheet, project=project, today=timezone.localdate())
    if request.method == "POST" and form.is_valid():
        upload.matched = {name: words for name, words in request.POST.items() if name != "csrfmiddlewaretoken"}
        upload.save(update_fields=["matched"])
        return redirect("import_preview", project.pk, upload.pk)
    guessed = None if form.is_bound else read_lines(upload, project, timezone.now(), form.guesses)
    if guessed and guessed.feedback:
        form.fold()
    page = {"project": project, "form": form, "upload": upload, "columns": samples(sheet)}
    page |= {"reading": guessed, "first": guessed.feedback[:FIRST_READ] if guessed else []}
    return render(request, "feedback/import_match.html", page)


def samples(sheet: Sheet) -> list[tuple[str, list[str]]]:
    """Each heading with the first three different cells below it."""
    return [(heading, list(dict.fromkeys(sheet.column(place)))[:3]) for place, heading in enumerate(sheet.headings)]


@project_view("import_feedback")
def import_preview(request: SignedIn, project: Project, pk: UUID) -> HttpResponse:
    """The lines as they will be, and every line to mend. The last button brings them in."""
    upload, now = kept(request, project, pk), timezone.now()
    if not upload:
        return gone(request, project)
    reading = read_lines(upload, project, now, upload.matched)
    if not reading:
        return redirect("import_match", project.pk, pk)
    if request.method == "POST":
        Project.objects.select_for_update().get(pk=project.pk)  # the same file twice at once: one waits, then sees it
    here = reading.already_here(project)
    form = ImportForm(request.POST if request.method == "POST" else None, count=len(reading.feedback), here=len(here))
    if form.is_valid() and not reading.faults:
        return bring_in(request, project, upload, [one for i, one in enumerate(reading.feedback) if i not in here])
    page = {"project": project, "form": form, "upload": upload, "reading": reading, "here": len(here)}
    page |= {"first": reading.feedback[:FIRST], "groups": sum(not one.giver for one in reading.feedback)}
    return render(request, "feedback/import_preview.html", page)


def read_lines(upload: Upload, project: Project, as_at: datetime, answers: dict[str, Any]) -> Reading | None:
    """All lines as these answers about the columns make them; None while an answer is missing."""
    sheet = read(bytes(upload.content))
    form = MatchForm(answers, sheet=sheet, project=project, today=timezone.localdate(as_at))
    if not form.is_valid():
        return None
    return LineReader(project, upload.by, upload.name, form.match(), as_at).read(sheet)


def bring_in(request: SignedIn, project: Project, upload: Upload, feedback: list[Feedback]) -> HttpResponse:
    """All of them in one transaction; the file goes."""
    name, count = upload.name, len(feedback)
    Feedback.objects.bulk_create(feedback)
    upload.delete()
    messages.success(request, f"Brought in: {'1 line' if count == 1 else f'{count:,} lines'} of {name}.")
    return redirect("board", project.pk)
