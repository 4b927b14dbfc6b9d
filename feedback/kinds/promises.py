"""Reminders to staff about what was promised: one message a project and day, however many promises."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Min
from django.urls import reverse
from django.utils import timezone

from feedback.models import Feedback
from feedback.models.lists import FeedbackQuerySet
from participants.models import Message
from participants.outbox import Kind, Owed, register
from projects.models import Project
from projects.reminding import owed_to_who_run
from projects.working_days import working_day_before


def owed_by(on: date) -> FeedbackQuerySet:
    """What is owed in projects that run: while one is paused, nobody is reminded."""
    return Feedback.objects.owed().filter(project__in=Project.objects.running(on).values("pk"))


def due_tomorrow(as_at: datetime) -> Iterator[Owed]:
    """Promises whose last working day before is here, one message for each project and promised day."""
    today = timezone.localdate(as_at)
    ahead = owed_by(today).filter(promised_by__gte=today, promised_by__lte=today + timedelta(days=10))
    for row in ahead.values("project", "promised_by").distinct().order_by("project", "promised_by"):
        if working_day_before(row["promised_by"]) <= today:
            yield from reminder("promise_due", row["project"], row["promised_by"])


def late(as_at: datetime) -> Iterator[Owed]:
    """Broken promises: a message when a newer one breaks, not one a day, and one after a long silence."""
    today = timezone.localdate(as_at)
    rows = owed_by(today).late(today).values("project").annotate(oldest=Min("promised_by"))
    for row in rows.order_by("project"):
        newest = Feedback.objects.late(today).filter(project=row["project"]).latest("promised_by").promised_by
        told = Message.objects.filter(kind="promise_late", about=f"project:{row['project']}", slot__gt=str(newest))
        if not told.exists():  # else a newer one has been answered since, and the older ones stood in that message
            yield from reminder("promise_late", row["project"], newest, oldest=row["oldest"])


def reminder(kind: str, project_id: UUID, day: date, **facts: Any) -> Iterator[Owed]:
    """What the project's facilitators are owed about one promised day."""
    project = Project.objects.select_related("organisation").get(pk=project_id)
    owed = Feedback.objects.owed().filter(project=project)
    rows = owed.filter(promised_by=day) if kind == "promise_due" else owed.filter(promised_by__lte=day)
    facts |= {"day": day, "count": rows.count(), "first": rows.by_promise()[:5]}
    yield owed_to_who_run(project, day, reverse("board", args=[project.pk]), **facts)


def promise_still_owed(message: Message) -> bool:
    """Somebody still waits for what was promised by that day."""
    owed = owed_by(timezone.localdate()).filter(project=message.scope)
    day = message.slot
    return (
        owed.filter(promised_by=day).exists()
        if message.kind == "promise_due"
        else owed.filter(promised_by__lte=day).exists()
    )


register(Kind("promise_due", still_owed=promise_still_owed, plan=due_tomorrow, reminds=True))
register(Kind("promise_late", still_owed=promise_still_owed, plan=late, reminds=True))
