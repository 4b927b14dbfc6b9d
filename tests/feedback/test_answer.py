"""Answering: nobody is told without a reason."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from feedback.models import Feedback, Outcome, Reply
from participants.models import Message
from participants.outbox.dispatch import dispatch
from tests.feedback.saying import ANSWER, PROMISED, answered, in_parts, said, told
from tests.projects.test_decision import make_final, write_down
from tests.reading import read, said_back, to_check, tree, typed


def url(name, said, *args):
    return reverse(name, args=[said.project_id, said.pk, *args])


TODAY = in_parts(timezone.localdate())


@pytest.fixture
def idea(project, lena):
    return said(project, lena)


def test_an_answer_is_told_once_it_has_gone_out_and_not_before(client_of, fay, idea, mail_server):
    response = client_of(fay).post(url("answer", idea), ANSWER, follow=True)
    answered_only = Feedback.objects.get().step
    dispatch()

    idea.refresh_from_db()
    [mail] = mail_server.arrived
    text = mail.get_body(("plain",)).get_content()
    reply = idea.answer
    assert said_back(response) == ['It is on its way. You answered "The door is heavy."']
    assert (answered_only, idea.step) == (3, 4)
    assert (reply.outcome, reply.answered_by, reply.answered_on) == (Outcome.USED, fay, timezone.localdate())
    assert (reply.told_on, reply.told_how, reply.told_in_public) == (timezone.localdate(), "by email", False)
    assert "We will do it. The button comes in May." in text
    assert "Why: The door hurts wrists." in text
    assert f"http://127.0.0.1:8000{idea.get_absolute_url()}" in text


def test_after_an_answer_the_same_list_of_the_board_comes_back(client_of, fay, idea):
    browser, here = client_of(fay), reverse("board", args=[idea.project_id]) + "?show=thank&sort=newest"
    (link,) = tree(browser.get(here)).xpath("//h3/a/@href")

    response = browser.post(link, ANSWER, follow=True)

    assert link == url("answer", idea) + "?show=thank&sort=newest"
    assert response.redirect_chain[-1][0] == here


@pytest.mark.parametrize(
    ("typed_in", "to"), [("The head teachers", "the head teachers"), ("Thea Bell", "Thea Bell"), ("", "")]
)
def test_whom_it_was_passed_on_to_stands_inside_a_sentence(typed_in, to):
    assert Reply(outcome=Outcome.PASSED_ON, passed_to=typed_in).headline == f"We passed it on to {to}."


def test_lena_does_not_read_an_answer_that_nobody_has_told_her(client_of, fay, lena, idea):
    answered(idea, fay, why="Only on paper yet.")

    pages = [read(client_of(lena).get(page)) for page in (idea.get_absolute_url(), reverse("ideas"), reverse("home"))]

    assert [text for text in pages if "Only on paper yet." in text or "The button" in text] == []
    assert "We have an answer" in pages[0]


@pytest.mark.parametrize("telling", ["tell", "told"])
def test_nobody_is_told_without_a_reason(client_of, fay, idea, telling):
    told_now = {"telling": telling, "told_how": "by phone", **TODAY}

    response = client_of(fay).post(url("answer", idea), ANSWER | told_now | {"why": ""})

    assert to_check(response) == ["Say why. Nobody is told without a reason."]
    assert (typed(response)["how"], typed(response)["outcome"]) == ("The button comes in May.", "used")
    assert (Reply.objects.count(), Message.objects.count()) == (0, 0)


def test_an_answer_without_a_reason_can_be_saved_and_is_not_told_until_it_has_one(client_of, fay, idea):
    browser = client_of(fay)

    browser.post(url("answer", idea), ANSWER | {"why": "", "telling": "later"})
    response = browser.post(url("tell_giver", idea), {"send": "1"}, follow=True)

    assert said_back(response)[-1] == "Write down why, first. Nobody is told without a reason."
    assert (Reply.objects.get().told_on, Message.objects.count()) == (None, 0)


def test_a_reason_that_was_left_out_can_be_added(client_of, fay, idea):
    browser = client_of(fay)
    browser.post(url("answer", idea), ANSWER | {"why": "", "telling": "later"})

    browser.post(url("answer", idea), ANSWER | {"telling": "later"})
    response = browser.post(url("tell_giver", idea), {"send": "1"}, follow=True)

    idea.refresh_from_db()
    assert (idea.answer.why, Reply.objects.count()) == ("The door hurts wrists.", 1)
    assert said_back(response)[-1] == "It is on its way."


def test_the_database_refuses_to_tell_without_a_reason(fay, idea):
    reply = answered(idea, fay, why="")

    with pytest.raises(IntegrityError, match="nobody_is_told_without_a_reason"), transaction.atomic():
        reply.mark_told(date(2026, 3, 10), "by phone")


def test_an_empty_form_says_what_is_to_do(client_of, fay, idea):
    response = client_of(fay).post(url("answer", idea), {"why": "Because."})

    assert to_check(response) == ["Choose what will happen.", "Choose how they will be told."]
    assert typed(response)["why"] == "Because."
    assert Reply.objects.count() == 0


def test_words_that_are_too_long_come_back_whole(client_of, fay, idea):
    long = {"how": "h" * 1001, "why": "w" * 1001, "passed_to": "p" * 161, "told_how": "t" * 161}
    passed_on = {"outcome": "passed_on", "telling": "told", **TODAY}

    response = client_of(fay).post(url("answer", idea), passed_on | long)

    assert sorted(to_check(response)) == ["Use 1,000 letters or fewer."] * 2 + ["Use 160 letters or fewer."] * 2
    assert {name: typed(response)[name] for name in long} == long


def test_not_yet_moves_the_promise_and_is_no_answer(client_of, fay, idea, mail_server):
    next_by = timezone.localdate() + timedelta(days=21)
    not_yet = ANSWER | {"outcome": "not_yet", "why": "The landlord is away."} | in_parts(next_by, "next_by")

    client_of(fay).post(url("answer", idea), not_yet)
    dispatch()

    idea.refresh_from_db()
    reply, [mail] = Reply.objects.get(), mail_server.arrived
    assert (idea.answer, idea.step, idea.promised_by) == (None, 2, next_by)
    assert (reply.promised_by, reply.told_on) == (PROMISED, timezone.localdate())
    assert "You will hear from us again by" in mail.get_body(("plain",)).get_content()


def test_not_yet_needs_a_new_day_and_passed_on_needs_whom(client_of, fay, idea):
    lines = [
        to_check(client_of(fay).post(url("answer", idea), ANSWER | {"outcome": outcome}))
        for outcome in ("not_yet", "passed_on")
    ]

    assert lines == [["Give the day by which they hear again."], ["Say to whom it was passed on."]]


def test_told_already_needs_a_day_that_has_been_and_how(client_of, fay, idea):
    tomorrow = in_parts(timezone.localdate() + timedelta(days=1))
    lines = [
        to_check(client_of(fay).post(url("answer", idea), ANSWER | {"telling": "told", **more}))
        for more in ({}, tomorrow | {"told_how": "by phone"})
    ]

    assert lines == [
        ["Give the day when you told them.", "Say how you told them, or where."],
        ["This day is still to come. Give the day when you told them."],
    ]
    assert Reply.objects.count() == 0


def test_told_already_sends_nothing(client_of, fay, idea):
    by_phone = {"telling": "told", "told_how": "by phone", **TODAY}

    client_of(fay).post(url("answer", idea), ANSWER | by_phone)

    reply = Reply.objects.get()
    assert (reply.told_on, reply.told_how, reply.told_in_public) == (timezone.localdate(), "by phone", False)
    assert Message.objects.count() == 0


def test_gus_is_put_on_the_list_of_people_to_ring(client_of, project, fay, gus):
    idea = said(project, gus)

    page = read(client_of(fay).get(url("answer", idea)))
    client_of(fay).post(url("answer", idea), ANSWER)

    message = Message.objects.get()
    assert "I will ring Gus" in page
    assert (message.recipient, message.channel, message.state) == (gus, "by_hand", "queued")
    assert Reply.objects.get().told_on is None


def test_a_group_is_told_in_public_and_its_loop_ends_there(client_of, project, fay):
    idea = said(project, None, group="Parents")

    client_of(fay).post(url("answer", idea), ANSWER | {"telling": "told", "told_how": "on the notice board", **TODAY})

    idea.refresh_from_db()
    assert (idea.answer.told_in_public, idea.step, idea.closed_on) == (True, 5, None)


def test_a_group_cannot_be_sent_a_mail(client_of, project, fay):
    idea = said(project, None, group="Parents")

    response = client_of(fay).post(url("answer", idea), ANSWER)

    assert len(to_check(response)) == 1
    assert (Reply.objects.count(), Message.objects.count()) == (0, 0)


def test_only_a_final_decision_of_this_project_stands_behind_an_answer(client_of, project, fay, lena, idea, olu):
    final = make_final(write_down(project, fay, reason="It wakes the babies."), (lena, "lived"))
    draft = write_down(project, fay)
    there = make_final(write_down(olu.memberships.get().project, olu, reason="So."), (olu, "professional"))

    answers = [client_of(fay).post(url("answer", idea), ANSWER | {"decision": one.pk}) for one in (draft, there)]
    client_of(fay).post(url("answer", idea), ANSWER | {"decision": final.pk})

    assert [len(to_check(answer)) for answer in answers] == [1, 1]
    assert [reply.decision for reply in Reply.objects.all()] == [final]


def test_an_answer_can_be_changed_until_it_is_on_its_way(client_of, fay, idea):
    answered(idea, fay)
    browser = client_of(fay)

    browser.post(url("answer", idea), ANSWER | {"how": "The button comes in June."})
    browser.post(url("answer", idea), ANSWER | {"how": "The button comes never."})

    assert [reply.how for reply in Reply.objects.all()] == ["The button comes in June."]


def test_an_answer_that_becomes_not_yet_is_no_answer_any_more(client_of, fay, idea):
    answered(idea, fay)
    next_by = timezone.localdate() + timedelta(days=21)

    client_of(fay).post(url("answer", idea), ANSWER | {"outcome": "not_yet"} | in_parts(next_by, "next_by"))

    idea.refresh_from_db()
    assert (idea.answer, idea.step, idea.promised_by, Reply.objects.count()) == (None, 2, next_by, 1)


def test_an_answer_that_was_told_stays_as_it_was_told(client_of, fay, idea):
    told(idea, fay)

    client_of(fay).post(url("answer", idea), ANSWER | {"how": "The button comes never."})

    assert [reply.how for reply in Reply.objects.all()] == ["The button comes in May."]


def test_what_was_taken_back_is_not_answered(client_of, fay, idea):
    idea.take_back(timezone.now())

    assert client_of(fay).post(url("answer", idea), ANSWER).status_code == 404
