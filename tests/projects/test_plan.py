"""The co-production plan: anybody who takes part proposes, changes, finishes and takes out steps; all of it stays."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from projects import turns
from projects.models import Step
from tests.people import someone
from tests.reading import links, read, said_back, to_check, tree, typed, words

CHAIRS = {"what": "Choose the chairs", "how": "Sit in five and say which hurt.", "level": "co_produce"}
DROPPED = {"why": "They were asked the same in 2024."}


def url(name, project, *args):
    return reverse(name, args=[project.pk, *args])


def planned(project, by, what="Choose the chairs", **more):
    return Step.objects.create(project=project, what=what, proposed_by=by, **more)


def titles(response) -> list[str]:
    """The steps in the order of the page."""
    return [words(title) for title in tree(response).xpath("//ol[@class='plan']/li//h3")]


def test_lena_proposes_a_step_of_which_only_one_line_is_known(client_of, project, lena):
    response = client_of(lena).post(url("step_new", project), {"what": "Choose the chairs"}, follow=True)

    step = Step.objects.get()
    assert (step.what, step.how, step.on, step.level, step.proposed_by) == ("Choose the chairs", "", None, "", lena)
    assert said_back(response) == ["It is in the plan: Choose the chairs"]
    assert "When: No day yet Choose the chairs Lena proposed this." in read(response)
    assert not tree(response).xpath("//*[@class='msg' or contains(@class, 'late')]")


def test_the_steps_stand_by_date_and_what_has_none_at_the_end(client_of, project, lena, max):
    planned(project, lena, "Some day")
    planned(project, lena, "Second", on=date(2026, 5, 1))
    planned(project, lena, "First", on=date(2026, 4, 1), level="consult", with_whom="people who wait here")
    planned(project, lena, "Done", on=date(2026, 3, 1), done_on=date(2026, 3, 2))
    planned(project, lena, "Dropped", dropped_on=date(2026, 3, 2), dropped_why="Asked before.")

    page = client_of(max).get(url("plan", project))

    assert titles(page) == ["First", "Second", "Some day", "Done", "Dropped"]
    folded = [words(title) for title in tree(page).xpath("//details//h3")]
    assert folded == ["Done", "Dropped"]
    assert "Wednesday 1 April First Consulting With: people who wait here" in read(page)
    assert url("step_new", project) not in links(page)
    assert not tree(page).xpath("//main//form")


def test_pru_changes_a_step_of_lenas_and_both_wordings_stay(client_of, project, lena, pru):
    client_of(lena).post(url("step_new", project), CHAIRS)
    step = Step.objects.get()
    change = CHAIRS | {"how": "Sit in five for an hour.", "on_day": "17", "on_month": "3", "on_year": "2026"}

    client_of(pru).post(url("step_edit", project, step.pk), change)
    client_of(pru).post(url("step_edit", project, step.pk), change)

    step = Step.objects.get()
    assert [(turn.says, turn.was, turn.now) for turn in turns.of_step(step)] == [
        ("Lena proposed this", "", ""),
        (
            "Pru changed how people can shape it",
            "Sit in five and say which hurt.",
            "Sit in five for an hour.",
        ),
        ("Pru changed the date", "Not known yet", turns.day(date(2026, 3, 17))),
    ]
    page = read(client_of(lena).get(url("step_edit", project, step.pk)))
    assert "was: Sit in five and say which hurt. now: Sit in five for an hour." in page


def test_a_step_is_taken_out_with_a_reason_and_put_back(client_of, project, lena, pru):
    step = planned(project, lena)

    empty = client_of(pru).post(url("step_drop", project, step.pk), {})
    response = client_of(pru).post(url("step_drop", project, step.pk), DROPPED, follow=True)
    step.refresh_from_db()
    dropped = (step.dropped_on, step.dropped_why)
    client_of(lena).post(url("step_again", project, step.pk))
    client_of(lena).post(url("step_done", project, step.pk))

    step.refresh_from_db()
    assert to_check(empty) == ["Say why. One line is enough."]
    assert dropped == (timezone.localdate(), "They were asked the same in 2024.")
    assert "Why: They were asked the same in 2024." in read(response)
    assert (step.dropped_on, step.done_on) == (None, timezone.localdate())
    assert [(turn.says, turn.why) for turn in turns.of_step(step)][1:] == [
        ("Pru took it out of the plan", "They were asked the same in 2024."),
        ("Lena put it back into the plan", ""),
        ("Lena said it is done", ""),
    ]


def test_words_that_are_too_long_come_back_whole(client_of, project, lena):
    long = {"what": "w" * 161, "how": "h" * 301, "with_whom": "m" * 161, "on_day": "31", "on_month": "2"}

    response = client_of(lena).post(url("step_new", project), long | {"on_year": "2026"})

    assert to_check(response) == [
        "Use 160 letters or fewer.",
        "Use 300 letters or fewer.",
        "Write a real date, like 27 3 2026.",
        "Use 160 letters or fewer.",
    ]
    assert {name: typed(response)[name] for name in long} == long
    assert tree(response).xpath("//details[@open]//*[@name='with_whom']")
    assert Step.objects.count() == 0


@pytest.mark.parametrize("name", ["step_edit", "step_done", "step_drop", "step_again"])
def test_a_step_of_another_project_is_not_there(client_of, project, olu, lena, name):
    elsewhere = planned(olu.memberships.get().project, olu)

    assert client_of(lena).post(url(name, project, elsewhere.pk), CHAIRS | DROPPED).status_code == 404


@pytest.mark.parametrize("count", [1, 3, 300])
def test_the_plan_asks_the_database_as_often_for_many_steps(client_of, project, lena, django_assert_num_queries, count):
    today = timezone.localdate()
    people = [someone(f"Ann{number} Lee") for number in range(min(count, 3))]
    Step.objects.bulk_create(
        Step(
            project=project,
            what=f"Step {number}",
            level="engage",
            on=today + timedelta(days=number),
            proposed_by=people[number % len(people)],
            **settled,
        )
        for number in range(count)
        for settled in ({}, {"done_on": today}, {"dropped_on": today})
    )
    client = client_of(lena)

    with django_assert_num_queries(9):
        page = client.get(url("plan", project))

    assert len(titles(page)) == min(count, 25) + 2 * min(count, 10)


def test_all_that_was_done_is_a_page_of_its_own_the_newest_first(client_of, project, lena):
    for number in range(1, 28):
        planned(project, lena, f"Done {number}", done_on=date(2026, 3, number))
        planned(project, lena, f"Out {number}", dropped_on=date(2026, 3, number), dropped_why="Asked before.")
    client = client_of(lena)

    first, all_done = client.get(url("plan", project)), client.get(url("plan", project) + "?show=done&page=2")

    assert [link for link in links(first) if link.startswith("?")] == ["?show=done", "?show=dropped"]
    assert titles(first)[:10] == [f"Done {number}" for number in range(27, 17, -1)]
    assert titles(all_done) == ["Done 2", "Done 1"]
