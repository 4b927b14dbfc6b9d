"""What waits, what is uncertain, what could not be sent and why: for staff."""

from datetime import datetime, timedelta
from uuid import UUID

from django.contrib import messages as notes
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from participants.models import ContactBy, Message
from participants.models.message import MessageQuerySet
from participants.outbox import arrived, send_again, told_by_hand
from participants.outbox.hold import is_held, release
from participants.outbox.stops import ASKED_TO_STOP
from participants.requests import SignedIn
from projects.models import Project

SHOWN = 50
A_PAGE = 20


def in_my_projects(request: SignedIn) -> MessageQuerySet:
    """Messages of the projects this person runs; 403 for who runs none."""
    mine = list(Project.objects.where(request.user, "see_messages").values_list("pk", flat=True))
    if not mine:
        raise PermissionDenied
    return Message.objects.for_scopes(mine).select_related("recipient")


def stopped(mine: MessageQuerySet, as_at: datetime) -> MessageQuerySet:
    """What people asked us not to send, in the last 30 days: somebody may tell them."""
    return mine.not_sent().filter(why_not_sent=ASKED_TO_STOP, recorded_at__gt=as_at - timedelta(days=30))


def messages(request: SignedIn) -> HttpResponse:
    """Five lists, each at most 50 long, oldest first."""
    mine, now, held = in_my_projects(request), timezone.now(), is_held()
    to_do = mine.none() if held else mine.by_hand_to_do()
    page = {
        "by_hand": to_do.exclude(recipient__contact_by=ContactBy.POST)[:SHOWN],
        "letters": to_do.filter(recipient__contact_by=ContactBy.POST).count(),
        "held": held,
        "uncertain": mine.uncertain()[:SHOWN],
        "dead": mine.dead().filter(channel=Message.Channel.EMAIL)[:SHOWN],
        "waiting": mine.waiting()[:SHOWN],
        "stopped": stopped(mine, now)[:SHOWN],
        "now": now,
    }
    return render(request, "projects/messages.html", page)


@require_POST
def message_told(request: SignedIn, pk: UUID) -> HttpResponse:
    """A person told them: it counts as sent, today."""
    mine = in_my_projects(request)
    message = get_object_or_404(mine.by_hand_to_do() | stopped(mine, timezone.now()), pk=pk)
    told_by_hand(message, on=timezone.localdate(), how=message.recipient.contact.adverb, by=request.user)
    notes.success(request, f"Written down: {message.recipient} has been told.")
    return redirect("messages")


@require_POST
def message_arrived(request: SignedIn, pk: UUID) -> HttpResponse:
    """They say it arrived."""
    message = get_object_or_404(in_my_projects(request).uncertain(), pk=pk)
    arrived(message, by=request.user)
    notes.success(request, f"Written down: it reached {message.recipient}.")
    return redirect("messages")


@require_POST
def message_again(request: SignedIn, pk: UUID) -> HttpResponse:
    """Send an uncertain or dead one once more, because a person says so."""
    mine = in_my_projects(request)
    message = get_object_or_404(mine.uncertain() | mine.dead(), pk=pk)
    send_again(message, by=request.user)
    notes.success(request, f"It is on its way to {message.recipient} again.")
    return redirect("messages")


def messages_all(request: SignedIn) -> HttpResponse:
    """What was told to whom, or why not: the newest first."""
    newest = in_my_projects(request).order_by("-recorded_at", "pk")
    page = Paginator(newest, A_PAGE).get_page(request.GET.get("page"))
    return render(request, "projects/messages_all.html", {"page": page})


@require_POST
def messages_release(request: SignedIn) -> HttpResponse:
    """After a restore: somebody has looked, and messages go out again."""
    in_my_projects(request)
    release()
    notes.success(request, "Messages go out again.")
    return redirect("messages")
