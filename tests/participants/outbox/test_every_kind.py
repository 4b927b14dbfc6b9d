"""All kinds of message there are: who is reminded, what can be stopped, what cannot wait."""

from datetime import timedelta

from django.utils import timezone

from participants.models import Message
from participants.outbox.dispatch import dispatch
from participants.outbox.kinds import KINDS, Stops, never
from participants.outbox.plan import plan
from projects.models import Agreement, Membership, Role
from tests.feedback.saying import said
from tests.world import build

REMIND_STAFF = {
    "agreement_review",
    "ask_outside_again",
    "asked_again",
    "care_wanted",
    "decision_asked",
    "handed_to",
    "look_again_who_is_here",
    "needs_open",
    "news_due",
    "news_late",
    "outside_answered",
    "promise_due",
    "promise_late",
    "records_due",
    "return_waits",
    "told_by_hand_late",
}
ASKED_FOR = {"answer", "invitation", "session_cancelled", "session_changed"}
AT_ONCE = {"care_wanted", "concern", "invitation", "session_cancelled", "session_changed", "session_tomorrow"}
STAFF = (Role.FACILITATOR, Role.MANAGER)


def named(condition) -> set[str]:
    return {kind.name for kind in KINDS.values() if condition(kind)}


def test_staff_are_reminded_and_members_get_news():
    assert named(lambda kind: kind.reminds) == REMIND_STAFF


def test_what_nobody_can_stop_and_what_only_stopping_everything_stops():
    assert named(lambda kind: kind.stops == Stops.NEVER) == {"concern"}
    assert named(lambda kind: kind.stops == Stops.EVERYTHING) == ASKED_FOR


def test_what_does_not_wait_for_the_morning():
    assert named(lambda kind: kind.urgent is not never) == AT_ONCE


def reminded_on(kind: str) -> list[str]:
    return list(Message.objects.filter(kind=kind).order_by("slot").values_list("slot", flat=True))


def test_a_promise_that_moves_reminds_again(project, lena, post, clock):
    today = timezone.localdate(clock())
    feedback, days = said(project, lena), [today, today + timedelta(days=20), today + timedelta(days=1)]
    sent = []

    for day in days:
        feedback.promised_by = day
        feedback.save()
        for _ in range(2):
            plan(clock.tick(minutes=1))
            dispatch(clock)
        sent.append(len(post.arrived))

    assert sent == [1, 1, 2]
    assert reminded_on("promise_due") == [str(days[0]), str(days[2])]


def test_an_agreement_to_look_at_again_reminds_once_for_each_day(project, fay, post, clock):
    today = timezone.localdate(clock())
    agreement = Agreement.objects.create(
        project=project,
        kind="working",
        wording="One at a time.",
        proposed_by=fay,
        proposed_on=today - timedelta(days=60),
        review_on=today - timedelta(days=2),
    )
    for _ in range(3):
        plan(clock.tick(minutes=1))
        dispatch(clock)
    agreement.review_on = today
    agreement.save()
    for _ in range(3):
        plan(clock.tick(minutes=1))
        dispatch(clock)

    assert reminded_on("agreement_review") == [str(today - timedelta(days=2)), str(today)]
    assert len(post.arrived) == 2


def test_in_a_whole_year_no_member_is_reminded(db):
    """Everything the world owes, planned month by month: reminders go to people with a staff place only."""
    build()

    for days in range(0, 365, 28):
        plan(timezone.now() + timedelta(days=days))

    staff = Membership.objects.filter(role__in=STAFF).values("person")
    rows = Message.objects.filter(kind__in=REMIND_STAFF)
    assert rows.values("kind").distinct().count() > 4
    assert list(rows.exclude(recipient__in=staff).values_list("kind", "recipient__name")) == []
