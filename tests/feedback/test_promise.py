"""The promise: late in words, moved only with a reason the person sees, and asked about again by the person."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from participants.models import Message
from participants.outbox.dispatch import dispatch
from tests.feedback.saying import ANSWER, answered, in_parts, said, thanked, told
from tests.people import join, someone
from tests.reading import read, said_back, tree

YESTERDAY = timezone.localdate() - timedelta(days=1)


def url(name, said, *args):
    return reverse(name, args=[said.project_id, said.pk, *args])


def in_words(day):
    return f"{day:%A} {day.day} {day:%B}"


def buttons(response):
    return tree(response).xpath("//main//button/text()")


@pytest.fixture
def late(project, lena, fay):
    return thanked(said(project, lena, promised_by=YESTERDAY), fay)


def test_late_is_said_in_words_to_lena(client_of, lena, late):
    pages = [client_of(lena).get(page) for page in (late.get_absolute_url(), reverse("ideas"), reverse("home"))]

    line = f"We promised by {in_words(YESTERDAY)}. We are late. We are sorry."
    assert [line in read(page) for page in pages] == [True, True, True]


def test_lena_asks_again_and_fay_hears_it_once_for_this_promise(client_of, fay, lena, late, mail_server):
    browser = client_of(lena)

    response = browser.post(url("ask_when", late), follow=True)
    browser.post(url("ask_when", late))
    dispatch()

    [mail] = mail_server.arrived
    today = in_words(timezone.localdate())
    assert said_back(response) == ["We have asked again for you. We are sorry that we are late."]
    assert f"You asked again on {today}. Fay knows." in read(response)
    assert "Ask again" not in buttons(response)
    assert (mail["To"], mail["Subject"]) == (
        "Fay Adams <fay@example.org>",
        "Somebody asks when they will hear from us",
    )
    assert f"Lena asked again on {today}." in read(client_of(fay).get(url("answer", late)))


def test_when_the_owner_has_left_the_others_hear_it(client_of, project, fay, lena, late):
    wyn = someone("Wyn Parry")
    join(wyn, project.organisation, project, "facilitator")
    project.memberships.get(person=fay).end(timezone.now())

    client_of(lena).post(url("ask_when", late))

    assert [message.recipient for message in Message.objects.all()] == [wyn]


def test_a_new_promise_that_breaks_can_be_asked_about_again(client_of, lena, late):
    client_of(lena).post(url("ask_when", late))
    late.promised_by = YESTERDAY - timedelta(days=1)
    late.save()

    client_of(lena).post(url("ask_when", late))

    assert Message.objects.filter(kind="asked_again").count() == 2


@pytest.mark.parametrize("who", ["gus", "max", "fay"])
def test_only_the_giver_asks_again(client_of, request, late, who):
    person = request.getfixturevalue(who)

    response = client_of(person).post(url("ask_when", late))

    assert (response.status_code, Message.objects.count()) == (404, 0)


def test_nothing_is_asked_while_the_promise_holds_or_is_kept(client_of, project, fay, lena):
    holds = said(project, lena, promised_by=timezone.localdate())
    kept = said(project, lena, promised_by=YESTERDAY)
    told(kept, fay)

    pages = [client_of(lena).post(url("ask_when", one), follow=True) for one in (holds, kept)]

    assert ["Ask again" in buttons(page) for page in pages] == [False, False]
    assert Message.objects.count() == 0


def test_nobody_is_reminded_once_the_answer_was_told(client_of, fay, lena, late):
    client_of(lena).post(url("ask_when", late))
    reply = answered(late, fay)
    reply.mark_told(timezone.localdate(), "by phone")

    dispatch()

    assert [message.state for message in Message.objects.all()] == ["cancelled"]


def test_gus_sees_at_once_why_the_promise_moved(client_of, project, fay, gus):
    """He is rung up: the call may come days after the promise has moved."""
    idea = said(project, gus, promised_by=YESTERDAY)
    next_by = timezone.localdate() + timedelta(days=20)
    not_yet = ANSWER | {"outcome": "not_yet", "how": "", "why": "The landlord is away."} | in_parts(next_by, "next_by")

    client_of(fay).post(url("answer", idea), not_yet)

    page = read(client_of(gus).get(idea.get_absolute_url()))
    assert f"We moved our promise from {in_words(YESTERDAY)} to {in_words(next_by)}." in page
    assert "Why: The landlord is away." in page
    assert f"You will hear from us by {in_words(next_by)}" in page
    assert [message.kind for message in Message.objects.by_hand_to_do()] == ["answer"]


def test_the_history_of_promises_stands_on_the_piece(client_of, project, fay, lena):
    idea = said(project, lena, promised_by=YESTERDAY)
    days = [timezone.localdate() + timedelta(days=days) for days in (10, 20)]
    for day in days:
        not_yet = ANSWER | {"outcome": "not_yet", "why": "We wait for the landlord."} | in_parts(day, "next_by")
        client_of(fay).post(url("answer", idea), not_yet)

    pages = [client_of(fay).get(url("answer", idea)), client_of(lena).get(idea.get_absolute_url())]

    for page in pages:
        assert f"We moved our promise from {in_words(YESTERDAY)} to {in_words(days[0])}." in read(page)
        assert f"We moved our promise from {in_words(days[0])} to {in_words(days[1])}." in read(page)


def test_what_was_carried_to_a_meeting_and_what_came_of_it_is_read_by_the_giver(client_of, project, fay, lena):
    idea = said(project, lena)
    reply = told(idea, fay)
    form = {"carried_to": "The council's housing board", "came_of_it": "They look at it in June."}

    client_of(fay).post(reverse("carried", args=[project.pk, reply.pk]), form)

    page = read(client_of(lena).get(idea.get_absolute_url()))
    assert "Carried to: The council's housing board. What came of it: They look at it in June." in page
