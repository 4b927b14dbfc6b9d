"""Saying something, for oneself or for someone who speaks to you."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from feedback.models import Feedback, Kind, NamedAs
from participants.models import Message
from participants.templatetags.look import day
from projects.working_days import add_working_days
from tests.feedback.saying import in_parts, said
from tests.people import someone
from tests.reading import heading, read, said_back, to_check, typed

COLD = {
    "kind": "problem",
    "problem": "The chairs are cold.",
    "better": "Blankets, or chairs of wood.",
    "named_as": "member",
    "not_asked": "Who comes in winter?",
}


def url(name, project, *args):
    return reverse(name, args=[project.pk, *args])


# ---- for oneself


def test_lena_says_something_and_gets_a_promise_with_a_date(client_of, project, lena):
    response = client_of(lena).post(url("say", project), COLD, follow=True)

    one, today = Feedback.objects.get(), timezone.localdate()
    assert (one.project, one.giver, one.kind, one.named_as) == (project, lena, Kind.PROBLEM, NamedAs.MEMBER)
    assert (one.problem, one.better, one.not_asked) == (COLD["problem"], COLD["better"], COLD["not_asked"])
    assert (one.received_on, one.promised_by) == (today, add_working_days(today, 10))
    assert (one.step, one.owner, one.typed_by) == (1, None, None)
    assert said_back(response) == [
        f"Thank you. We have it, and put your question among ours. You will hear from us by {day(one.promised_by)}."
    ]
    assert heading(response) == "The chairs are cold."
    assert "You will hear from us by" in read(response)


def test_the_promise_is_the_projects_own(client_of, project, lena):
    project.reply_within = 3
    project.save()

    client_of(lena).post(url("say", project), COLD)

    assert Feedback.objects.get().promised_by == add_working_days(timezone.localdate(), 3)


def test_an_empty_form_keeps_nothing_and_asks_for_one_thing(client_of, project, lena):
    response = client_of(lena).post(url("say", project), {"named_as": "name", "not_asked": "Who?"})

    assert to_check(response) == ["Write one line or two, so that we know what it is about."]
    assert "One thing to check Your words are safe. Nothing is lost." in read(response)
    assert (typed(response)["named_as"], typed(response)["not_asked"]) == ("name", "Who?")
    assert not Feedback.objects.exists()


def test_words_that_are_too_long_come_back_whole(client_of, project, lena):
    long = dict.fromkeys(("problem", "better", "not_asked"), "äö " * 667)  # 2,001 letters

    response = client_of(lena).post(url("say", project), COLD | {name: text + "x" for name, text in long.items()})

    assert (
        to_check(response)
        == ["This is longer than we can keep. Use 2,000 letters or fewer. Your words are still here."] * 3
    )
    assert {name: typed(response)[name] for name in long} == {name: text + "x" for name, text in long.items()}
    assert not Feedback.objects.exists()


@pytest.mark.parametrize(
    ("ticked", "kind", "shown"),
    [
        ({}, Kind.COMMENT, "Comment from you"),
        ({"kind": "problem"}, Kind.PROBLEM, "Problem from you"),
        ({"kind": "thanks"}, Kind.THANKS, "Thank you from you"),
    ],
)
def test_the_words_are_enough_and_nobody_is_taken_to_say_more(client_of, project, lena, ticked, kind, shown):
    browser, words = client_of(lena), {"problem": "The nurse.", "named_as": "member"}
    assert not typed(browser.get(url("say", project))).get("kind")

    response = browser.post(url("say", project), words | ticked, follow=True)

    assert [one.kind for one in Feedback.objects.all()] == [kind]
    assert shown in read(response)


def test_nothing_but_blanks_is_nothing_said(client_of, project, lena):
    response = client_of(lena).post(url("say", project), COLD | {"problem": " \n\t "})

    assert to_check(response) == ["Write one line or two, so that we know what it is about."]


@pytest.mark.parametrize("wrong", [{"kind": "complaint"}, {"named_as": "everyone"}, {"named_as": ""}])
def test_a_choice_that_is_not_offered_is_not_taken(client_of, project, lena, wrong):
    response = client_of(lena).post(url("say", project), COLD | wrong)

    assert len(to_check(response)) == 1
    assert not Feedback.objects.exists()


def test_markup_is_only_words(client_of, project, lena):
    response = client_of(lena).post(url("say", project), COLD | {"problem": "<script>x</script> & <b>"}, follow=True)

    assert heading(response) == "<script>x</script> & <b>"
    assert b"<script>x" not in response.content


def test_the_safeguarding_note_stands_before_the_first_box(client_of, project, lena):
    response = client_of(lena).get(url("say", project))

    text = read(response)
    assert "Please ring Sam Osei today: 0117 496 0199." in text
    assert text.index("If someone may be in danger") < text.index("What do you want to tell us?")


def test_two_sends_of_one_form_are_two_pieces_of_feedback_and_both_can_be_taken_back(client_of, project, lena):
    browser = client_of(lena)
    for _ in range(2):
        browser.post(url("say", project), COLD)

    for one in Feedback.objects.all():
        browser.post(url("take_back", project, one.pk))

    assert [one.taken_back_on for one in Feedback.objects.all()] == [timezone.localdate()] * 2


# ---- for someone who speaks


@pytest.fixture
def spoken(gus):
    return COLD | {"who": str(gus.pk), "group": "", **in_parts(timezone.localdate() - timedelta(days=3), "received_on")}


def test_fay_types_what_gus_says_and_reads_it_back(client_of, project, fay, gus, spoken):
    browser = client_of(fay)

    response = browser.post(url("say_for", project), spoken, follow=True)
    one = Feedback.objects.get()
    before = one.read_back_on
    browser.post(url("read_back", project, one.pk))

    one.refresh_from_db()
    today = timezone.localdate()
    assert "Read this aloud to Gus. Ask if it is right." in read(response)
    assert (one.giver, one.typed_by, one.owner) == (gus, fay, fay)
    assert (one.received_on, one.promised_by) == (today - timedelta(days=3), add_working_days(today, 10))
    assert (before, one.read_back_on) == (None, today)


def test_words_are_changed_while_they_are_read_back_and_not_after(client_of, project, fay, spoken):
    browser = client_of(fay)
    browser.post(url("say_for", project), spoken)
    one = Feedback.objects.get()
    change = url("say_for_change", project, one.pk)

    browser.post(change, spoken | {"problem": "The chairs are ice."})
    browser.post(url("read_back", project, one.pk))
    late = browser.post(change, spoken | {"problem": "All is well."})

    one.refresh_from_db()
    assert (one.problem, late.status_code, Feedback.objects.count()) == ("The chairs are ice.", 404, 1)


def test_the_form_for_changing_starts_with_what_was_typed(client_of, project, fay, gus, spoken):
    browser = client_of(fay)
    browser.post(url("say_for", project), spoken)

    response = browser.get(url("say_for_change", project, Feedback.objects.get().pk))

    assert {name: typed(response)[name] for name in spoken} == spoken


def test_a_group_is_named_as_it_was_written(client_of, project, fay, spoken):
    client_of(fay).post(url("say_for", project), spoken | {"who": "group", "group": "Parents at the Tuesday drop-in"})

    one = Feedback.objects.get()
    assert (one.giver, one.group, one.others_see) == (None, "Parents at the Tuesday drop-in", one.group)


def test_a_group_needs_a_name_and_a_person_has_none(client_of, project, fay, gus, spoken):
    unnamed = client_of(fay).post(url("say_for", project), spoken | {"who": "group"})
    client_of(fay).post(url("say_for", project), spoken | {"group": "Parents"})

    assert to_check(unnamed) == ["Say which group it was."]
    assert [(one.giver, one.group) for one in Feedback.objects.all()] == [(gus, "")]


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ({"received_on_day": "31", "received_on_month": "2", "received_on_year": "2026"}, "Write a real date"),
        ({"received_on_day": "", "received_on_month": "", "received_on_year": ""}, "Write the day, the month"),
        (
            in_parts(timezone.localdate() + timedelta(days=1), "received_on"),
            "This day is still to come. Give the day when they said",
        ),
    ],
)
def test_a_day_that_is_none_comes_back_as_typed(client_of, project, fay, spoken, day, words):
    response = client_of(fay).post(url("say_for", project), spoken | day)

    [line] = to_check(response)
    assert line.startswith(words)
    assert {name: typed(response)[name] for name in day} == day
    assert not Feedback.objects.exists()


def test_nobody_speaks_who_is_not_in_the_project(client_of, project, fay, olu, spoken):
    response = client_of(fay).post(url("say_for", project), spoken | {"who": str(olu.pk)})

    assert len(to_check(response)) == 1
    assert not Feedback.objects.exists()


def test_only_who_typed_it_changes_the_words(client_of, project, fay, gus, spoken):
    other = someone("Wyn Parry")
    project.memberships.create(
        organisation=project.organisation, person=other, role="facilitator", joined_on=timezone.localdate()
    )
    one = said(project, gus, typed_by=fay)

    response = client_of(other).post(url("say_for_change", project, one.pk), spoken)

    assert response.status_code == 404
    assert Feedback.objects.get().problem == "The door is heavy."


def test_words_a_person_typed_themselves_are_not_read_back_or_changed(client_of, project, fay, lena, spoken):
    one = said(project, lena)

    answers = [
        client_of(fay).post(url(name, project, one.pk), spoken).status_code for name in ("say_for_change", "read_back")
    ]

    assert answers == [404, 404]
    assert Feedback.objects.get().problem == "The door is heavy."


def test_saying_something_sends_no_mail_by_itself(client_of, project, fay, lena):
    client_of(lena).post(url("say", project), COLD)

    assert Message.objects.count() == 0
