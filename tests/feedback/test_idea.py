"""What I said, and what became of it; the last word is the giver's."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from feedback.models import Feedback, NamedAs, Reply
from participants.outbox.dispatch import dispatch
from participants.templatetags.look import day
from projects.working_days import add_working_days
from tests.feedback.saying import ANSWER, answered, said, thanked, told
from tests.reading import heading, links, read, said_back, to_check, tree, typed, words


def url(name, feedback):
    return reverse(name, args=[feedback.project_id, feedback.pk])


def titles(response) -> list[str]:
    return [words(item) for item in tree(response).xpath("//ul[contains(@class, 'ideas')]//h3")]


@pytest.fixture
def idea(project, lena):
    return said(project, lena)


@pytest.fixture
def heard(project, fay, lena):
    """Lena was told the answer: the last step is hers."""
    heard = said(project, lena, "The sign is too small.")
    told(heard, fay)
    return heard


# ---- one idea


def test_the_whole_loop_from_saying_to_closing(client_of, project, fay, lena, mail_server):
    lena_, fay_ = client_of(lena), client_of(fay)
    lena_.post(
        reverse("say", args=[project.pk]),
        {"kind": "problem", "problem": "The door is heavy.", "better": "A button.", "named_as": "name"},
    )
    steps = []
    for browser, name, data in (
        (fay_, "thank", {}),
        (fay_, "answer", ANSWER),
        (None, "", {}),
        (lena_, "close", {}),
    ):
        steps.append(Feedback.objects.get().step)
        browser.post(url(name, Feedback.objects.get()), data) if browser else dispatch()
    idea = Feedback.objects.get()
    steps.append(idea.step)

    assert steps == [1, 2, 3, 4, 5]
    assert [mail["Subject"] for mail in mail_server.arrived] == ["There is news about what you said"]
    assert (idea.closed_on, idea.answer.happy) == (timezone.localdate(), True)


def test_lena_reads_the_answer_the_reason_and_that_the_last_step_is_hers(client_of, lena, heard):
    response = client_of(lena).get(heard.get_absolute_url())

    text = read(response)
    assert "We will do it. The button comes in May. Why: The door hurts wrists." in text
    assert "Answered on 9 March. Told on 10 March, by email." in text
    assert "Kept. We said 16 March, we told you on 10 March" in text
    assert "The last step is yours I am happy, close it I want to ask more" in text


def test_closing_says_so_and_draws_the_ring_once(client_of, lena, heard):
    response = client_of(lena).post(url("close", heard), follow=True)
    later = client_of(lena).get(heard.get_absolute_url())

    assert said_back(response) == ["You closed it. Thank you."]
    assert "You closed it" in read(later)
    assert [page.content.count(b"shut draw") for page in (response, later)] == [1, 0]


@pytest.mark.parametrize("progress", [None, thanked, answered])
def test_what_has_not_been_told_cannot_be_closed(client_of, fay, lena, idea, progress):
    if progress:
        progress(idea, fay)

    response = client_of(lena).post(url("close", idea), follow=True)

    assert Feedback.objects.get().closed_on is None
    assert said_back(response) == []


def test_nobody_closes_it_but_the_giver(client_of, fay, pru, heard):
    answers = [client_of(person).post(url("close", heard)).status_code for person in (fay, pru)]

    heard.refresh_from_db()
    assert (answers, heard.closed_on) == ([404, 404], None)


def test_asking_more_opens_it_again_with_a_new_date(client_of, lena, heard):
    response = client_of(lena).post(url("ask_more", heard), {"words": "Which sign?"}, follow=True)

    heard.refresh_from_db()
    reply = Reply.objects.get()
    by = day(heard.promised_by)
    assert said_back(response) == [f"Thank you. We have what you asked. You will hear from us by {by}."]
    assert (heard.step, heard.promised_by) == (2, add_working_days(timezone.localdate(), 10))
    assert (reply.happy, reply.giver_words) == (False, "Which sign?")
    assert f"Then asked, on {timezone.localdate().day}" in read(response)


def test_asking_more_needs_words_and_not_too_many(client_of, lena, heard):
    empty = client_of(lena).post(url("ask_more", heard), {"words": " "})
    long = client_of(lena).post(url("ask_more", heard), {"words": "w" * 2001})

    assert (len(to_check(empty)), len(to_check(long))) == (1, 1)
    assert typed(long)["words"] == "w" * 2001
    assert Reply.objects.get().giver_words == ""


def test_without_an_answer_asking_more_is_saying_something_new(client_of, project, lena, idea):
    response = client_of(lena).get(url("ask_more", idea))

    assert response["Location"] == reverse("say", args=[project.pk])


def test_a_closed_one_can_be_opened_again_by_its_giver(client_of, lena, heard):
    heard.close(timezone.now())

    client_of(lena).post(url("ask_more", heard), {"words": "It broke."})

    heard.refresh_from_db()
    assert (heard.step, heard.closed_on) == (2, None)


def test_taking_back_asks_once_and_keeps_no_words(client_of, fay, lena, idea):
    asked = client_of(lena).get(url("take_back", idea))
    response = client_of(lena).post(url("take_back", idea), follow=True)

    idea.refresh_from_db()
    assert heading(asked) == "Take it back?"
    assert said_back(response) == ["You took it back. We keep no copy of your words."]
    assert (idea.problem, idea.better, idea.taken_back_on) == ("", "", timezone.localdate())
    assert "door" not in read(client_of(fay).get(idea.get_absolute_url()))


def test_what_was_taken_back_is_not_taken_back_again(client_of, lena, idea):
    idea.take_back(timezone.now())

    answers = [client_of(lena).post(url(name, idea)).status_code for name in ("take_back", "close", "ask_more")]

    assert answers == [404, 404, 404]


def test_someone_else_reads_what_was_shared_and_can_do_nothing(client_of, pru, heard):
    response = client_of(pru).get(heard.get_absolute_url())

    assert heading(response) == "The sign is too small."
    assert "Idea from a member, Monday 2 March, about Waiting room." in read(response)
    assert [name for name in ("close", "ask_more", "take_back", "answer") if url(name, heard) in links(response)] == []
    assert "Lena" not in read(response)


def test_a_name_is_shown_when_its_giver_wants_that(client_of, project, lena, pru):
    response = client_of(pru).get(said(project, lena, named_as=NamedAs.NAME).get_absolute_url())

    assert "Idea from Lena Okoro" in read(response)


def test_lena_keeps_her_own_ideas_after_she_has_left(client_of, lena, heard):
    lena.memberships.get().end(timezone.now())
    browser = client_of(lena)

    page = browser.get(heard.get_absolute_url())
    browser.post(url("close", heard))

    heard.refresh_from_db()
    assert heading(page) == "The sign is too small."
    assert heard.closed_on == timezone.localdate()


# ---- all my ideas


def test_my_ideas_shows_those_that_wait_for_me_first_then_what_is_open_and_nobody_elses(
    client_of, project, lena, gus, idea, heard
):
    said(project, gus, "The lamp is dim.", named_as=NamedAs.NAME)
    said(project, lena, "Newest", received_on=date(2026, 3, 5)).take_back(timezone.now())

    response = client_of(lena).get(reverse("ideas"))

    assert titles(response) == ["The sign is too small.", "The door is heavy.", "Taken back"]


def test_an_empty_list_says_what_starts_here(client_of, lena):
    assert "When you say something, its loop starts here." in read(client_of(lena).get(reverse("ideas")))


@pytest.mark.parametrize("count", [1, 3, 300])
def test_my_ideas_asks_as_often_for_300_as_for_1(client_of, project, fay, lena, django_assert_num_queries, count):
    for number in range(count):
        told(said(project, lena, f"Idea {number}"), fay)
    browser = client_of(lena)

    with django_assert_num_queries(9):
        response = browser.get(reverse("ideas"))

    assert len(titles(response)) == min(count, 20)


@pytest.mark.parametrize("count", [1, 3, 300])
def test_an_idea_asks_as_often_for_300_replies_as_for_1(
    client_of, project, fay, lena, django_assert_num_queries, count
):
    idea = said(project, lena)
    for number in range(count):
        told(idea, fay, how=f"Answer {number}.")
    browser = client_of(lena)

    with django_assert_num_queries(13):
        response = browser.get(idea.get_absolute_url())

    assert read(response).count("Why: The door hurts wrists.") == count


def test_a_promise_that_is_broken_says_so(client_of, project, lena):
    yesterday = timezone.localdate() - timedelta(days=1)

    response = client_of(lena).get(said(project, lena, promised_by=yesterday).get_absolute_url())

    day = f"{yesterday:%A} {yesterday.day} {yesterday:%B}"
    assert f"We promised by {day}. We are late. We are sorry." in read(response)


# ---- the word of someone without email


def test_fay_writes_down_that_gus_is_happy(client_of, project, fay, gus):
    idea = said(project, gus)
    told(idea, fay)

    client_of(fay).post(url("giver_says", idea), {"says": "happy"})

    idea.refresh_from_db()
    assert (idea.step, idea.closed_on, idea.closed_noted_by) == (5, timezone.localdate(), fay)


def test_fay_writes_down_what_gus_asks_next(client_of, project, fay, gus):
    idea = said(project, gus)
    told(idea, fay)

    empty = client_of(fay).post(url("giver_says", idea), {"says": "more", "words": ""})
    client_of(fay).post(url("giver_says", idea), {"says": "more", "words": "Which door?"})

    idea.refresh_from_db()
    assert to_check(empty) == ["Write down what they want to ask."]
    assert (idea.step, Reply.objects.get().giver_words) == (2, "Which door?")


def test_nobody_speaks_for_someone_who_can_press_the_button(client_of, fay, heard):
    response = client_of(fay).post(url("giver_says", heard), {"says": "happy"})

    heard.refresh_from_db()
    assert (response.status_code, heard.closed_on) == (404, None)
