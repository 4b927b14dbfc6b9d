"""Somebody outside decides: they read one piece by a link, answer once, and the giver hears it from us."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from feedback.models import Asked, Feedback, NamedAs, Outcome, Reply
from participants.models import Message
from participants.outbox.dispatch import dispatch
from participants.outbox.plan import plan
from tests.feedback.saying import ANSWER, answered, in_parts, said
from tests.feedback.test_kinds import at
from tests.reading import heading, links, read, said_back, to_check, tree, typed

SOON = timezone.localdate() + timedelta(days=7)
NELL = {"name": "Nell Grove", "role": "Head of estates"}
HER_ANSWER = {"outcome": "partly", "how": "One door in May.", "why": "There is money for one."}


def url(name, said, *args):
    return reverse(name, args=[said.project_id, said.pk, *args])


def asked(said, by, **more):
    return Asked.objects.create(feedback=said, asked_by=by, **({"until": SOON} | NELL | more))


def path(asked):
    return reverse("answer_outside", args=[asked.pk, asked.token])


@pytest.fixture
def idea(project, lena):
    return said(project, lena, promised_by=SOON)


def test_fay_makes_a_link_for_nell_and_the_promise_goes_on(client_of, fay, lena, idea):
    form = NELL | in_parts(SOON, "until")

    response = client_of(fay).post(url("ask_outside", idea), form | {"email": "nell@example.org"}, follow=True)

    one = Asked.objects.get()
    idea.refresh_from_db()
    assert said_back(response) == ["The link for Nell Grove is ready. Give it to them."]
    assert one.link in read(response)
    assert any(link.startswith("mailto:nell@example.org?") for link in links(response))
    assert (idea.answer, idea.promised_by, idea.step) == (None, SOON, 1)
    assert f"We passed it on to Nell Grove, Head of estates. We ask again by {SOON:%A} {SOON.day} {SOON:%B}." in read(
        client_of(lena).get(idea.get_absolute_url())
    )


def test_nell_reads_the_words_without_the_name_and_nothing_leads_elsewhere(fay, idea):
    page = Client().get(path(asked(idea, fay)))

    main = tree(page).get_element_by_id("main")
    assert heading(page) == "Hello, Nell Grove"
    assert "Said by a member" in read(page)
    assert "The door is heavy." in read(page)
    assert "Lena" not in page.content.decode()
    assert "Okoro" not in page.content.decode()
    assert [link.get("href") for link in main.iter("a")] == ["tel:01174960199", "/safe"]
    assert page["Referrer-Policy"] == "no-referrer"


def test_nell_reads_the_name_of_who_chose_to_be_named(project, fay, lena):
    page = Client().get(path(asked(said(project, lena, named_as=NamedAs.NAME), fay)))

    assert "Said by Lena Okoro" in read(page)


def test_her_answer_waits_in_her_name_until_fay_sends_it_on(client_of, fay, lena, idea, mail_server):
    link = path(asked(idea, fay))

    response = Client().post(link, HER_ANSWER, follow=True)
    dispatch()
    before = read(client_of(lena).get(idea.get_absolute_url()))
    seen = read(client_of(fay).get(url("answer", idea)))
    client_of(fay).post(url("tell_giver", idea), {"send": "1"})
    dispatch()

    reply = Reply.objects.get()
    to_fay, to_lena = mail_server.arrived
    assert heading(response) == "Thank you. We have your answer"
    assert (reply.outcome, reply.in_words_of, reply.answered_by) == (Outcome.PARTLY, "Nell Grove, Head of estates", fay)
    assert (to_fay["To"], to_fay["Subject"]) == ("Fay Adams <fay@example.org>", "Nell Grove has answered")
    assert "One door" not in before
    assert "In the words of Nell Grove, Head of estates." in seen
    assert to_lena["To"] == "Lena Okoro <lena@example.org>"
    by_link = "These are the words of Nell Grove, Head of estates. Fay Adams asked them by a link."
    assert by_link in " ".join(to_lena.get_body(("plain",)).get_content().split())
    today = timezone.localdate()
    by_which_link = f"Fay Adams asked them by a link on {today.day} {today:%B}, and this answer came by it."
    assert f"In the words of Nell Grove, Head of estates. {by_which_link}" in seen
    assert by_which_link in read(client_of(lena).get(idea.get_absolute_url()))


def test_the_link_takes_one_answer(fay, idea):
    link = path(asked(idea, fay))

    Client().post(link, HER_ANSWER)
    again = Client().post(link, HER_ANSWER | {"how": "Never."})

    assert [reply.how for reply in Reply.objects.all()] == ["One door in May."]
    assert heading(again) == "Thank you. We have your answer"


def test_words_that_fay_changes_are_no_longer_hers(client_of, fay, idea):
    Client().post(path(asked(idea, fay)), HER_ANSWER)

    client_of(fay).post(url("answer", idea), ANSWER)

    assert [(reply.how, reply.in_words_of) for reply in Reply.objects.all()] == [("The button comes in May.", "")]


def test_words_that_fay_sends_on_as_they_are_stay_hers(client_of, fay, idea):
    Client().post(path(asked(idea, fay)), HER_ANSWER)

    client_of(fay).post(url("answer", idea), HER_ANSWER | {"telling": "tell"})

    assert Reply.objects.get().in_words_of == "Nell Grove, Head of estates"


def test_an_answer_without_a_reason_comes_back_whole(fay, idea):
    response = Client().post(path(asked(idea, fay)), HER_ANSWER | {"why": ""})

    assert to_check(response) == ["Say why. An answer without a reason helps nobody."]
    assert typed(response)["how"] == "One door in May."
    assert Reply.objects.count() == 0


def withdrawn(one, fay):
    one.withdraw(timezone.now())


def run_out(one, fay):
    one.until = timezone.localdate() - timedelta(days=15)
    one.save()


def words_taken_back(one, fay):
    one.feedback.take_back(timezone.now())


def answered_by_fay(one, fay):
    answered(one.feedback, fay)


@pytest.mark.parametrize("end", [withdrawn, run_out, words_taken_back, answered_by_fay])
def test_a_link_that_has_ended_shows_no_words_and_takes_no_answer(fay, idea, end):
    one = asked(idea, fay)
    end(one, fay)
    before = Reply.objects.count()

    responses = [Client().get(path(one)), Client().post(path(one), HER_ANSWER)]

    assert [response.status_code for response in responses] == [410, 410]
    assert [heading(response) for response in responses] == ["This link no longer opens"] * 2
    assert "door" not in read(responses[0])
    assert Reply.objects.count() == before


def test_the_day_before_the_link_ends_it_still_opens(fay, idea):
    one = asked(idea, fay, until=timezone.localdate() - timedelta(days=14))

    assert Client().get(path(one)).status_code == 200


def test_another_token_opens_nothing(fay, idea):
    one, other = asked(idea, fay), asked(said(idea.project, None, group="Parents"), fay)

    response = Client().get(reverse("answer_outside", args=[one.pk, other.token]))

    assert response.status_code == 404


def test_private_words_are_shown_only_once_the_giver_has_agreed(client_of, project, fay, lena):
    idea = said(project, lena, named_as=NamedAs.PRIVATE)
    form = NELL | in_parts(SOON, "until")

    refused = client_of(fay).post(url("ask_outside", idea), form)
    client_of(fay).post(url("ask_outside", idea), form | {"giver_agreed": "on"})

    assert to_check(refused) == ["Ask them first. Tick this when they said yes."]
    assert [one.giver_agreed for one in Asked.objects.all()] == [True]


def test_what_came_by_an_open_link_is_looked_at_first(client_of, project, fay):
    idea = said(project, None, waits_for_look=True)

    assert client_of(fay).get(url("ask_outside", idea)).status_code == 404


@pytest.mark.parametrize("days", [0, 91])
def test_the_day_to_ask_again_is_in_the_next_90_days(client_of, fay, idea, days):
    day = timezone.localdate() + timedelta(days=days)

    response = client_of(fay).post(url("ask_outside", idea), NELL | in_parts(day, "until"))

    assert to_check(response) == ["Give a day in the next 90 days."]
    assert typed(response)["name"] == "Nell Grove"


def test_fay_takes_the_link_back_and_may_ask_somebody_else(client_of, fay, idea):
    one = asked(idea, fay)

    response = client_of(fay).post(reverse("ask_withdraw", args=[idea.project_id, one.pk]), follow=True)
    client_of(fay).post(url("ask_outside", idea), {"name": "Ned Hill"} | in_parts(SOON, "until"))

    assert said_back(response) == ["The link of Nell Grove opens nothing any more."]
    assert [one.name for one in Asked.objects.open()] == ["Ned Hill"]


# ---- we ask again


def reminders():
    rows = Message.objects.filter(kind="ask_outside_again").order_by("slot")
    return list(rows.values_list("slot", "recipient__name", "state"))


def test_fay_is_reminded_on_the_working_day_before_and_once(project, fay, lena):
    asked(said(project, lena, promised_by=date(2026, 4, 30)), fay, until=date(2026, 3, 16))

    plan(at(date(2026, 3, 12), 23))
    too_early = reminders()
    plan(at(date(2026, 3, 13), 0))
    plan(at(date(2026, 3, 14), 0))

    assert too_early == []
    assert reminders() == [("2026-03-16", "Fay Adams", "queued")]


def test_nobody_is_reminded_of_what_was_answered_in_the_meantime(project, fay, lena):
    one = asked(said(project, lena, promised_by=date(2026, 4, 30)), fay, until=date(2026, 3, 16))
    plan(at(date(2026, 3, 13)))
    one.answer(Reply(outcome="used", how="Yes.", why="It is fair."), at(date(2026, 3, 13)))

    dispatch()

    assert [state for *_, state in reminders()] == ["cancelled"]
    assert Feedback.objects.get().step == 3
