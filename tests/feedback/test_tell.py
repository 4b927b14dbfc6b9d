"""Telling what was answered earlier."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from feedback.models import NamedAs, Reply
from participants.models import Message
from participants.outbox.dispatch import dispatch
from tests.feedback.saying import ANSWER, answered, in_parts, said, thanked, told
from tests.reading import links, read, said_back, to_check


def url(name, said, *args):
    return reverse(name, args=[said.project_id, said.pk, *args])


TODAY = in_parts(timezone.localdate())


@pytest.fixture
def idea(project, lena):
    return said(project, lena)


def test_what_was_answered_earlier_is_told_by_mail_once(client_of, fay, idea, mail_server):
    answered(idea, fay)
    browser = client_of(fay)

    for _ in range(2):
        response = browser.post(url("tell_giver", idea), {"send": "1"}, follow=True)
    dispatch()

    assert said_back(response) == ["It is on its way."]
    assert (len(mail_server.arrived), Reply.objects.get().told_on) == (1, timezone.localdate())


def test_what_was_told_face_to_face_is_written_down_and_its_mail_is_not_sent(client_of, fay, idea, mail_server):
    answered(idea, fay)
    browser = client_of(fay)
    browser.post(url("tell_giver", idea), {"send": "1"})

    response = browser.post(url("tell_giver", idea), {"told_how": "at the session", **TODAY}, follow=True)
    dispatch()

    reply = Reply.objects.get()
    assert said_back(response)[-1] == "Written down as told: Lena Okoro."
    assert (reply.told_on, reply.told_how) == (timezone.localdate(), "at the session")
    assert (mail_server.arrived, Message.objects.get().state) == ([], Message.State.CANCELLED)


def test_a_day_to_come_and_no_way_are_asked_for_again(client_of, fay, idea):
    answered(idea, fay)
    tomorrow = in_parts(timezone.localdate() + timedelta(days=1))

    response = client_of(fay).post(url("tell_giver", idea), {"told_how": "", **tomorrow})

    assert to_check(response) == [
        "This day is still to come. Give the day when you told them.",
        "Say how you told them, or where.",
    ]
    assert Reply.objects.get().told_on is None


def test_what_was_told_is_not_told_again(client_of, fay, idea):
    told(idea, fay)

    assert client_of(fay).post(url("tell_giver", idea), {"send": "1"}).status_code == 404


def test_an_answer_to_private_words_goes_to_the_giver_alone(client_of, project, fay, lena, max, pru, mail_server):
    private = said(project, lena, "The nurse shouted.", named_as=NamedAs.PRIVATE)

    client_of(fay).post(url("answer", private), ANSWER)
    dispatch()

    assert [mail["To"] for mail in mail_server.arrived] == ["Lena Okoro <lena@example.org>"]


def test_the_page_shows_staff_the_name_and_how_others_see_it(client_of, fay, idea):
    thanked(idea, fay)

    text = read(client_of(fay).get(url("answer", idea)))

    assert 'from Lena Okoro, Monday 2 March. Others see "a member".' in text
    assert url("thank", idea) not in links(client_of(fay).get(url("answer", idea)))
