"""Asking somebody whether their words may stand in public."""

from django.urls import reverse

from feedback.models import PublicLine
from feedback.own_words import not_theirs
from participants.models import Message
from participants.outbox import Kind, register, tell
from projects.public_words import refusals


def ask_giver(line: PublicLine) -> None:
    """Once for each day on which they are asked. Following the link changes nothing."""
    said = line.feedback
    if said.giver:
        tell(
            [said.giver],
            "may_stand",
            about=f"feedback:{said.pk}",
            slot=f"public {line.asked_on}",
            scope=said.project_id,
            link=reverse("may_stand", args=[said.project_id, said.pk]),
            line=line,
            feedback=said,
        )


def still_asked(message: Message) -> bool:
    """The words still wait for their yes, and were not taken back or passed on."""
    waiting = PublicLine.objects.filter(feedback__taken_back_on=None, feedback__concern=None)
    waiting = waiting.filter(own_words=True, said="", published_on__isnull=False)
    return waiting.filter(feedback__pk=message.about.removeprefix("feedback:")).exists()


refusals.append(not_theirs)
register(Kind("may_stand", still_owed=still_asked))
