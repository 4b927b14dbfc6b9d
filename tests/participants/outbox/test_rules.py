"""Each of the three rules is needed: with all of them Lena gets one mail, without any one of them she gets two."""

import pytest
from django.db import connection

from participants.models import Message
from participants.outbox import reap as reaping
from participants.outbox import steps
from participants.outbox.channels import way_out
from participants.outbox.dispatch import dispatch, settle
from participants.outbox.kinds import Owed
from participants.outbox.letter import letter, part_of
from participants.outbox.promise import row, states_of
from tests.chaos.mutants import back_to_queue, drop_the_key, no_fence


@pytest.fixture
def no_key(transactional_db: None):
    """The table without its unique key, for the length of a test."""
    [key] = drop_the_key()
    yield
    Message.objects.all().delete()
    Message._meta.constraints = [key]
    with connection.schema_editor() as editor:
        editor.add_constraint(Message, key)


def two_planners_at_once(person) -> None:
    """Both looked before either wrote."""
    owed = Owed([person], "idea:1", "2026-03-12")
    assert [states_of("test_news", [owed]), states_of("test_news", [owed])] == [{}, {}]
    for _ in range(2):
        Message.objects.bulk_create([row("test_news", owed, person)], ignore_conflicts=True)


def slept_through_its_lease(clock) -> None:
    """One dispatcher claims and falls asleep, another sends, the first wakes up and goes on."""
    [message] = steps.claim(clock())
    reaping.reap(clock.tick(minutes=2))
    dispatch(clock)
    with way_out() as channel:
        settle(
            [message],
            channel.send(letter([part_of(message)]), lambda: steps.begin_hand_over([message], clock())),
            clock,
        )


def died_after_the_dot(clock) -> None:
    """The mail server took it, and the dispatcher was killed before it could write that down."""
    [message] = steps.claim(clock())
    with way_out() as channel:
        channel.send(letter([part_of(message)]), lambda: steps.begin_hand_over([message], clock()))
    reaping.reap(clock.tick(minutes=2))
    dispatch(clock)


def test_with_the_key_two_planners_promise_once(lena, news, post, clock):
    two_planners_at_once(lena)
    dispatch(clock)

    assert post.recipients == ["lena@example.org"]


def test_without_the_key_two_planners_promise_twice(no_key, lena, news, post, clock):
    two_planners_at_once(lena)
    dispatch(clock)

    assert post.recipients == ["lena@example.org"] * 2


def test_with_the_fence_a_sleeper_sends_nothing(lena, tell_news, post, clock):
    tell_news(lena)
    slept_through_its_lease(clock)

    assert post.recipients == ["lena@example.org"]


def test_without_the_fence_a_sleeper_sends_a_second_mail(lena, tell_news, post, clock, monkeypatch):
    monkeypatch.setattr(steps, "begin_hand_over", no_fence)
    tell_news(lena)
    slept_through_its_lease(clock)

    assert post.recipients == ["lena@example.org"] * 2


def test_with_the_hold_what_may_have_arrived_is_not_sent_again(lena, tell_news, post, clock):
    tell_news(lena)
    died_after_the_dot(clock)

    assert post.recipients == ["lena@example.org"]


def test_without_the_hold_it_is_sent_again(lena, tell_news, post, clock, monkeypatch):
    monkeypatch.setattr(reaping, "reap", back_to_queue)
    tell_news(lena)
    died_after_the_dot(clock)

    assert post.recipients == ["lena@example.org"] * 2
