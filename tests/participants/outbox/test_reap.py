"""Clearing up: what a dead process held, and what a jumping clock left behind."""

from datetime import timedelta

from django.utils import timezone

from participants.models import Message
from participants.outbox import steps
from participants.outbox.digest import next_morning
from participants.outbox.dispatch import dispatch
from participants.outbox.reap import reap


def fresh(message: Message) -> Message:
    return Message.objects.get(pk=message.pk)


def test_what_a_dead_dispatcher_only_held_is_sent_by_the_next(lena, tell_news, post, clock):
    message = tell_news(lena)
    steps.claim(clock())

    reap(clock.tick(seconds=59))
    dispatch(clock)
    assert post.arrived == []

    reap(clock.tick(seconds=1))
    assert (fresh(message).state, fresh(message).attempts, fresh(message).token) == ("queued", 0, None)
    dispatch(clock)
    assert post.recipients == ["lena@example.org"]


def test_what_a_dead_dispatcher_had_begun_to_hand_over_waits_for_a_person(lena, news, tell_news, post, clock):
    message = tell_news(lena)
    [claimed] = steps.claim(clock())
    steps.begin_hand_over([claimed], clock())

    for _ in range(3):
        reap(clock.tick(minutes=2))
        dispatch(clock)

    assert list(Message.objects.uncertain()) == [message]
    assert fresh(message).why == (
        "The mail server went quiet after we handed this over. We cannot tell whether it arrived."
    )
    assert post.arrived == []


def test_an_answer_that_is_only_late_still_settles_it(lena, news, tell_news, clock):
    message = tell_news(lena)
    [claimed] = steps.claim(clock())
    steps.begin_hand_over([claimed], clock())
    reap(clock.tick(minutes=2))
    assert fresh(message).state == "uncertain"

    steps.sent([claimed], clock())

    assert (fresh(message).state, fresh(message).sent_at) == ("sent", clock())
    assert news.told == [("Lena Okoro", "by email")]


def test_a_late_answer_changes_nothing_once_a_person_has_decided(lena, max, news, tell_news, clock):
    message = tell_news(lena)
    [claimed] = steps.claim(clock())
    steps.begin_hand_over([claimed], clock())
    reap(clock.tick(minutes=2))
    Message.objects.filter(pk=message.pk).update(state="queued", token=None)

    steps.sent([claimed], clock())
    steps.dead([claimed], "no")

    assert fresh(message).state == "queued"
    assert news.told == []


def test_a_clock_that_went_a_day_ahead_and_came_back_leaves_nothing_waiting(lena, max, tell_news, post, clock):
    now, tomorrow = clock(), clock() + timedelta(hours=25)
    for number, state in enumerate(("tried", "told", "claimed", "handing_over")):
        tell_news(lena, about=state, next_at=now - timedelta(minutes=number))
    Message.objects.filter(about="tried").update(next_at=tomorrow, attempts=1, error="Their mail server is busy.")
    Message.objects.filter(about="told").update(next_at=tomorrow, recorded_at=tomorrow)
    Message.objects.filter(about="claimed").update(state="claimed", lease_until=tomorrow, attempts=1)
    Message.objects.filter(about="handing_over").update(state="handing_over", lease_until=tomorrow, attempts=1)

    for _ in range(3):
        reap(clock())
        dispatch(clock)
        clock.tick(minutes=1)

    assert dict(Message.objects.values_list("about", "state")) == {
        "tried": "sent",
        "told": "sent",
        "claimed": "sent",
        "handing_over": "uncertain",
    }
    assert len(post.arrived) == 3


def test_a_morning_that_was_reckoned_by_a_clock_ahead_is_the_next_one(lena, gus, tell_news, clock):
    lena.daily = True
    lena.save()
    put_off, of_then, of_now = (tell_news(lena, about=about) for about in ("put off", "then", "now"))
    then = clock() + timedelta(hours=25)
    week = next_morning(clock() + timedelta(days=7))
    Message.objects.filter(pk=of_then.pk).update(recorded_at=then, next_at=next_morning(then))
    Message.objects.filter(pk=put_off.pk).update(recorded_at=then, next_at=week, put_off_until=week.date())

    for _ in range(2):
        reap(clock())

    assert fresh(of_then).next_at == fresh(of_now).next_at == next_morning(clock())
    assert fresh(put_off).next_at == week


def test_what_is_meant_for_next_week_stays_for_next_week(lena, tell_news, clock):
    next_week = clock() + timedelta(days=7)
    message = tell_news(lena, next_at=next_week)

    reap(clock())

    assert fresh(message).next_at == next_week


def test_the_clocks_go_back_in_october_and_nothing_goes_out_twice(lena, tell_news, post, clock):
    clock.now = timezone.make_aware(timezone.datetime(2026, 10, 25, 0, 30))
    tell_news(lena, next_at=clock())

    for _ in range(12):
        dispatch(clock)
        reap(clock.tick(minutes=15))

    assert post.recipients == ["lena@example.org"]


def test_a_quiet_tick_writes_nothing_but_asks_four_times(project, clock, django_assert_num_queries):
    with django_assert_num_queries(5):
        reap(clock())
