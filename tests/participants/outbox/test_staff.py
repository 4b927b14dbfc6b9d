"""What only a person can say: it arrived, send it again, I told them."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from participants.models import Message
from participants.outbox import arrived, send_again, told_by_hand
from participants.outbox.dispatch import dispatch
from participants.outbox.plan import plan
from tests.participants.outbox.mail import HANG_UP


@pytest.fixture
def lost(lena, tell_news, post, clock) -> Message:
    """A message to Lena that nobody knows the end of."""
    post.after_dot["lena@example.org"] = HANG_UP
    message = tell_news(lena)
    dispatch(clock)
    post.after_dot.clear()
    return Message.objects.uncertain().get(pk=message.pk)


def test_she_says_it_arrived(fay, lost, news):
    assert arrived(lost, by=fay) is True

    lost.refresh_from_db()
    assert (lost.state, lost.decided_by, lost.sent_at) == ("sent", fay, lost.handed_over_at)
    assert news.told == [("Lena Okoro", "by email")]


def test_saying_it_twice_tells_the_app_once(fay, lost, news):
    arrived(lost, by=fay)

    assert (arrived(lost, by=fay), send_again(lost, by=fay)) == (False, False)
    assert len(news.told) == 1


def test_she_has_not_got_it_so_it_is_sent_again(fay, lost, news, post, clock):
    assert send_again(lost, by=fay) is True
    clock.tick(minutes=1)
    dispatch(clock)

    lost.refresh_from_db()
    assert (lost.state, lost.decided_by) == ("sent", fay)
    assert [mail["Message-ID"] for mail in post.arrived] == [f"<{lost.pk}@127.0.0.1>"] * 2
    assert len(news.told) == 1


def test_sent_again_asks_first_whether_it_is_still_owed(fay, lost, news, post, clock):
    news.settled = {lost.about}
    send_again(lost, by=fay)
    clock.tick(minutes=1)
    dispatch(clock)

    lost.refresh_from_db()
    assert lost.state == "cancelled"
    assert len(post.arrived) == 1


def test_a_dead_one_is_sent_again_after_the_address_was_mended(fay, lena, tell_news, post, clock):
    post.refuse["lena@example.org"] = "550 nobody here"
    message = tell_news(lena)
    dispatch(clock)
    lena.email = "lena.okoro@example.org"
    lena.save()

    assert send_again(message, by=fay) is True
    clock.tick(minutes=1)
    dispatch(clock)

    assert post.recipients == ["lena.okoro@example.org"]


def test_what_is_told_by_hand_is_never_sent_and_counts_from_that_day(fay, gus, news, tell_news, post, clock):
    message = tell_news(gus)
    dispatch(clock)
    assert post.arrived == []

    assert told_by_hand(message, on=date(2026, 3, 4), how="by phone", by=fay) is True
    assert told_by_hand(message, on=date(2026, 3, 5), how="by letter") is False

    message.refresh_from_db()
    assert (message.state, message.why, message.decided_by) == ("sent", "Told by phone.", fay)
    assert timezone.localdate(message.sent_at) == date(2026, 3, 4)
    assert news.told == [("Gus Hart", "by phone")]


def test_told_today_is_told_now(gus, tell_news):
    message = tell_news(gus)

    told_by_hand(message, on=timezone.localdate(), how="by phone")

    message.refresh_from_db()
    assert message.recorded_at <= message.sent_at <= timezone.now()


def test_ringing_about_a_lost_mail_settles_it_by_hand(lost, news):
    told_by_hand(lost, on=timezone.localdate(), how="by phone")

    lost.refresh_from_db()
    assert (lost.state, lost.channel, lost.error) == ("sent", "by_hand", "")
    assert news.told == [("Lena Okoro", "by phone")]


def test_nobody_is_rung_for_what_settled_itself(gus, lena, news, tell_news, clock, monkeypatch, caplog):
    settled, other = tell_news(gus, about="idea:1"), tell_news(gus, about="idea:2")
    unknown = tell_news(gus, about="idea:3")
    Message.objects.filter(pk=unknown.pk).update(kind="gone")
    news.settled = {"idea:1"}

    plan(clock())

    settled.refresh_from_db()
    assert (settled.state, settled.why) == ("cancelled", "It was no longer needed when its turn came.")
    assert set(Message.objects.by_hand_to_do()) == {other, unknown}
    assert "Nobody can say" in caplog.text


def test_the_lists_for_staff_hold_their_own_projects_messages_only(
    fay, gus, max, project, lost, tell_news, post, clock
):
    other_project = uuid4()
    Message.objects.update(scope=project.pk)
    post.refuse["max@example.org"] = "550 nobody here"
    for scope in (project.pk, other_project):
        tell_news(max, about=f"dead in {scope}", scope=scope)
        dispatch(clock)
        tell_news(gus, about=f"by hand in {scope}", scope=scope)
        tell_news(fay, about=f"waiting in {scope}", scope=scope, next_at=clock() + timedelta(days=1))

    mine = Message.objects.for_scopes([project.pk])

    here = project.pk
    assert [message.about for message in mine.uncertain()] == ["idea:1"]
    assert [message.about for message in mine.dead()] == [f"dead in {here}"]
    assert [message.about for message in mine.by_hand_to_do()] == [f"by hand in {here}"]
    assert [message.about for message in mine.waiting()] == [f"waiting in {here}"]
    assert mine.waiting()[0].why == "It goes out by itself in the next minutes."
