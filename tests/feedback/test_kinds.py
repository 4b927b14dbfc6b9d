"""Reminders to staff about promises: once, in time, and to nobody else."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from feedback.kinds import tell_answer, tell_thanks
from feedback.models import NamedAs
from participants.models import Message
from participants.outbox.dispatch import dispatch
from participants.outbox.plan import plan
from projects.models import Role
from tests.feedback.saying import PROMISED, answered, said, thanked, told
from tests.people import join, someone

FRIDAY_BEFORE = date(2026, 3, 13)


def at(day: date, hour: int = 9) -> datetime:
    return timezone.make_aware(datetime(day.year, day.month, day.day, hour))


def planned() -> list[tuple[str, str, str]]:
    """Kind, promised day and to whom, of all reminders there are."""
    rows = Message.objects.filter(kind__startswith="promise_").order_by("slot", "kind", "recipient__name")
    return list(rows.values_list("kind", "slot", "recipient__name"))


def states() -> list[tuple[str, str]]:
    return list(Message.objects.order_by("recorded_at").values_list("slot", "state"))


# ---- a promise for tomorrow


def test_fay_is_reminded_on_the_working_day_before_and_not_earlier(project, fay, lena):
    said(project, lena)

    plan(at(FRIDAY_BEFORE - timedelta(days=1), 23))
    too_early = planned()
    plan(at(FRIDAY_BEFORE, 0))

    assert too_early == []
    assert planned() == [("promise_due", "2026-03-16", "Fay Adams")]


def test_ticks_that_come_again_and_again_remind_once(project, fay, lena):
    said(project, lena)

    for hours in range(0, 72, 3):
        plan(at(FRIDAY_BEFORE, 0) + timedelta(hours=hours))

    assert planned() == [("promise_due", "2026-03-16", "Fay Adams")]


def test_a_tick_that_was_down_on_the_day_before_reminds_on_the_day_itself(project, lena):
    said(project, lena)

    plan(at(PROMISED))

    assert planned() == [("promise_due", "2026-03-16", "Fay Adams")]


def test_one_message_for_a_project_and_day_however_many_wait(project, fay, lena, gus, mail_server):
    for number in range(7):
        said(project, lena, f"Idea {number}")
    plan(at(FRIDAY_BEFORE))

    dispatch()

    [mail] = mail_server.arrived
    text = mail.get_body(("plain",)).get_content()
    assert mail["Subject"] == "Waiting room: 7 promises for Monday 16 March"
    assert "7 people or groups wait to hear from you by Monday 16 March." in text
    assert [line for line in text.splitlines() if line.startswith("- ")] == [
        *(f"- Idea {number}" for number in range(5)),
        "- and 2 more",
    ]


def test_a_promise_that_was_moved_is_reminded_of_for_its_new_day(project, fay, lena, mail_server):
    feedback = said(project, lena)
    plan(at(FRIDAY_BEFORE))
    feedback.promised_by = date(2026, 3, 18)
    feedback.save()

    plan(at(date(2026, 3, 17)))
    dispatch()

    assert states() == [("2026-03-16", "cancelled"), ("2026-03-18", "sent")]
    assert [mail["Subject"] for mail in mail_server.arrived] == ["Waiting room: 1 promise for Wednesday 18 March"]


@pytest.mark.parametrize("how", ["told", "taken back"])
def test_what_settled_itself_before_the_mail_went_out_is_not_sent(project, fay, lena, mail_server, how):
    feedback = said(project, lena)
    plan(at(FRIDAY_BEFORE))
    told(feedback, fay) if how == "told" else feedback.take_back(at(FRIDAY_BEFORE))

    dispatch()

    assert (mail_server.arrived, states()) == ([], [("2026-03-16", "cancelled")])


def test_answered_but_not_told_is_still_owed(project, fay, lena):
    answered(said(project, lena), fay)

    plan(at(FRIDAY_BEFORE))

    assert planned() == [("promise_due", "2026-03-16", "Fay Adams")]


def test_told_and_closed_and_thanked_for_a_thank_you_owe_nothing(project, fay, lena):
    told(said(project, lena), fay)
    thanked(said(project, lena, kind="thanks"), fay)

    plan(at(FRIDAY_BEFORE))
    plan(at(date(2026, 4, 1)))

    assert planned() == []


# ---- a promise that is late


def test_fay_hears_the_day_after_that_it_is_late_and_once(project, fay, lena):
    said(project, lena)

    for days in range(1, 9):
        plan(at(PROMISED + timedelta(days=days)))

    assert planned() == [("promise_late", "2026-03-16", "Fay Adams")]


def test_the_next_broken_promise_is_news_again(project, fay, lena, gus):
    said(project, lena)
    said(project, gus, promised_by=date(2026, 3, 18))

    for day in range(17, 25):
        plan(at(date(2026, 3, day)))

    assert [row[:2] for row in planned()] == [
        ("promise_late", "2026-03-16"),
        ("promise_due", "2026-03-18"),
        ("promise_late", "2026-03-18"),
    ]


def test_the_late_mail_names_the_oldest_promise(project, fay, lena, gus, mail_server):
    said(project, lena)
    said(project, gus, promised_by=date(2026, 3, 18))
    plan(at(date(2026, 3, 24)))

    dispatch()

    [mail] = mail_server.arrived
    text = mail.get_body(("plain",)).get_content()
    assert mail["Subject"] == "Waiting room: 2 promises are late"
    assert "2 people or groups have not heard from you. The oldest promise was for Monday 16 March." in text


def test_after_a_long_silence_there_is_one_message_and_not_one_for_each_day(project, fay, lena):
    for days in range(10):
        said(project, lena, promised_by=PROMISED + timedelta(days=days))

    plan(at(date(2026, 6, 1)))

    assert planned() == [("promise_late", "2026-03-25", "Fay Adams")]


def test_working_through_what_is_late_from_the_newest_brings_no_new_mail(project, fay, lena):
    late = [said(project, lena, promised_by=PROMISED + timedelta(days=days)) for days in range(3)]
    plan(at(date(2026, 3, 23)))

    for feedback in reversed(late):
        told(feedback, fay)
        plan(at(date(2026, 3, 24)))

    assert planned() == [("promise_late", "2026-03-18", "Fay Adams")]


# ---- who is reminded


def test_members_managers_and_other_projects_get_no_reminder(project, fay, lena, gus, pru, max, sam, olu):
    said(project, lena)

    plan(at(FRIDAY_BEFORE))
    plan(at(date(2026, 4, 1)))

    assert {name for _, _, name in planned()} == {"Fay Adams"}


def test_who_left_is_not_reminded_and_who_facilitates_everything_is_when_nobody_else_does(
    project, organisation, fay, lena
):
    wyn = someone("Wyn Parry")
    join(wyn, organisation, None, Role.FACILITATOR)
    said(project, lena)
    fay.memberships.get().end(timezone.now())

    plan(at(FRIDAY_BEFORE))

    assert planned() == [("promise_due", "2026-03-16", "Wyn Parry")]


def test_who_facilitates_everything_is_left_in_peace_while_someone_else_does(project, organisation, fay, lena):
    join(someone("Wyn Parry"), organisation, None, Role.FACILITATOR)
    said(project, lena)

    plan(at(FRIDAY_BEFORE))

    assert planned() == [("promise_due", "2026-03-16", "Fay Adams")]


def test_private_words_are_in_no_mail_but_the_givers_and_the_facilitators(
    project, fay, lena, gus, pru, max, mail_server
):
    private = said(project, lena, "The nurse shouted.", named_as=NamedAs.PRIVATE)
    thanked(private, fay)
    tell_thanks(private)
    plan(at(FRIDAY_BEFORE))
    dispatch()
    tell_answer(answered(private, fay))

    dispatch()

    about_it = {mail["To"].addresses[0].display_name for mail in mail_server.arrived if "nurse" in str(mail)}
    assert (len(mail_server.arrived), about_it) == (3, {"Lena Okoro", "Fay Adams"})


@pytest.mark.parametrize("count", [1, 3, 300])
def test_planning_asks_as_often_for_300_pieces_as_for_1(project, fay, lena, django_assert_num_queries, count):
    for number in range(count):
        said(project, lena, f"Idea {number}")

    with django_assert_num_queries(27):
        plan(at(FRIDAY_BEFORE))


# ---- the nights when the clocks change


@pytest.mark.parametrize(
    ("night", "promised"),
    [
        # 2027: the clocks go forward on Easter Sunday, 28 March; the last working day before is Thursday the 25th.
        (datetime(2027, 3, 27, 20, tzinfo=UTC), date(2027, 3, 30)),
        # 2026: the clocks go back on Sunday 25 October.
        (datetime(2026, 10, 24, 20, tzinfo=UTC), date(2026, 10, 26)),
    ],
)
def test_ticks_through_the_night_when_the_clocks_change_remind_once_of_each(project, fay, lena, night, promised):
    said(project, lena, promised_by=promised)

    for quarters in range(4 * 12):
        plan(night + timedelta(minutes=15 * quarters))

    assert planned() == [("promise_due", str(promised), "Fay Adams")]


@pytest.mark.parametrize(
    ("utc", "late"),
    [
        (datetime(2026, 10, 24, 22, 59, tzinfo=UTC), False),  # 23:59 on Saturday, summer time
        (datetime(2026, 10, 24, 23, 1, tzinfo=UTC), True),  # 00:01 on Sunday the 25th, summer time
        (datetime(2027, 3, 28, 22, 59, tzinfo=UTC), False),  # 23:59 on Sunday the 28th, summer time has begun
        (datetime(2027, 3, 28, 23, 1, tzinfo=UTC), True),  # 00:01 on Monday
    ],
)
def test_late_begins_at_midnight_on_the_clock_on_the_wall(project, fay, lena, utc, late):
    said(project, lena, promised_by=date(2026, 10, 24) if utc.year == 2026 else date(2027, 3, 28))

    plan(utc)

    assert [kind for kind, _, _ in planned() if kind == "promise_late"] == ["promise_late"] * late
