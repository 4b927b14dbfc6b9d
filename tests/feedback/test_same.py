"""What says the same is joined, and nobody's loop is lost by it."""

import pytest
from django.urls import reverse
from django.utils import timezone

from feedback.models import Feedback, NamedAs, Reply
from participants.outbox.dispatch import dispatch
from tests.feedback.saying import ANSWER, said, told
from tests.people import join, someone
from tests.reading import links, read, said_back, to_check, tree


def url(name, said, *args):
    return reverse(name, args=[said.project_id, said.pk, *args])


def joined(head, *others):
    head.join(others)
    return head


def families():
    """Title -> the title of what it was joined to."""
    rows = Feedback.objects.filter(joined_to__isnull=False)
    return {one.problem: one.joined_to.problem for one in rows.select_related("joined_to")}


@pytest.fixture
def pair(project, lena, gus):
    """Lena's door, and the same door as Gus says it."""
    return said(project, lena, "The door is heavy."), said(project, gus, "I cannot push the door.")


def test_fay_finds_what_says_the_same_by_a_word_in_it(client_of, project, fay, lena, pair):
    first, second = pair
    said(project, lena, "The chairs are cold.", better="Cushions.")

    page = tree(client_of(fay).get(url("same", first) + "?words=PUSH door"))
    response = client_of(fay).post(url("same", first), {"others": [second.pk]}, follow=True)

    assert page.xpath("//input[@name='others']/@value") == [str(second.pk)]
    assert said_back(response) == ["Joined. Each keeps a loop of its own."]
    assert families() == {"I cannot push the door.": "The door is heavy."}


def test_each_keeps_thanks_promise_answer_telling_and_closing(client_of, project, fay, lena, gus, pair, mail_server):
    first, second = joined(*pair), pair[1]

    client_of(fay).post(url("answer", first), ANSWER)
    dispatch()
    client_of(lena).post(url("close", first))

    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.step, second.step) == (5, 1)
    assert (second.thanked_on, second.answer, second.closed_on) == (None, None, None)


def test_whoever_answers_one_is_offered_to_answer_all(client_of, project, fay, pair, mail_server):
    first, second = joined(*pair), pair[1]

    pages = [client_of(fay).get(url("answer", one)) for one in (first, second)]
    both = f"{reverse('answer_together', args=[project.pk])}?piece={second.pk}"
    client_of(fay).post(both, ANSWER | {"piece": [first.pk, second.pk]})
    dispatch()

    assert ["Answer all 2 that say the same" in read(page) for page in pages] == [True, True]
    assert both in links(pages[1])
    assert sorted(reply.feedback.problem for reply in Reply.objects.all()) == sorted(one.problem for one in pair)
    assert [mail["To"] for mail in mail_server.arrived] == ["Lena Okoro <lena@example.org>"]


def test_who_was_told_already_is_not_offered_again(client_of, project, fay, lena, pair):
    first, second = joined(*pair), pair[1]
    told(first, fay)

    page = client_of(fay).get(url("answer", second))

    assert "Answer all" not in read(page)


def test_joining_two_families_makes_one(project, lena):
    one, two, three, four = (said(project, lena, name) for name in ("One", "Two", "Three", "Four"))
    joined(one, two)
    joined(three, four)

    Feedback.objects.get(pk=two.pk).join([three])

    assert families() == {"Two": "One", "Three": "One", "Four": "One"}


def test_joining_what_is_joined_already_changes_nothing(project, lena):
    one, two = said(project, lena, "One"), said(project, lena, "Two")
    joined(one, two)

    Feedback.objects.get(pk=two.pk).join([one, two])

    assert families() == {"Two": "One"}


def test_what_was_joined_is_taken_apart_again(client_of, project, fay, pair):
    first, second = joined(*pair), pair[1]

    response = client_of(fay).post(url("apart", second), follow=True)

    assert said_back(response) == ["It stands alone again."]
    assert families() == {}
    assert first.alike.count() == 0


@pytest.mark.parametrize("leaves", ["apart", "taken back"])
def test_when_the_first_goes_the_others_stay_together(project, lena, leaves):
    one, two, three = (said(project, lena, name) for name in ("One", "Two", "Three"))
    joined(one, two, three)

    if leaves == "apart":
        one.part()
    else:
        one.take_back(timezone.now())

    assert families() == {"Three": "Two"}


def test_another_project_is_not_offered_and_not_joined(client_of, project, fay, olu, pair):
    there = said(olu.memberships.get().project, olu, "The bench is wet.")

    page = client_of(fay).get(url("same", pair[0]))
    response = client_of(fay).post(url("same", pair[0]), {"others": [there.pk]})

    assert "bench" not in read(page)
    assert to_check(response) == ["Tick lines of this list only."]
    assert families() == {}


def test_a_member_does_not_learn_who_else_said_it(client_of, lena, gus, pair):
    first, second = joined(*pair), pair[1]

    pages = [read(client_of(lena).get(one.get_absolute_url())) for one in (first, second)]

    assert [word for page in pages for word in ("Gus", "others said", "same") if word in page] == []
    assert "push" not in pages[0]


@pytest.mark.parametrize(("others", "private", "line"), [(4, 0, False), (5, 0, True), (5, 1, False)])
def test_how_many_said_it_is_told_from_five_on_and_private_words_do_not_count(
    client_of, project, lena, others, private, line
):
    first = said(project, lena, "The door is heavy.")
    givers = [someone(f"Giver{number} Bell") for number in range(others)]
    for giver in givers:
        join(giver, project.organisation, project, "member")
    same = [said(project, giver, "Heavy door.") for giver in givers]
    Feedback.objects.filter(pk__in=[one.pk for one in same[:private]]).update(named_as=NamedAs.PRIVATE)
    joined(first, *same)

    page = read(client_of(lena).get(first.get_absolute_url()))

    assert (f"{others} others said this too." in page) == line


@pytest.mark.parametrize("count", [1, 3, 300])
def test_the_page_asks_as_often_for_300_as_for_1(client_of, project, fay, lena, django_assert_num_queries, count):
    first = said(project, lena, "First")
    for number in range(count):
        said(project, lena, f"Idea {number}")
    browser = client_of(fay)

    with django_assert_num_queries(8):
        page = browser.get(url("same", first))

    assert len(tree(page).xpath("//input[@name='others']")) == min(count, 20)
