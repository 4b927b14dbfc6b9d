"""Letters about needs: asked again after a year, and to staff that something is open. Never what it is."""

from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from care.kinds.needs import open_still_owed
from care.models import Adjustment, MayKnow, NeedsAsk, Outcome
from participants.models import Message
from participants.outbox.owed import why_not_owed
from participants.outbox.plan import plan
from projects.models import Coming
from tests.meeting import RAISED, asked, planned
from tests.world_needs import need


def letters(kind: str) -> list[Message]:
    return list(Message.objects.filter(kind=kind).select_related("recipient"))


def last_year() -> date:
    return timezone.localdate() - timedelta(days=366)


@pytest.mark.parametrize("outcome", Outcome)
def test_after_a_year_each_is_asked_again_once_in_the_same_words(project, lena, gus, pru, outcome):
    need(lena, "Cowslip")
    NeedsAsk.note(lena, outcome, last_year())
    NeedsAsk.note(gus, Outcome.NONE, last_year())
    NeedsAsk.note(gus, Outcome.NONE, timezone.localdate())

    for _ in range(2):
        plan(timezone.now())

    (letter,) = letters("needs_again")
    assert (letter.recipient, letter.link, letter.scope) == (lena, "/me/needs", project.pk)
    assert letter.subject == 'Does something help you to take part in "Waiting room"?'
    assert [word for word in ("Cowslip", "rather not say. ", outcome.label) if word in letter.text] == []


def test_nobody_is_written_to_because_they_were_not_asked_yet(project, fay, lena, gus):
    asked(planned(project, fay, timezone.now() + timedelta(days=2)), lena)

    plan(timezone.now())

    assert letters("needs_again") + letters("needs_open") == []


def test_who_has_answered_meanwhile_is_not_asked_again(project, lena):
    NeedsAsk.note(lena, Outcome.NONE, last_year())
    plan(timezone.now())
    (letter,) = letters("needs_again")
    before = why_not_owed(letter)

    NeedsAsk.note(lena, Outcome.GIVEN, timezone.localdate())

    assert (before, why_not_owed(letter)) == ("", "It was no longer needed when its turn came.")


def test_three_working_days_before_those_who_plan_hear_how_many_are_open(project, fay, lena, gus):
    friday = timezone.make_aware(datetime(2026, 3, 20, 10, 30))
    session = planned(project, fay, friday, title="The noise")
    for person in (lena, gus):
        asked(session, person, Coming.YES)
        need(person, "Cowslip")
    NeedsAsk.note(lena, Outcome.GIVEN, RAISED)

    plan(timezone.make_aware(datetime(2026, 3, 16, 9)))
    early = letters("needs_open")
    for hour in (9, 10):
        plan(timezone.make_aware(datetime(2026, 3, 17, hour)))

    (letter,) = letters("needs_open")
    assert (early, letter.recipient, letter.slot) == ([], fay, "2026-03-20")
    assert letter.subject == 'Waiting room: 2 needs still open for "The noise"'
    assert "0 of 2 needs are sorted. 1 person has not been asked yet." in letter.text
    assert [word for word in ("Cowslip", "Lena", "Gus", "Getting in") if word in letter.text] == []


def test_what_is_sorted_meanwhile_is_no_reason_to_write(project, fay, lena):
    session = planned(project, fay, timezone.now() + timedelta(days=1))
    asked(session, lena, Coming.YES)
    one = need(lena, "Cowslip", MayKnow.SESSIONS)
    plan(timezone.now())
    (letter,) = letters("needs_open")
    before = open_still_owed(letter)

    Adjustment.objects.create(session=session, need=one, what="A chair", in_place_on=timezone.localdate())

    assert (before, open_still_owed(letter)) == (True, False)
    Message.objects.all().delete()
    plan(timezone.now())
    assert letters("needs_open") == []
