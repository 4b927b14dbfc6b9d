"""What somebody said can be passed to the safeguarding lead. Then it is in no list, count, search or review."""

from django.db import transaction
from django.utils import timezone

from care.models import Concern
from care.passing import keep
from feedback.models import Feedback, Lesson, Outcome, PublicLine, Reply
from feedback.models.forget import forget_in_messages
from feedback.models.wall import take_off_wall
from participants.models import Message, Person

GONE = "These words are no longer here."
SOMEBODY = "somebody else"
OURS = ("how", "why", "passed_to", "carried_to", "came_of_it", "in_words_of")
THEIRS = ("giver_words",)
SAID = ("problem", "better", "not_asked", "group", "source", "with_others", "partners", "must_hear", "public_words")


@transaction.atomic
def pass_feedback(said: Feedback, by: Person) -> Concern:
    """The words of the piece and of its replies go to the lead. An empty row stays, which only its giver finds."""
    concern = keep(said.project, Concern.Came.IDEA, words_of(said), by, said.giver)
    forget_in_messages(said, GONE, "")
    said.replies.update(**dict.fromkeys((*OURS, *THEIRS), "") | {"why": GONE, "decision": None})
    take_off_wall(said)
    for links in (said.decisions, said.agenda_items, said.entries, said.agreements, said.boundaries, said.changes):
        links.clear()
    said.part()
    Lesson.objects.filter(feedback=said).update(feedback=None)
    PublicLine.objects.filter(feedback=said).delete()
    for name in SAID:
        setattr(said, name, "")
    said.waits_for_look = False
    said.about = said.session = None
    said.concern = concern
    said.save()
    return concern


@transaction.atomic
def pass_reply(reply: Reply, names: tuple[str, ...], by: Person) -> Concern:
    """`OURS`, the answer, or `THEIRS`, what the giver asked next. What was done and when stays; the words do not."""
    said = reply.feedback
    concern = keep(said.project, Concern.Came.REPLY, texts(reply, names), by, said.giver)
    changed = [*names]
    for name in names:
        setattr(reply, name, "")
    if names == OURS:
        changed.append("passed_on_at")
        reply.why, reply.passed_on_at = GONE, timezone.now()
        reply.passed_to = SOMEBODY if reply.outcome == Outcome.PASSED_ON else ""
        Message.objects.filter(about=f"reply:{reply.pk}").update(text=GONE)
        PublicLine.objects.filter(feedback=said).update(did="", published_on=None, asked_on=None)
        Feedback.objects.filter(answer=reply, answer__told_on=None).update(answer=None)  # an answer is owed anew
    reply.save(update_fields=changed)
    return concern


def words_of(said: Feedback) -> str:
    """All that was said in it, by the giver and by those who answered."""
    return "\n".join(
        filter(None, [texts(said, SAID), *(texts(reply, (*OURS, *THEIRS)) for reply in said.replies.all())])
    )


def texts(row: Feedback | Reply, names: tuple[str, ...]) -> str:
    return "\n".join(filter(None, (getattr(row, name) for name in names)))
