"""The notes and photos of a session."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from feedback.forms.notes import NotesForm, PhotoForm, PhotosForm
from feedback.views.closing import load
from participants.requests import SignedIn
from projects.access import project_view
from projects.models import Paper, PaperKind, Project
from projects.models.paper import PaperQuerySet


@project_view("see_notes")
def session_notes(request: SignedIn, project: Project, pk: UUID) -> HttpResponse:
    """Write them, sort them, share them; others read them once they are shared."""
    session, writes, sent = load(request, project, pk), project.may("plan_sessions"), request.method == "POST"
    if not writes and not session.notes_shared_on:
        raise Http404
    if sent and not writes:
        raise PermissionDenied
    form = NotesForm(request.POST if sent else None, session=session) if writes else None
    if form and form.is_valid():
        form.write(timezone.localdate())
        messages.success(request, "Saved.")
        return redirect("session_notes", project.pk, pk)
    photos = photos_of(request, project).filter(session=session).without_content().order_by("recorded_at")
    page = {
        "project": project,
        "session": session,
        "form": form,
        "photos": photos,
        "adding": PhotosForm(session=session),
    }
    return render(request, "feedback/session_notes.html", page)


@require_POST
@project_view("plan_sessions")
def photos_add(request: SignedIn, project: Project, pk: UUID) -> HttpResponse:
    """One or several. What cannot be kept is named; the others stay."""
    session = load(request, project, pk)
    form = PhotosForm(request.POST, request.FILES, session=session)
    if not form.is_valid():
        for field in form:
            for words in field.errors:
                messages.error(request, str(words))
        return redirect("session_notes", project.pk, pk)
    kept, faults = form.keep(request.user)
    if kept:
        messages.success(request, "1 photo is here." if kept == 1 else f"{kept} photos are here.")
    for fault in faults:
        messages.error(request, fault)
    return redirect("session_notes", project.pk, pk)


def photos_of(request: SignedIn, project: Project) -> PaperQuerySet:
    return Paper.objects.visible_to(request.user).filter(project=project, kind=PaperKind.PHOTO)


@project_view("see_sessions")
def photo(request: SignedIn, project: Project, pk: UUID) -> HttpResponse:
    """The picture itself: our own JPEG, never a file as it came."""
    one = get_object_or_404(photos_of(request, project).filter(content_type="image/jpeg"), pk=pk)
    return HttpResponse(
        bytes(one.content or b""),
        headers={
            "Content-Type": "image/jpeg",
            "Content-Disposition": 'inline; filename="photo.jpg"',
            "X-Content-Type-Options": "nosniff",
        },
    )


@project_view("plan_sessions")
def photo_edit(request: SignedIn, project: Project, pk: UUID) -> HttpResponse:
    """Say what it shows."""
    one = get_object_or_404(photos_of(request, project).without_content(), pk=pk)
    form = PhotoForm(request.POST if request.method == "POST" else None, instance=one)
    if form.is_valid():
        one.save(update_fields=["described", "words"])
        messages.success(request, "Saved.")
        return redirect("session_notes", project.pk, one.session_id)
    return render(request, "feedback/photo_edit.html", {"project": project, "photo": one, "form": form})


@require_POST
@project_view("plan_sessions")
def photo_remove(request: SignedIn, project: Project, pk: UUID) -> HttpResponse:
    """Take it away for good: somebody in it may not want to be seen."""
    one = get_object_or_404(photos_of(request, project).without_content(), pk=pk)
    one.delete()
    messages.success(request, "The photo is gone. We keep no copy.")
    return redirect("session_notes", project.pk, one.session_id)
