"""Thanks and answers to many at once. Each piece keeps a loop of its own; the number of queries stays the same."""

from copy import copy
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import uuid4

from django.db import transaction
from django.db.models import OuterRef, QuerySet, Subquery
from django.utils import timezone

from feedback.models.lists import FeedbackQuerySet
from feedback.models.reply import Outcome, Reply
from participants.models import Person

if TYPE_CHECKING:
    from feedback.models.feedback import Feedback

AT_ONCE = 500


def mine_and_thanked(rows: "QuerySet[Feedback]", by: Person, as_at: datetime) -> None:
    """Who answers has thanked; whoever does it first becomes the owner."""
    rows.filter(thanked_on=None).update(thanked_on=timezone.localdate(as_at))
    rows.filter(owner=None).update(owner=by)


@transaction.atomic
def thank_many(rows: FeedbackQuerySet, by: Person, as_at: datetime) -> "list[Feedback]":
    """Say thank you to all who have not been thanked; these, as they stand then."""
    waiting = rows.to_thank().select_related("giver", "project").select_for_update(of=("self",))
    pieces = list(waiting)
    mine_and_thanked(rows.filter(pk__in=[said.pk for said in pieces]), by, as_at)
    for said in pieces:
        said.thanked_on, said.owner = timezone.localdate(as_at), said.owner or by
    return pieces


@transaction.atomic
def answer_many(rows: FeedbackQuerySet, words: Reply, as_at: datetime) -> list[Reply]:
    """The same words to each, as a reply of its own. Whoever was answered in the meantime gets no second answer."""
    pieces = list(rows.unanswered().select_related("giver", "project").select_for_update(of=("self",)))
    replies = [reply_to(said, words, as_at) for said in pieces]
    Reply.objects.bulk_create(replies, batch_size=AT_ONCE)
    answered = rows.filter(pk__in=[said.pk for said in pieces])
    if words.outcome == Outcome.NOT_YET:
        answered.update(promised_by=words.next_by)
    else:
        made = Reply.objects.filter(pk__in=[reply.pk for reply in replies], feedback=OuterRef("pk"))
        answered.update(answer=Subquery(made.values("pk")))
    mine_and_thanked(rows.model.objects.filter(pk__in=[said.pk for said in pieces]), words.answered_by, as_at)
    return replies


def reply_to(said: "Feedback", words: Reply, as_at: datetime) -> Reply:
    """These words as an unsaved reply to this piece."""
    reply = copy(words)
    reply.pk, reply.feedback = uuid4(), said
    reply.answered_on, reply.promised_by = timezone.localdate(as_at), said.promised_by
    return reply
