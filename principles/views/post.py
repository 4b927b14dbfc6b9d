"""The print run: all letters that wait, as one PDF, and one press to say that they are in the post."""

from uuid import UUID

from django.contrib import messages as notes
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header

from participants.models import ContactBy
from participants.models.message import MessageQuerySet
from participants.outbox import told_by_hand
from participants.outbox.hold import is_held
from participants.requests import SignedIn
from principles.forms.post import TAKEN, PostedForm
from principles.press import print_run
from principles.report.pdf import NoPdf
from projects.views.message import in_my_projects

MOST = 40  # letters that one PDF is made of while somebody waits


def to_write(request: SignedIn) -> MessageQuerySet:
    """What this person's projects have to tell by letter."""
    return in_my_projects(request).by_hand_to_do().filter(recipient__contact_by=ContactBy.POST)


def letters(request: SignedIn) -> HttpResponse:
    """Whom we write to, the oldest first. One press says that those ticked were posted, and when."""
    if is_held():
        return redirect("messages")
    rows = list(to_write(request)[:MOST])
    ready = [message for message in rows if message.recipient.address.strip()]
    form = PostedForm(request.POST or None, initial={"on": timezone.localdate()}, ready=ready)
    if form.is_valid():
        count = sum(
            told_by_hand(message, form.cleaned_data["on"], ContactBy.POST.adverb, by=request.user)
            for message in form.posted
        )
        notes.success(request, f"Written down: {count} letter{'s' if count != 1 else ''} posted.")
        return redirect("letters")
    if request.method == "POST" and not ready:
        notes.error(request, TAKEN)
        return redirect("letters")
    nowhere = [message for message in rows if message not in ready]
    page = {"form": form, "ready": ready, "nowhere": nowhere, "more": to_write(request).count() - len(rows)}
    return render(request, "principles/letters_to_post.html", page)


def letters_pdf(request: SignedIn) -> HttpResponse:
    """Those that are ticked, each from a new page. Nothing is written down by looking."""
    if is_held():
        return redirect("messages")
    asked = {pk for pk in request.GET.getlist("letter") if is_id(pk)}
    rows = list(to_write(request).filter(pk__in=asked).exclude(recipient__address="")[:MOST])
    if not rows:
        raise Http404
    try:
        pdf = print_run(rows)
    except NoPdf as problem:
        notes.error(request, str(problem))
        return redirect("letters")
    name = content_disposition_header(False, f"letters-{timezone.localdate()}.pdf") or "inline"
    return HttpResponse(pdf, content_type="application/pdf", headers={"Content-Disposition": name})


def is_id(words: str) -> bool:
    try:
        UUID(words)
    except ValueError:
        return False
    return True
