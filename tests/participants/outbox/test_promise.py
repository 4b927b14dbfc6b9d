"""Promising: one row for each person and occasion."""

import time
from datetime import timedelta

import pytest
from celery import current_app
from django.db import connection, transaction
from django.utils import timezone

from participants.models import Message
from participants.outbox import Kind, Owed, register, tell
from participants.outbox.dispatch import dispatch
from participants.outbox.kinds import KINDS
from participants.outbox.plan import plan
from tests.services import free_port


def rows() -> list[tuple[str, str, str]]:
    return list(Message.objects.order_by("slot").values_list("recipient__name", "slot", "state"))


def test_telling_twice_for_one_occasion_is_one_promise(lena, max, tell_news):
    tell_news(lena)
    tell_news(max)

    tell_news(lena, title="the same again")

    assert sorted(Message.objects.values_list("recipient__name", "subject")) == [
        ("Lena Okoro", "News: chairs"),
        ("Max Bell", "News: chairs"),
    ]


def test_two_who_promise_the_same_at_the_same_moment_make_one_promise(lena, tell_news):
    def meanwhile() -> str:
        """While the first puts it into words, the second is quicker."""
        tell_news(lena, title="the quicker one")
        return "the slower one"

    tell_news(lena, title=meanwhile)

    assert list(Message.objects.values_list("subject", flat=True)) == ["News: the quicker one"]


def test_the_words_are_those_of_the_template_and_its_first_line_is_the_subject(lena, project, tell_news):
    message = tell_news(lena, scope=project.pk, title='Tea & "cake"')

    assert (message.subject, message.channel, message.state) == ('News: Tea & "cake"', "email", "queued")
    assert message.text.startswith("Hello Lena,\n\nThe chairs & tables are here:\n{link}\n")
    assert message.words.splitlines()[3] == "http://127.0.0.1:8000/ideas/1"
    assert message.scope == project.pk


def test_a_long_subject_ends_in_an_ellipsis(lena, tell_news):
    message = tell_news(lena, title="x" * 300)

    assert message.subject == "News: " + "x" * 193 + "…"


def test_who_has_left_gets_nothing(lena, max, news):
    lena.is_active = False

    tell([lena, max], "test_news", about="idea:1", slot="told")

    assert rows() == [("Max Bell", "told", "queued")]


def test_who_is_rung_up_stands_on_the_list_for_people(gus, tell_news):
    assert tell_news(gus).channel == "by_hand"


def test_a_kind_that_nobody_registered_is_refused(lena):
    with pytest.raises(ValueError, match='called "gossip"'):
        tell([lena], "gossip", about="idea:1", slot="told")


def test_two_kinds_of_one_name_are_refused(news):
    with pytest.raises(ValueError, match='two kinds of message called "test_news"'):
        register(Kind("test_news"))


def test_planning_again_and_again_promises_once(lena, max, news, clock, django_assert_num_queries):
    news.owed = [Owed([lena, max], "session:1", "2026-03-12", next_at=clock(), context={"title": "Thursday"})]

    assert [plan(clock()), plan(clock.tick(hours=25)), plan(clock.tick(hours=-25))] == [2, 0, 0]

    assert Message.objects.count() == 2


def test_the_fault_of_one_app_does_not_silence_the_others(lena, news, clock, monkeypatch, caplog):
    monkeypatch.setitem(KINDS, "broken", Kind("broken", plan=lambda as_at: 1 / 0))
    news.owed = [Owed([lena], "session:1", "2026-03-12")]

    assert plan(clock()) == 1
    assert "kind broken could not be planned" in caplog.text


def test_a_moved_date_gets_a_message_of_its_own_and_the_old_one_is_dropped(lena, news, clock, post):
    news.owed = [Owed([lena], "session:1", "2026-03-12", next_at=clock())]
    plan(clock())

    news.settled = {"2026-03-12"}
    news.owed = [Owed([lena], "session:1", "2026-03-19", next_at=clock())]
    plan(clock())
    dispatch(clock)

    assert rows() == [("Lena Okoro", "2026-03-12", "cancelled"), ("Lena Okoro", "2026-03-19", "sent")]
    assert len(post.arrived) == 1


def test_a_date_that_moves_away_and_back_is_told_once(lena, news, clock, post):
    news.owed = [Owed([lena], "session:1", "2026-03-12", next_at=clock())]
    news.settled = {"session:1"}
    plan(clock())
    dispatch(clock)
    assert rows() == [("Lena Okoro", "2026-03-12", "cancelled")]

    news.settled = set()
    for _ in range(3):
        plan(clock.tick(minutes=1))
        dispatch(clock)

    assert rows() == [("Lena Okoro", "2026-03-12", "sent")]
    assert post.recipients == ["lena@example.org"]


@pytest.mark.django_db(transaction=True)
def test_a_broken_queue_never_breaks_the_page(lena, tell_news, monkeypatch, caplog):
    monkeypatch.setattr(current_app.conf, "broker_write_url", f"redis://127.0.0.1:{free_port()}/0")
    started = time.monotonic()

    with transaction.atomic():
        tell_news(lena)

    assert rows() == [("Lena Okoro", "2026-03-12", "queued")]
    assert "Error calling" in caplog.text
    assert time.monotonic() - started < 3


def test_the_index_on_what_is_due_is_used(lena, news):
    due = Message.objects.due(timezone.now() + timedelta(hours=1)).order_by("next_at", "pk")

    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")
    assert "message_queued" in due.explain()
