"""A reminder that its facilitator may put off, one that was not sent, and a link that stops messages."""

from participants.models import Message, Person
from participants.outbox.stops import ASKED_TO_STOP, token_of


def add_outbox(world, add) -> None:
    fay, lena, here = world.people["facilitator"], world.people["member"], world.here
    xan = Person.objects.get(name__startswith="Xanthe")
    reminder = {"kind": "promise_due", "about": f"project:{here.pk}", "slot": "2026-03-12"}
    words = {"scope": here.pk, "channel": "email", "subject": "A promise", "text": "Copperkettle is due. {link}"}
    add(
        world,
        "reminder",
        Message.objects.create(recipient=fay, state="sent", told_how="by email", **reminder, **words),
    )
    stopped = {"kind": "thanked", "about": "feedback:stopped", "slot": "thanks", "why_not_sent": ASKED_TO_STOP}
    Message.objects.create(recipient=xan, state="cancelled", **stopped, **words)
    add(world, "stop_link", None, token=token_of(lena.pk, here.pk))
