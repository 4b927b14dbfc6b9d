"""The messages to the facilitator who looks after a piece."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.urls import reverse
from django.utils import timezone

from feedback.models import Asked, Feedback
from participants.models import Message, Person
from participants.outbox import Kind, Owed, register, tell
from projects.models import Membership, Project
from projects.working_days import working_day_before


def who_looks_after(said: Feedback) -> list[Person]:
    """The owner; the project's facilitators where nobody has it, or where that person has left."""
    places = Membership.objects.current().of(said.project).may("answer_feedback").filter(person=said.owner_id)
    return [said.owner] if said.owner and places.exists() else Membership.objects.who_run(said.project)


def piece(message: Message) -> str:
    return message.about.removeprefix("feedback:")


# ---- somebody handed it to them


def tell_owner(said: Feedback, by: Person, on: date) -> None:
    """Somebody handed it to them."""
    if said.owner:
        tell(
            [said.owner],
            "handed_to",
            about=f"feedback:{said.pk}",
            slot=str(on),
            scope=said.project_id,
            link=reverse("answer", args=[said.project_id, said.pk]),
            feedback=said,
            by=by,
        )


def still_with_them(message: Message) -> bool:
    """It waits for us, and nobody else has it by now."""
    theirs = Feedback.objects.owed().filter(owner=message.recipient_id)
    return theirs.filter(pk=piece(message)).exists()


# ---- the giver asks again, because we are late


def tell_late(said: Feedback) -> None:
    """Once for each broken promise, however often they press."""
    tell(
        who_looks_after(said),
        "asked_again",
        about=f"feedback:{said.pk}",
        slot=str(said.promised_by),
        scope=said.project_id,
        link=reverse("answer", args=[said.project_id, said.pk]),
        feedback=said,
    )


def still_late(message: Message) -> bool:
    """The same promise is still broken."""
    owed = Feedback.objects.owed().filter(pk=piece(message))
    return owed.filter(promised_by=message.slot).exists()


def reminded_on(said: Feedback) -> date | None:
    """The day on which the giver asked again about the promise that stands."""
    rows = Message.objects.filter(kind="asked_again", about=f"feedback:{said.pk}", slot=str(said.promised_by))
    first = rows.order_by("recorded_at").first()
    return timezone.localdate(first.recorded_at) if first else None


# ---- somebody outside decides


def tell_outside_answered(asked: Asked) -> None:
    """Their answer is there, to be read and sent on."""
    said = asked.feedback
    tell(
        who_looks_after(said),
        "outside_answered",
        about=f"asked:{asked.pk}",
        slot="answered",
        scope=said.project_id,
        link=reverse("answer", args=[said.project_id, said.pk]),
        feedback=said,
        asked=asked,
    )


def still_to_send_on(message: Message) -> bool:
    """Nobody has told the giver yet."""
    return Feedback.objects.to_tell().filter(asked__pk=message.about.removeprefix("asked:")).exists()


def to_ask_again(as_at: datetime) -> Iterator[Owed]:
    """The working day before we said we ask again; of projects that run."""
    today = timezone.localdate(as_at)
    near = Asked.objects.waiting().filter(until__gt=today - timedelta(days=31), until__lte=today + timedelta(days=10))
    running = near.filter(feedback__project__in=Project.objects.running(today).values("pk"))
    for asked in running.select_related("feedback__project__organisation", "feedback__owner").order_by("until", "pk"):
        if working_day_before(asked.until) <= today:
            said = asked.feedback
            yield Owed(
                people=who_looks_after(said),
                about=f"asked:{asked.pk}",
                slot=str(asked.until),
                scope=said.project_id,
                link=reverse("answer", args=[said.project_id, said.pk]),
                context={"asked": asked, "feedback": said},
            )


def still_waits(message: Message) -> bool:
    """They have not answered, and the day is the same."""
    asked = Asked.objects.waiting().filter(pk=message.about.removeprefix("asked:"))
    return asked.filter(until=message.slot).exists()


register(Kind("handed_to", still_owed=still_with_them, reminds=True))
register(Kind("asked_again", still_owed=still_late, reminds=True))
register(Kind("outside_answered", still_owed=still_to_send_on, reminds=True))
register(Kind("ask_outside_again", still_owed=still_waits, plan=to_ask_again, reminds=True))
