"""What we wrote to each other about a piece loses its words with it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from feedback.covering import cover_name
from feedback.kinds import tell_late, tell_outside_answered, tell_owner
from feedback.passing import pass_feedback
from participants.models import Message
from participants.outbox.plan import plan
from tests.feedback.by_link import came_by, link_to
from tests.feedback.saying import PROMISED, said
from tests.feedback.test_asked import asked
from tests.feedback.test_kinds import FRIDAY_BEFORE, at

NAME = "Zinnia Marsh"


def taken_back(piece, fay):
    piece.take_back(timezone.now())


def passed_on(piece, fay):
    pass_feedback(piece, fay)


def covered(piece, fay):
    cover_name(piece, NAME, fay, timezone.now())


@pytest.mark.parametrize("gone", [taken_back, passed_on, covered])
def test_no_message_to_staff_keeps_words_that_are_gone(project, fay, lena, sam, gone):
    piece = said(project, lena, f"{NAME} never rings.", owner=fay)
    one = asked(piece, fay, until=PROMISED)
    plan(at(FRIDAY_BEFORE))
    tell_late(piece)
    tell_owner(piece, lena, PROMISED)
    tell_outside_answered(one)
    before = written(piece)

    gone(piece, fay)

    kinds = {"ask_outside_again", "asked_again", "handed_to", "outside_answered", "promise_due"}
    assert {kind for kind, words in before.items() if NAME in words} == kinds
    assert {kind for kind, words in written(piece).items() if NAME in words} == set()


def written(piece) -> dict[str, str]:
    """Subject and text of each message about it, by kind."""
    rows = Message.objects.filter(scope=piece.project_id).exclude(kind="concern")
    return {row.kind: f"{row.subject}\n{row.text}" for row in rows}


def test_the_subject_of_a_mail_to_staff_holds_nobodys_words(project, fay, lena):
    piece = said(project, lena, f"{NAME} never rings.", owner=fay)

    tell_late(piece)

    assert Message.objects.get().subject == "Somebody asks when they will hear from us"


def test_words_that_nobody_has_looked_at_leave_by_no_e_mail(project, fay, lena):
    piece, _ = came_by(link_to(project), f"{NAME} never rings.")
    said(project, lena, "The door is heavy.")

    plan(at(FRIDAY_BEFORE))
    plan(at(PROMISED + timedelta(days=1)))
    piece.owner = fay
    tell_owner(piece, lena, PROMISED)

    texts = {row.kind: row.text for row in Message.objects.filter(recipient=fay)}
    assert set(texts) == {"handed_to", "promise_due", "promise_late"}
    assert [kind for kind, text in texts.items() if NAME in text or "somebody to look at" not in text] == []
    assert "- The door is heavy.\n" in texts["promise_due"]
