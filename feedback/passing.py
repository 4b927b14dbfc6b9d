"""What somebody said can be passed to the safeguarding lead. Then it is in no list, count, search or review."""

from django.db import transaction

from care.models import Concern
from care.passing import keep
from feedback.models import Feedback, Lesson
from feedback.models.forget import forget_in_messages
from participants.models import Person

GONE = "These words are no longer here."


@transaction.atomic
def pass_feedback(said: Feedback, by: Person) -> Concern:
    """The words of the piece and of its replies go to the lead. An empty row stays, which only its giver finds."""
    concern = keep(said.project, Concern.Came.IDEA, words_of(said), by, said.giver)
    forget_in_messages(said, GONE, "")
    said.replies.update(how="", why=GONE, giver_words="", passed_to="", decision=None)
    for links in (said.decisions, said.agenda_items, said.entries, said.agreements, said.boundaries, said.changes):
        links.clear()
    Lesson.objects.filter(feedback=said).update(feedback=None)
    said.problem = said.better = said.not_asked = said.group = said.source = ""
    said.about = said.session = None
    said.concern = concern
    said.save()
    return concern


def words_of(said: Feedback) -> str:
    """All that was said in it, by the giver and by those who answered."""
    texts = [said.group, said.source, said.problem, said.better, said.not_asked]
    for reply in said.replies.all():
        texts += [reply.how, reply.why, reply.giver_words]
    return "\n".join(text for text in texts if text)
