"""The messages of the loop: thanks and answers to the giver, reminders to staff."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Min
from django.urls import reverse
from django.utils import timezone

from feedback.models import Feedback, Outcome, Reply
from participants.models import Message, Person
from participants.outbox import Kind, Owed, register, tell
from projects.models import Membership, Project
from projects.working_days import working_day_before

# ---- to the giver


def tell_thanks(feedback: Feedback) -> None:
    """Thank by e-mail. Who is told by hand is thanked when we ring, not by a call of its own."""
    if feedback.giver and not feedback.giver.told_by_hand:
        tell(
            [feedback.giver],
            "thanked",
            about=f"feedback:{feedback.pk}",
            slot="thanks",
            scope=feedback.project_id,
            link=feedback.get_absolute_url(),
            feedback=feedback,
        )


def thanks_still_owed(message: Message) -> bool:
    """Neither taken back nor answered in the meantime."""
    return Feedback.objects.counted().filter(pk=message.about.removeprefix("feedback:"), answer=None).exists()


def tell_answer(reply: Reply) -> None:
    """Promise to tell the giver this answer, in their way, once."""
    feedback = reply.feedback
    if feedback.giver:
        tell(
            [feedback.giver],
            "answer",
            about=f"reply:{reply.pk}",
            slot="told",
            scope=feedback.project_id,
            link=feedback.get_absolute_url(),
            feedback=feedback,
            reply=reply,
        )


def being_told(reply: Reply) -> bool:
    """True while a message with this answer is on its way, or on somebody's list: its words are fixed."""
    under_way = Message.objects.exclude(state__in=[Message.State.CANCELLED, Message.State.SENT])
    return under_way.filter(kind="answer", about=f"reply:{reply.pk}").exists()


def reply_of(message: Message) -> Reply:
    return Reply.objects.select_related("feedback").get(pk=message.about.removeprefix("reply:"))


def answer_still_owed(message: Message) -> bool:
    """It is the reply that stands (or "not yet"), nobody told it, and the words were not taken back."""
    reply = reply_of(message)
    stands = reply.feedback.answer_id == reply.pk or reply.outcome == Outcome.NOT_YET
    return stands and not reply.told_on and not reply.feedback.taken_back_on


def answer_sent(message: Message) -> None:
    """Now it is a fact that they were told: when, and how."""
    reply = reply_of(message)
    if not reply.told_on:
        reply.mark_told(timezone.localdate(message.sent_at), message.told_how)


register(Kind("thanked", still_owed=thanks_still_owed))
register(Kind("answer", still_owed=answer_still_owed, on_sent=answer_sent))


# ---- to staff: one message a project and day, however many promises


def reminded(project: Project) -> list[Person]:
    """The project's facilitators; those of the whole organisation only where it has none of its own."""
    places = Membership.objects.current().of(project).may("answer_feedback").select_related("person")
    own = [place.person for place in places if place.project_id]
    return own or [place.person for place in places]


def due_tomorrow(as_at: datetime) -> Iterator[Owed]:
    """Promises whose last working day before is here, one message for each project and promised day."""
    today = timezone.localdate(as_at)
    ahead = Feedback.objects.owed().filter(promised_by__gte=today, promised_by__lte=today + timedelta(days=10))
    for row in ahead.values("project", "promised_by").distinct().order_by("project", "promised_by"):
        if working_day_before(row["promised_by"]) <= today:
            yield from reminder("promise_due", row["project"], row["promised_by"])


def late(as_at: datetime) -> Iterator[Owed]:
    """Broken promises: a message when a newer one breaks, not one a day, and one after a long silence."""
    today = timezone.localdate(as_at)
    rows = Feedback.objects.late(today).values("project").annotate(oldest=Min("promised_by"))
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
    yield Owed(
        people=reminded(project),
        about=f"project:{project.pk}",
        slot=str(day),
        scope=project.pk,
        link=reverse("board", args=[project.pk]),
        context={"project": project, "day": day, "count": rows.count(), "first": rows.by_promise()[:5], **facts},
    )


def promise_still_owed(message: Message) -> bool:
    """Somebody still waits for what was promised by that day."""
    owed = Feedback.objects.owed().filter(project=message.scope)
    day = message.slot
    return (
        owed.filter(promised_by=day).exists()
        if message.kind == "promise_due"
        else owed.filter(promised_by__lte=day).exists()
    )


register(Kind("promise_due", still_owed=promise_still_owed, plan=due_tomorrow))
register(Kind("promise_late", still_owed=promise_still_owed, plan=late))
