"""The messages of the loop to the giver: thanks, and the answer."""

from django.utils import timezone

from feedback.models import Feedback, Outcome, Reply
from participants.models import Message
from participants.outbox import Kind, register, tell


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
    """It is the reply that stands (or "not yet"), nobody told it, and the words are still here."""
    reply = reply_of(message)
    said = reply.feedback
    stands = said.answer_id == reply.pk or reply.outcome == Outcome.NOT_YET
    return stands and not reply.told_on and not (said.taken_back_on or said.concern_id)


def answer_sent(message: Message) -> None:
    """Now it is a fact that they were told: when, and how."""
    reply = reply_of(message)
    if not reply.told_on:
        reply.mark_told(timezone.localdate(message.sent_at), message.told_how)


register(Kind("thanked", still_owed=thanks_still_owed))
register(Kind("answer", still_owed=answer_still_owed, on_sent=answer_sent))
