"""Stopping: the headers, the link that needs no sign-in, and what is then not sent and why."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from participants.models import Message, Person, Stop
from participants.outbox import Owed, Stops, put_off, told_by_hand
from participants.outbox.dispatch import dispatch
from participants.outbox.kinds import KINDS
from participants.outbox.plan import plan
from participants.outbox.stops import ASKED_TO_STOP, read_token, start_again, token_of


def link_in(mail) -> str:
    return mail["List-Unsubscribe"].strip("<>").replace("\r\n", "").replace(" ", "")


def one_click(url: str, **more: str):
    """As a mail program does it: no cookie, no token of a page, one field."""
    bare = Client(enforce_csrf_checks=True)
    return bare.post(url, {"List-Unsubscribe": "One-Click"} | more)


@pytest.fixture
def told(lena, project, tell_news, post, clock):
    tell_news(lena, scope=project.pk)
    dispatch(clock)
    return post.arrived.pop()


def test_each_letter_says_how_to_stop_in_its_headers(told, lena, project):
    assert told["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert link_in(told) == f"http://127.0.0.1:8000/stop/{token_of(lena.pk, project.pk)}"


def test_one_click_stops_the_project_and_nothing_else(told, lena, max, project, tell_news, post, clock):
    other = uuid4()

    answers = [one_click(link_in(told)).status_code for _ in range(2)]
    for scope, about in ((project.pk, "here"), (other, "there")):
        tell_news(lena, about, scope=scope)
        tell_news(max, about, scope=scope)
    dispatch(clock)

    assert answers == [200, 200]
    assert list(Stop.objects.values_list("person__name", "scope")) == [("Lena Okoro", project.pk)]
    assert sorted(post.recipients) == ["lena@example.org", "max@example.org", "max@example.org"]
    stopped = Message.objects.get(about="here", recipient=lena)
    assert (stopped.state, stopped.why) == ("cancelled", "They asked us to stop.")


def test_following_the_link_changes_nothing(told):
    response = Client().get(link_in(told))

    assert (response.status_code, Stop.objects.count()) == (200, 0)


def test_the_second_button_stops_everything(told, lena, tell_news, post, clock):
    one_click(link_in(told), what="everything")
    for scope in (uuid4(), None):
        tell_news(lena, str(scope), scope=scope)
    dispatch(clock)

    assert list(Stop.objects.values_list("scope", flat=True)) == [None]
    assert post.arrived == []


@pytest.mark.parametrize("kind", [Stops.EVERYTHING, Stops.NEVER])
def test_what_they_asked_for_still_comes_after_the_project_is_stopped(
    lena, project, news, tell_news, post, clock, monkeypatch, kind
):
    monkeypatch.setitem(KINDS, "test_news", news.kind(stops=kind))
    Stop.ask(lena, project.pk, timezone.now())
    tell_news(lena, "answer", scope=project.pk)

    dispatch(clock)

    assert post.recipients == ["lena@example.org"]


def test_what_nobody_can_stop_has_no_link_for_it(lena, news, tell_news, post, clock, monkeypatch):
    monkeypatch.setitem(KINDS, "test_news", news.kind(stops=Stops.NEVER))
    Stop.ask(lena, None, timezone.now())
    tell_news(lena)

    dispatch(clock)

    [mail] = post.arrived
    assert (mail["List-Unsubscribe"], "/stop/" in mail.as_string()) == (None, False)


def test_stopped_while_it_waits_is_not_sent(lena, project, tell_news, post, clock):
    message = tell_news(lena, scope=project.pk)
    Stop.ask(lena, project.pk, timezone.now())

    dispatch(clock)

    message.refresh_from_db()
    assert (post.arrived, message.why) == ([], ASKED_TO_STOP)


def test_who_starts_again_hears_what_is_still_owed(lena, news, project, post, clock):
    Stop.ask(lena, project.pk, timezone.now())
    news.owed = [Owed([lena], "session:1", "2026-03-12", scope=project.pk)]
    assert [plan(clock()), plan(clock())] == [1, 0]  # not looked at again each minute
    dispatch(clock)
    assert post.arrived == []

    start_again(lena, project.pk)
    plan(clock())
    dispatch(clock)

    assert post.recipients == ["lena@example.org"]


def test_somebody_may_tell_them_all_the_same(lena, fay, project, news, tell_news, clock):
    Stop.ask(lena, project.pk, timezone.now())
    message = tell_news(lena, scope=project.pk)
    other = tell_news(lena, "idea:2")
    news.settled = {"idea:2"}
    dispatch(clock)

    assert told_by_hand(message, timezone.localdate(), "by phone", fay) is True
    assert told_by_hand(other, timezone.localdate(), "by phone", fay) is False

    assert news.told == [("Lena Okoro", "by phone")]


@pytest.mark.parametrize("token", ["", "x", "abc.def", "%00"])
def test_a_link_that_we_did_not_make_is_no_page(db, token):
    assert Client().get(f"/stop/{token}").status_code == 404


def test_a_link_that_was_changed_is_no_page(lena, max, project):
    mine, theirs = token_of(lena.pk, project.pk), token_of(max.pk, project.pk)

    mixed = theirs.split(".")[0] + "." + mine.split(".")[1]

    assert read_token(mine) == (lena.pk, project.pk)
    assert read_token(token_of(lena.pk, None)) == (lena.pk, None)
    assert one_click(reverse("stop", args=[mixed])).status_code == 404
    assert Stop.objects.count() == 0


# ---- putting a reminder off


@pytest.fixture
def reminder(fay, news, tell_news, post, clock, monkeypatch) -> Message:
    """Something that Fay was reminded of."""
    monkeypatch.setitem(KINDS, "test_news", news.kind(reminds=True))
    message = tell_news(fay)
    dispatch(clock)
    return message


def test_a_reminder_comes_back_on_the_day_they_chose(fay: Person, reminder, post, clock):
    until = timezone.localdate(clock()) + timedelta(days=9)
    first = post.arrived.pop()

    assert put_off(reminder, until) is True
    for _ in range(9):
        dispatch(clock)
        assert post.arrived == []
        clock.tick(days=1)
    clock.tick(hours=24)
    dispatch(clock)
    dispatch(clock)

    [again] = post.arrived
    assert f"http://127.0.0.1:8000/messages/{reminder.pk}/later" in first.get_body(["plain"]).get_content()
    assert again.get_body(["plain"]).get_content().startswith("You asked to be reminded today. This is what we wrote")
    assert first["Message-ID"] != again["Message-ID"]


def test_a_reminder_of_what_is_done_meanwhile_does_not_come_back(reminder, news, post, clock):
    put_off(reminder, timezone.localdate(clock()) + timedelta(days=2))
    news.settled = {reminder.about}

    clock.tick(days=3)
    dispatch(clock)

    reminder.refresh_from_db()
    assert (len(post.arrived), reminder.state) == (1, "cancelled")


def test_put_off_while_it_is_being_sent_is_refused(reminder):
    Message.objects.update(state="handing_over")

    assert put_off(reminder, timezone.localdate() + timedelta(days=2)) is False
