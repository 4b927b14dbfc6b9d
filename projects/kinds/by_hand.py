"""A reminder to staff: somebody who is told by hand waits for it too long. One a project, about the oldest."""

from collections.abc import Iterator
from datetime import date, datetime

from django.db.models import Count, Min
from django.urls import reverse
from django.utils import timezone

from participants.models import Message
from participants.models.message import MessageQuerySet
from participants.outbox import Kind, Owed, register
from projects.models import Project
from projects.reminding import owed_to_who_run
from projects.working_days import add_working_days

WITHIN = 3  # working days


def waits(as_at: datetime) -> MessageQuerySet:
    """What is to be told by hand in projects that run."""
    running = Project.objects.running(timezone.localdate(as_at))
    return Message.objects.by_hand_to_do().filter(scope__in=running.values("pk"))


def too_long(since: datetime, as_at: datetime) -> bool:
    return add_working_days(timezone.localdate(since), WITHIN) < timezone.localdate(as_at)


def wait_too_long(as_at: datetime) -> Iterator[Owed]:
    """One message for each day on which the oldest of them began to wait: not one a day."""
    rows = waits(as_at).values("scope").annotate(since=Min("recorded_at"), count=Count("recipient", distinct=True))
    late = {row["scope"]: row for row in rows.order_by("scope") if row["scope"] and too_long(row["since"], as_at)}
    for project in Project.objects.filter(pk__in=list(late)).select_related("organisation"):
        since = timezone.localdate(late[project.pk]["since"])
        yield owed_to_who_run(project, since, reverse("messages"), count=late[project.pk]["count"], since=since)


def somebody_still_waits(message: Message) -> bool:
    """One of those who waited since that day."""
    since = date.fromisoformat(message.slot)
    return waits(timezone.now()).filter(scope=message.scope, recorded_at__date__lte=since).exists()


register(Kind("told_by_hand_late", still_owed=somebody_still_waits, plan=wait_too_long, reminds=True))
