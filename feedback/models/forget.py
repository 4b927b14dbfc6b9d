"""Taking somebody's words out of what we sent and of what we were to send."""

import re
from typing import TYPE_CHECKING

from django.db.models import QuerySet, Value
from django.db.models.functions import Replace

from participants.models import Message

if TYPE_CHECKING:
    from feedback.models.feedback import Feedback

YOU_SAID = re.compile(r'^You said: ".*"\n\n', re.MULTILINE)


def messages_about(said: "Feedback") -> QuerySet[Message]:
    """About this piece, its replies, and whom we asked outside."""
    about = [f"feedback:{said.pk}", *(f"reply:{pk}" for pk in said.replies.values_list("pk", flat=True))]
    about += [f"asked:{pk}" for pk in said.asked.values_list("pk", flat=True)]
    return Message.objects.filter(about__in=about)


def change_in_lists(said: "Feedback", title: str, instead: str) -> None:
    """Reminders to staff name pieces by their first line: this one gets another."""
    line = Replace("text", Value(f"- {title}\n"), Value(instead))
    Message.objects.filter(about=f"project:{said.project_id}").update(text=line)


def forget_in_messages(said: "Feedback", instead: str, in_lists: str) -> None:
    """Our messages about this piece and its replies lose their text; reminders to staff lose its line."""
    messages_about(said).update(text=instead)
    change_in_lists(said, said.title, in_lists)
    forget_in_news(said)


def forget_in_news(said: "Feedback") -> None:
    """That something changed stays told; what the giver had said no longer stands in it."""
    for message in news_because_of(said).filter(recipient=said.giver_id):
        Message.objects.filter(pk=message.pk).update(text=YOU_SAID.sub("", message.text))


def news_because_of(said: "Feedback") -> QuerySet[Message]:
    """About what changed because of this piece."""
    return Message.objects.filter(about__in=[f"change:{pk}" for pk in said.changes.values_list("pk", flat=True)])


def cover_in_messages(said: "Feedback", pattern: re.Pattern[str], cover: str, title: str) -> None:
    """What matches in our messages is covered; reminders to staff, where the piece stood as `title`, say it as now."""
    for message in [*messages_about(said), *news_because_of(said)]:
        message.subject, message.text = pattern.sub(cover, message.subject), pattern.sub(cover, message.text)
        message.save(update_fields=["subject", "text"])
    if said.title != title:
        change_in_lists(said, title, f"- {said.title}\n")
