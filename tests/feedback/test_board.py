"""The board: everything said, in lists whose counts are their lengths."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from feedback.models import Feedback, NamedAs
from tests.feedback.saying import MONDAY, PROMISED, answered, said, thanked, told
from tests.reading import read, tree, words

NAMES = ["open", "thank", "answer", "tell", "waiting", "closed"]
pytestmark = pytest.mark.both  # lists and their order


def board(client_of, person, project, **query):
    return client_of(person).get(reverse("board", args=[project.pk]), query)


def filters(response) -> list[str]:
    return [words(item) for item in tree(response).xpath("//*[@class='filters']/li")]


def titles(response) -> list[str]:
    """The titles of the rows, in their order."""
    return [words(item) for item in tree(response).xpath("//ul[contains(@class, 'ideas')]//h3")]


@pytest.fixture
def one_of_each(project, fay, lena):
    """One piece in each list, named after it; only the open list holds more than its own."""
    for name, progress in (("thank", None), ("answer", thanked), ("tell", answered), ("waiting", told)):
        feedback = said(project, lena, f"To {name}")
        if progress:
            progress(feedback, fay)
    closed = said(project, lena, "To closed")
    told(closed, fay)
    closed.close(timezone.now())
    said(project, lena, "Taken back").take_back(timezone.now())


def test_each_list_holds_what_its_name_says(client_of, project, fay, one_of_each):
    lists = {name: titles(board(client_of, fay, project, show=name)) for name in NAMES}

    assert lists == {
        "open": ["To thank", "To answer", "To tell", "To waiting"],
        "thank": ["To thank"],
        "answer": ["To answer"],
        "tell": ["To tell"],
        "waiting": ["To waiting"],
        "closed": ["To closed"],
    }


def test_the_numbers_are_the_lengths_of_the_lists(client_of, project, fay, one_of_each):
    response = board(client_of, fay, project)

    assert filters(response) == [
        "Open (4)",
        "Say thank you (1)",
        "Answer (1)",
        "Tell the person (1)",
        "Waiting for them (1)",
        "Closed (1)",
    ]
    assert "1 of 5 loops closed" in read(response)


@pytest.mark.parametrize("query", [{}, {"show": "everything"}, {"show": "open", "page": "999"}, {"page": "x"}])
def test_anything_else_is_the_open_list(client_of, project, fay, one_of_each, query):
    response = board(client_of, fay, project, **query)

    assert len(titles(response)) == 4
    assert tree(response).xpath("//*[@class='filters']//a[@aria-current]/@href") == ["?show=open"]


def test_the_soonest_promise_comes_first_and_the_newest_when_asked(client_of, project, fay, lena):
    for problem, days in (("Old", 9), ("New", 0), ("Middle", 4)):
        said(
            project,
            lena,
            problem,
            received_on=MONDAY - timedelta(days=days),
            promised_by=PROMISED - timedelta(days=days),
        )

    orders = [titles(board(client_of, fay, project, **query)) for query in ({}, {"sort": "newest"})]

    assert orders == [["Old", "Middle", "New"], ["New", "Middle", "Old"]]


def test_staff_read_the_name_of_everybody_and_private_words_too(client_of, project, fay, lena):
    said(project, lena, "The nurse shouted.", named_as=NamedAs.PRIVATE)

    assert (
        "The nurse shouted. We have it. Idea from Lena Okoro, 2 March. Only facilitators read it. No one has it yet."
        in read(board(client_of, fay, project))
    )


def test_a_row_says_in_words_what_is_to_do_and_until_when(client_of, project, fay, lena, gus):
    today = timezone.localdate()
    said(project, lena, "Early", promised_by=today)
    thanked(said(project, gus, "Late"), fay)
    answered(said(project, lena, "Answered", promised_by=today), fay)

    text = read(board(client_of, fay, project))

    assert "We are late. We said 16 March" in text
    assert f"Answer by {today:%A} {today.day} {today:%B}" in text
    assert f"Answered. Tell Lena by {today:%A} {today.day} {today:%B}" in text


def test_an_empty_board_says_where_a_loop_starts(client_of, project, fay):
    response = board(client_of, fay, project)

    assert "When someone says something, its loop starts here." in read(response)
    assert "0 of 0 loops closed" in read(response)


def test_what_was_said_in_another_project_is_not_here(client_of, project, fay, olu):
    said(olu.memberships.get().project, olu, "The bench is wet.")

    response = board(client_of, fay, project)

    assert "bench" not in read(response)
    assert filters(response)[0] == "Open (0)"


def test_fay_sees_only_worries_with_their_numbers_and_thanks_nobody_else_by_it(client_of, project, fay, lena):
    said(project, lena, "The floor is wet.", kind="worry")
    thanked(said(project, lena, "I slipped.", kind="worry"), fay)
    said(project, lena, "A clock")

    worries = board(client_of, fay, project, show="thank", kind="worry")

    assert titles(worries) == ["The floor is wet."]
    assert filters(worries)[:3] == ["Open (2)", "Say thank you (1)", "Answer (1)"]
    assert [words(item) for item in tree(worries).xpath("//nav//details//li")] == [
        "Every kind",
        "Idea (1)",
        "Worry (1)",
    ]
    assert "0 of 3 loops closed" in read(worries)
    assert "Say thank you to all" not in read(worries)
    assert len(titles(board(client_of, fay, project, kind="nonsense"))) == 3


def test_one_link_ticks_all_on_the_page_that_may_have_one_answer(client_of, project, fay, lena):
    said(project, lena, "The floor is wet.")
    said(project, lena, "Thank you.", kind="thanks")
    answered(said(project, lena, "A clock"), fay)

    plain, ticked = (tree(board(client_of, fay, project, **query)) for query in ({}, {"all": "1", "sort": "newest"}))

    assert plain.xpath("//a[.='Tick all on this page']/@href") == ["?all=1"]
    assert len(plain.xpath("//input[@name='piece'][@checked]")) == 0
    assert len(ticked.xpath("//input[@name='piece'][@checked]")) == 1
    assert ticked.xpath("//a[.='Take the ticks away']/@href") == ["?sort=newest"]


def test_where_nothing_can_be_ticked_no_ticks_are_offered(client_of, project, fay, lena):
    answered(said(project, lena, "A clock"), fay)

    page = read(board(client_of, fay, project))

    assert "A clock" in page
    assert "Tick all on this page" not in page
    assert "Answer the ticked together" not in page


@pytest.mark.parametrize("count", [1, 3, 300])
def test_the_board_asks_as_often_for_300_as_for_1(client_of, project, fay, lena, django_assert_num_queries, count):
    for number in range(count):
        feedback = said(project, lena, f"Idea {number}", kind=["idea", "worry", "problem"][number % 3])
        if number % 2:
            answered(feedback, fay)
    browser = client_of(fay)

    with django_assert_num_queries(7):
        response = browser.get(reverse("board", args=[project.pk]))

    assert len(titles(response)) == min(count, 25)
    assert ("Page 1 of 12" in read(response)) == (count == 300)


def test_every_page_is_reached_and_keeps_the_list(client_of, project, fay, lena):
    Feedback.objects.bulk_create(
        Feedback(
            project=project,
            giver=lena,
            problem=f"Idea {number}",
            received_on=MONDAY,
            promised_by=PROMISED,
            thanked_on=date(2026, 3, 3),
        )
        for number in range(120)
    )

    seen, url = [], "?show=answer"
    while url:
        response = client_of(fay).get(reverse("board", args=[project.pk]) + url)
        seen += titles(response)
        [url] = tree(response).xpath("//nav[@aria-label='Pages']/a[.='After']/@href") or [""]

    assert sorted(seen) == sorted(f"Idea {number}" for number in range(120))
