"""What people get back, in messages: we offer you, we paid you. Staff hear when somebody waits too long for it."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Max, Min
from django.urls import reverse
from django.utils import timezone

from care.models import Choice, Return
from participants.models import Message
from participants.outbox import Kind, Owed, register, tell
from projects.models import Project
from projects.reminding import owed_to_who_run


def tell_person(kind: str, one: Return, slot: str) -> None:
    """News to the person, in their way, once."""
    tell(
        [one.person],
        kind,
        about=f"return:{one.pk}",
        slot=slot,
        scope=one.project_id,
        link=one.get_absolute_url(),
        offer=one,
        project=one.project,
    )


def tell_offered(one: Return) -> None:
    tell_person("return_offered", one, "offered")


def tell_paid(one: Return) -> None:
    tell_person("return_paid", one, "paid")


def return_of(message: Message) -> Return:
    return Return.objects.get(pk=message.about.removeprefix("return:"))


def offer_still_owed(message: Message) -> bool:
    """They have not said yet what they want."""
    return not return_of(message).choice


def now_knows(message: Message) -> None:
    """The day on which they heard of it."""
    offered = Return.objects.filter(pk=message.about.removeprefix("return:"), told_on=None)
    offered.update(told_on=timezone.localdate(message.sent_at or timezone.now()))


def knows_nothing(message: Message) -> None:
    """It never reached them after all."""
    offered = Return.objects.filter(pk=message.about.removeprefix("return:"), choice="")
    offered.update(told_on=None)


def payment_still_owed(message: Message) -> bool:
    one = return_of(message)
    return bool(one.paid_on and (one.choice != Choice.NOTHING or one.costs))


# ---- staff: somebody waits longer than we said


def late(as_at: datetime) -> Iterator[Owed]:
    """One message for each project when a newer promise breaks, not one a day. Money is owed in a pause too."""
    today = timezone.localdate(as_at)
    for row in Return.objects.late(today).values("project").annotate(newest=Max("pay_by")).order_by("project"):
        project = Project.objects.select_related("organisation").get(pk=row["project"])
        waits = Return.objects.late(today).filter(project=project)
        oldest = waits.aggregate(day=Min("pay_by"))["day"]
        link = reverse("returns", args=[project.pk])
        yield owed_to_who_run(project, row["newest"], link, count=waits.count(), oldest=oldest)


def somebody_still_waits(message: Message) -> bool:
    waits = Return.objects.late(timezone.localdate()).filter(project=message.scope)
    return waits.filter(pay_by__lte=message.slot).exists()


register(Kind("return_offered", still_owed=offer_still_owed, on_sent=now_knows, on_lost=knows_nothing))
register(Kind("return_paid", still_owed=payment_still_owed))
register(Kind("return_waits", still_owed=somebody_still_waits, plan=late, reminds=True))
