"""The messages about principles and records: a checklist is open; records will be deleted."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.urls import reverse
from django.utils import timezone

from participants.models import Message
from participants.outbox import Kind, Owed, register, tell
from principles.models import Checklist
from principles.my_data import leavers, retention
from projects.models import Membership, Project

WARNED = (30, 7)  # days before


def tell_opened(checklist: Checklist) -> None:
    """News for everyone who may answer, but for the person who opened it."""
    tell(
        checklist.everyone().exclude(pk=checklist.opened_by_id),
        "checklist_opened",
        about=f"checklist:{checklist.pk}",
        slot="opened",
        scope=checklist.project_id,
        link=reverse("checklist", args=[checklist.project_id, checklist.pk]),
        checklist=checklist,
    )


def opened_still_owed(message: Message) -> bool:
    """People are still answering, and the recipient still takes part."""
    checklists = Checklist.objects.open().select_related("project")
    checklist = checklists.filter(pk=message.about.removeprefix("checklist:")).first()
    role = checklist.project.role_of(message.recipient) if checklist else None
    return bool(role and role.may("answer_checklist"))


register(Kind("checklist_opened", still_owed=opened_still_owed))


# ---- records that have been kept as long as we said


def records_due(as_at: datetime) -> Iterator[Owed]:
    """30 and 7 days before who left a project, or its notes, are deleted: one message a project and day."""
    today = timezone.localdate(as_at)
    for (project, left_on), count in leavers.goes(*window(today), today).items():
        day = left_on + timedelta(days=retention.LEFT)
        for days in WARNED:
            if day - timedelta(days=days) <= today:
                facts = {"project": project, "day": day, "count": count, "closed": project.closed_on == left_on}
                link = reverse("project_records", args=[project.pk])
                slot, about = f"{day} {days}", f"project:{project.pk}"
                yield Owed(Membership.objects.who_run(project), about, slot, scope=project.pk, link=link, context=facts)


def window(today: date) -> tuple[date, date]:
    """The days on which those left whose records go from tomorrow on, in the next 30 days."""
    return today - timedelta(days=retention.LEFT), today - timedelta(days=retention.LEFT - WARNED[0])


def records_still_due(message: Message) -> bool:
    """The day is to come, and nobody said that they are kept longer."""
    today, day = timezone.localdate(), date.fromisoformat(message.slot.split()[0])
    kept = Project.objects.filter(keep_until__gte=day).values_list("pk", flat=True)
    return day > today and message.scope not in kept


register(Kind("records_due", still_owed=records_still_due, plan=records_due, reminds=True))
