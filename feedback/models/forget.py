"""Taking somebody's words out of what we sent and of what we were to send."""

import re
from typing import TYPE_CHECKING

from django.db.models import Value
from django.db.models.functions import Replace

from participants.models import Message

if TYPE_CHECKING:
    from feedback.models.feedback import Feedback

YOU_SAID = re.compile(r'^You said: ".*"\n\n', re.MULTILINE)


def forget_in_messages(said: "Feedback", instead: str, in_lists: str) -> None:
    """Our messages about this piece and its replies lose their text; reminders to staff lose its line."""
    about = [f"feedback:{said.pk}", *(f"reply:{pk}" for pk in said.replies.values_list("pk", flat=True))]
    Message.objects.filter(about__in=about).update(text=instead)
    line = Replace("text", Value(f"- {said.title}\n"), Value(in_lists))
    Message.objects.filter(about=f"project:{said.project_id}").update(text=line)
    forget_in_news(said)


def forget_in_news(said: "Feedback") -> None:
    """That something changed stays told; what the giver had said no longer stands in it."""
    about = [f"change:{pk}" for pk in said.changes.values_list("pk", flat=True)]
    for message in Message.objects.filter(about__in=about, recipient=said.giver_id):
        Message.objects.filter(pk=message.pk).update(text=YOU_SAID.sub("", message.text))
