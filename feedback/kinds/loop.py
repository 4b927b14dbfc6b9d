"""The messages of the loop to the giver: thanks, and the answer."""

from django.db.models import QuerySet
from django.utils import timezone

from feedback.models import Feedback, Outcome, Reply
from participants.models import Message
from participants.outbox import Kind, Owed, Stops, register, tell_each

BY_CODE = "on the page behind the code"


def tell_thanks(*pieces: Feedback) -> None:
    """Thank by email. Who is told by hand is thanked when we ring, not by a call of its own."""
    owed = [
        Owed(
            [said.giver],
            about=f"feedback:{said.pk}",
            slot="thanks",
            scope=said.project_id,
            link=said.get_absolute_url(),
            context={"feedback": said},
        )
        for said in pieces
        if said.giver and not said.giver.told_by_hand
    ]
    tell_each("thanked", owed)


def thanks_still_owed(message: Message) -> bool:
    """Neither taken back nor answered in the meantime."""
    return Feedback.objects.counted().filter(pk=message.about.removeprefix("feedback:"), answer=None).exists()


def tell_answer(*replies: Reply) -> None:
    """Promise to tell each giver this answer, in their way, once. Who has a code finds it there from now on."""
    stand_by_code([reply for reply in replies if reply.feedback.code_hash and not reply.told_on])
    owed = [
        Owed(
            [reply.feedback.giver],
            about=f"reply:{reply.pk}",
            slot="told",
            scope=reply.feedback.project_id,
            link=reply.feedback.get_absolute_url(),
            context={"feedback": reply.feedback, "reply": reply},
        )
        for reply in replies
        if reply.feedback.giver
    ]
    tell_each("answer", owed)


def stand_by_code(replies: list[Reply]) -> None:
    """From today on the answer stands where the code leads: that is how these are told, in one query for all."""
    today = timezone.localdate()
    for reply in replies:
        reply.told_on, reply.told_how = today, BY_CODE
    Reply.objects.filter(pk__in=[reply.pk for reply in replies]).update(told_on=today, told_how=BY_CODE)


def under_way() -> QuerySet[Message]:
    """Answers between the promise to tell and the telling."""
    return Message.objects.filter(kind="answer").exclude(state__in=[Message.State.CANCELLED, Message.State.SENT])


def being_told(reply: Reply) -> bool:
    """True while a message with this answer is on its way, or on somebody's list: its words are fixed."""
    return under_way().filter(about=f"reply:{reply.pk}").exists()


def wait_for_the_same(reply: Reply) -> list[Reply]:
    """Who else waits to be told this answer, and is neither on somebody's list nor on our way to them."""
    rows = Reply.objects.to_tell().same_words(reply).exclude(pk=reply.pk)
    waiting = list(
        rows.select_related("feedback__giver", "feedback__project").order_by(
            "promised_by", "feedback__recorded_at", "pk"
        )
    )
    abouts = [f"reply:{one.pk}" for one in waiting]
    on_their_way = set(under_way().filter(about__in=abouts).values_list("about", flat=True)) if waiting else set()
    return [one for one, about in zip(waiting, abouts, strict=True) if about not in on_their_way]


def reply_of(message: Message) -> Reply:
    return Reply.objects.select_related("feedback").get(pk=message.about.removeprefix("reply:"))


def answer_still_owed(message: Message) -> bool:
    """It is the reply that stands (or "not yet"), nobody told it, and the words are still here."""
    reply = reply_of(message)
    said = reply.feedback
    stands = said.answer_id == reply.pk or reply.outcome == Outcome.NOT_YET
    here = not (reply.passed_on_at or said.taken_back_on or said.concern_id)
    return stands and here and not reply.told_on


def answer_sent(message: Message) -> None:
    """Now it is a fact that they were told: when, and how."""
    reply = reply_of(message)
    if not reply.told_on:
        reply.mark_told(timezone.localdate(message.sent_at), message.told_how)


def answer_lost(message: Message) -> None:
    """It never reached them after all. What a person told them since stands."""
    reply = Reply.objects.filter(pk=message.about.removeprefix("reply:"), told_how=message.told_how)
    reply.update(told_on=None, told_how="")


register(Kind("thanked", still_owed=thanks_still_owed))
register(
    Kind("answer", answer_still_owed, on_sent=answer_sent, on_lost=answer_lost, stops=Stops.EVERYTHING),
)
