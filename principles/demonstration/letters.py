"""What people were told, and how that went. Nothing of it leaves this machine: the past is already sent."""

from datetime import date, datetime, time, timedelta
from uuid import uuid4

from django.urls import reverse
from django.utils import timezone

from care.models import Return
from feedback.models import Feedback, News, Reply
from participants.models import Message, Person
from participants.models.message import MessageQuerySet
from participants.outbox import Owed
from participants.outbox.channels import replies
from participants.outbox.kinds import KINDS
from participants.outbox.promise import promise
from participants.outbox.steps import mark_sent
from principles.models import Checklist
from projects.models import Invitation, Project
from projects.working_days import working_day_before

NO_SUCH_ADDRESS = replies.to_recipient(550, b"5.1.1 There is no mailbox of that name here").words


def promised(kind: str, owed: Owed, at: datetime) -> MessageQuerySet:
    """The messages that say this, promised at that moment. Not by `tell`: no worker is to be woken for the past."""
    promise(kind, [owed])
    rows = Message.objects.filter(kind=kind, about=owed.about, slot=owed.slot)
    rows.update(recorded_at=at, next_at=at)
    return rows.select_related("recipient")


def sent(rows: MessageQuerySet, at: datetime) -> None:
    """They were told at that moment, each in their way; what follows from it follows."""
    for message in rows:
        by_mail = message.channel == Message.Channel.EMAIL
        row = Message.objects.filter(pk=message.pk)
        row.update(attempts=by_mail, handed_over_at=at if by_mail else None)
        mark_sent(message, row, at, message.recipient.contact.adverb)


def uncertain(rows: MessageQuerySet, at: datetime) -> None:
    """Handed over, and then the line went quiet."""
    rows.update(state=Message.State.UNCERTAIN, attempts=1, handed_over_at=at, token=uuid4(), error=replies.QUIET)


def dead(rows: MessageQuerySet, at: datetime) -> None:
    """Their mail server does not know the address."""
    rows.update(state=Message.State.DEAD, attempts=1, error=NO_SUCH_ADDRESS)


def to_do(rows: MessageQuerySet, at: datetime) -> None:
    """It waits on the list of people to ring, write to or speak with."""


WHAT_BECAME = {"uncertain": uncertain, "dead": dead, "to_do": to_do}


def invited(invitation: Invitation, at: datetime) -> MessageQuerySet:
    about, context = f"invitation:{invitation.pk}", {"invitation": invitation}
    return promised("invitation", Owed([invitation.person], about, "sent", invitation.project_id, context=context), at)


def thanked(said: Feedback, giver: Person, at: datetime) -> MessageQuerySet:
    link, context = said.get_absolute_url(), {"feedback": said}
    return promised(
        "thanked", Owed([giver], f"feedback:{said.pk}", "thanks", said.project_id, link, context=context), at
    )


def answered(reply: Reply, giver: Person, at: datetime) -> MessageQuerySet:
    said = reply.feedback
    link, context = said.get_absolute_url(), {"feedback": said, "reply": reply}
    return promised("answer", Owed([giver], f"reply:{reply.pk}", "told", said.project_id, link, context=context), at)


def returned(kind: str, one: Return, slot: str, at: datetime) -> MessageQuerySet:
    """What people get back: we offer it, we paid it."""
    context = {"offer": one, "project": one.project}
    about, link = f"return:{one.pk}", one.get_absolute_url()
    return promised(kind, Owed([one.person], about, slot, one.project_id, link, context=context), at)


def opened(checklist: Checklist, at: datetime) -> MessageQuerySet:
    people, about = checklist.everyone().exclude(pk=checklist.opened_by_id), f"checklist:{checklist.pk}"
    link = reverse("checklist", args=[checklist.project_id, checklist.pk])
    context = {"checklist": checklist}
    return promised("checklist_opened", Owed(people, about, "opened", checklist.project_id, link, context=context), at)


def news(news: News, at: datetime) -> MessageQuerySet:
    about, link = f"news:{news.pk}", reverse("news", args=[news.project_id])
    context = {"news": news, "here": True}
    return promised("news", Owed(news.hearers, about, "told", news.project_id, link, context=context), at)


def catch_up(project: Project, as_at: datetime) -> None:
    """What is out by now, so that the first tick has nothing to catch up on."""
    for kind in KINDS.values():
        for owed in kind.plan(as_at) if kind.plan else []:
            if owed.scope == project.pk:
                at = min(reminded_at(kind.name, owed.slot, as_at), as_at)
                sent(promised(kind.name, owed, at), at)


def reminded_at(kind: str, slot: str, as_at: datetime) -> datetime:
    """Eight in the morning: of the working day before the promise, or of the day after it was broken."""
    if kind not in ("promise_due", "promise_late"):
        return as_at
    on = date.fromisoformat(slot)
    day = working_day_before(on) if kind == "promise_due" else on + timedelta(days=1)
    return timezone.make_aware(datetime.combine(day, time(8)))
