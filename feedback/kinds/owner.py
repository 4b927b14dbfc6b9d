"""The messages to the facilitator who looks after a piece."""

from datetime import date

from django.urls import reverse

from feedback.models import Feedback
from participants.models import Message, Person
from participants.outbox import Kind, register, tell


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
    return theirs.filter(pk=message.about.removeprefix("feedback:")).exists()


register(Kind("handed_to", still_owed=still_with_them))
