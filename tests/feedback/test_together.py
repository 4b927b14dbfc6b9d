"""One answer for many: each is told alone, in their own way, once."""

import pytest
from django.urls import reverse
from django.utils import timezone

from feedback.models import Feedback, Outcome, Reply
from participants.models import Message
from participants.outbox.dispatch import dispatch
from tests.feedback.saying import ANSWER, answered, in_parts, said, thanked
from tests.people import join, someone
from tests.reading import heading, read, said_back, to_check, tree, typed, words

TODAY = in_parts(timezone.localdate())


def url(project, *pieces):
    named = "&".join(f"piece={said.pk}" for said in pieces)
    return f"{reverse('answer_together', args=[project.pk])}?{named}"


def form(*pieces, **more):
    return ANSWER | {"piece": [str(said.pk) for said in pieces]} | more


@pytest.fixture
def three(project, lena, gus):
    """Lena reads email, Gus is rung, and the parents read the notice board."""
    return [said(project, lena), said(project, gus), said(project, None, group="Parents")]


def test_fay_ticks_on_the_board_and_sees_whom_it_will_reach(client_of, project, fay, three):
    board = tree(client_of(fay).get(reverse("board", args=[project.pk])))
    page = client_of(fay).get(url(project, *three))

    ticks = board.xpath("//input[@name='piece']/@value")
    assert sorted(ticks) == sorted(str(one.pk) for one in three)
    assert heading(page) == "One answer for 3"
    assert "They hear it: 1 by email, 1 by phone, 1 in public." in read(page)


def test_one_answer_reaches_each_in_their_own_way_once(client_of, project, fay, three, mail_server):
    browser = client_of(fay)

    response = browser.post(url(project, *three), form(*three), follow=True)
    browser.post(url(project, *three), form(*three))
    dispatch()
    dispatch()

    replies = {reply.feedback.facilitators_see: reply for reply in Reply.objects.all()}
    [mail] = mail_server.arrived
    assert said_back(response) == ["Answered: 3. They are told: 1 by email, 1 by phone. Still to tell in public: 1."]
    assert sorted(replies) == ["Gus Hart", "Lena Okoro", "Parents"]
    assert (mail["To"], mail["Subject"]) == ("Lena Okoro <lena@example.org>", "There is news about what you said")
    assert {who: reply.told_how for who, reply in replies.items()} == {
        "Lena Okoro": "by email",
        "Gus Hart": "",
        "Parents": "",
    }
    assert [message.recipient.name for message in Message.objects.by_hand_to_do()] == ["Gus Hart"]
    assert [one.step for one in (Feedback.objects.get(pk=said.pk) for said in three)] == [4, 3, 3]
    assert set(Feedback.objects.values_list("owner", "thanked_on")) == {(fay.pk, timezone.localdate())}


def test_who_was_answered_or_took_it_back_meanwhile_gets_no_second_answer(client_of, project, fay, lena, three):
    first, second, _ = three
    answered(first, fay, how="The door is mended.")
    second.take_back(timezone.now())

    response = client_of(fay).post(url(project, *three), form(three[2], telling="later"), follow=True)

    assert said_back(response) == ["Answered: 1. Not told yet."]
    assert [reply.how for reply in first.replies.all()] == ["The door is mended."]
    assert second.replies.count() == 0


def test_fay_comes_back_to_the_list_on_which_she_ticked(client_of, project, fay, three):
    browser, query = client_of(fay), "?show=thank&kind=idea&sort=newest"
    board = tree(browser.get(reverse("board", args=[project.pk]) + query + "&page=1&all=1"))
    [carried] = board.xpath("//form[@id='together']")
    fields = "&".join(f"{field.get('name')}={field.get('value')}" for field in carried.xpath(".//input"))

    response = browser.post(f"{url(project, three[0])}&{fields}", form(three[0], telling="later"))

    assert response.url == reverse("board", args=[project.pk]) + query


def test_a_tick_taken_away_waits_for_another_answer(client_of, project, fay, three):
    client_of(fay).post(url(project, *three), form(three[0]))

    assert [reply.feedback for reply in Reply.objects.all()] == [three[0]]


def test_told_already_is_written_down_for_each_and_nothing_is_sent(client_of, project, fay, three):
    told_all = form(*three, telling="told", told_how="read out on Monday", **TODAY)

    client_of(fay).post(url(project, *three), told_all)

    assert Message.objects.count() == 0
    assert set(Reply.objects.values_list("told_how", "told_in_public", "feedback__group")) == {
        ("read out on Monday", False, ""),
        ("read out on Monday", True, "Parents"),
    }


def test_no_decision_yet_moves_the_promise_of_all(client_of, project, fay, three):
    next_by = timezone.localdate().replace(year=timezone.localdate().year + 1, day=1)

    client_of(fay).post(url(project, *three), form(*three, outcome="not_yet") | in_parts(next_by, "next_by"))

    assert set(Feedback.objects.values_list("promised_by", "answer")) == {(next_by, None)}
    assert set(Reply.objects.values_list("outcome", "next_by")) == {(Outcome.NOT_YET, next_by)}


def test_without_a_reason_nobody_is_told_and_the_words_stay(client_of, project, fay, three):
    response = client_of(fay).post(url(project, *three), form(*three, why=""))

    assert to_check(response) == ["Say why. Nobody is told without a reason."]
    assert typed(response)["how"] == "The button comes in May."
    assert Reply.objects.count() == 0


def test_nothing_ticked_says_what_to_do(client_of, project, fay):
    page = client_of(fay).get(url(project) + "piece=nonsense")

    assert "Nothing is ticked. Go back, and tick what gets the same answer." in read(page)


def test_what_was_said_in_another_project_is_not_answered_here(client_of, project, fay, olu, three):
    there = said(olu.memberships.get().project, olu, "The bench is wet.")

    page = client_of(fay).get(url(project, there))
    client_of(fay).post(url(project, three[0], there), form(three[0], there))

    assert "bench" not in read(page)
    assert Reply.objects.count() == 0


def many(project, fay, count):
    people = [someone(f"Person{n} Bell") for n in range(count)]
    return [said(project, person) for person in people]


@pytest.mark.parametrize("count", [1, 3, 300])
def test_300_are_shown_in_as_many_queries_as_1(client_of, project, fay, django_assert_num_queries, count):
    pieces = many(project, fay, count)
    browser = client_of(fay)

    with django_assert_num_queries(8):
        page = browser.get(url(project, *pieces))

    assert len(tree(page).xpath("//input[@name='piece']")) == count


@pytest.mark.postgres
@pytest.mark.parametrize("count", [1, 3, 300])
def test_300_are_answered_in_as_many_queries_as_1(client_of, project, fay, django_assert_num_queries, count):
    pieces = many(project, fay, count)
    browser = client_of(fay)

    with django_assert_num_queries(19):
        browser.post(url(project, *pieces), form(*pieces))

    assert (Reply.objects.count(), Message.objects.filter(kind="answer").count()) == (count, count)


@pytest.mark.postgres
@pytest.mark.parametrize("count", [1, 3, 300])
def test_300_are_thanked_in_as_many_queries_as_1(client_of, project, fay, django_assert_num_queries, count):
    many(project, fay, count)
    browser = client_of(fay)

    with django_assert_num_queries(13):
        browser.post(reverse("thank_all", args=[project.pk]))

    assert Message.objects.filter(kind="thanked").count() == count


# ---- with whom it is


def test_the_board_shows_only_mine_when_asked(client_of, project, fay, lena):
    wyn = someone("Wyn Parry")
    join(wyn, project.organisation, project, "facilitator")
    thanked(said(project, lena, "With Fay"), fay)
    thanked(said(project, lena, "With Wyn"), wyn)
    said(project, lena, "With nobody")

    page = tree(client_of(wyn).get(reverse("board", args=[project.pk]) + "?with=me"))

    assert page.xpath("//ul[contains(@class, 'ideas')]//h3//text()") == ["With Wyn"]
    assert page.xpath("//*[@class='filters']//a/text()")[0] == "Open (1)"
    assert page.xpath("//*[@class='filters']//a/@href")[0] == "?show=open&with=me"


def test_fay_hands_it_to_wyn_who_hears_so(client_of, project, fay, lena, mail_server):
    wyn = someone("Wyn Parry")
    join(wyn, project.organisation, project, "facilitator")
    idea = thanked(said(project, lena), fay)

    response = client_of(fay).post(reverse("hand_to", args=[project.pk, idea.pk]), {"owner": wyn.pk}, follow=True)
    dispatch()

    idea.refresh_from_db()
    [mail] = mail_server.arrived
    assert (idea.owner, said_back(response)) == (wyn, ["It is with Wyn now."])
    assert (mail["To"], mail["Subject"]) == ("Wyn Parry <wyn@example.org>", "Fay handed you something to look after")
    assert 'Fay Adams asks you to look after this: "The door is heavy."' in mail.get_body(("plain",)).get_content()


def test_it_is_handed_only_to_who_may_answer(client_of, project, fay, lena, max, olu):
    idea = thanked(said(project, lena), fay)

    for nobody in (lena, max, olu):
        client_of(fay).post(reverse("hand_to", args=[project.pk, idea.pk]), {"owner": nobody.pk})

    idea.refresh_from_db()
    assert (idea.owner, Message.objects.count()) == (fay, 0)


def test_what_is_ticked_together_is_joined_when_it_says_the_same(client_of, project, fay, three):
    client_of(fay).post(url(project, *three), form(*three, same="on"))

    again = client_of(fay).get(url(project, three[0]))
    assert set(Feedback.objects.values_list("joined_to", flat=True)) == {None, three[0].pk}
    assert "They all say the same" not in read(again)


def test_groups_alone_are_told_in_public_and_where_is_asked_once_a_day(client_of, project, fay):
    pieces = [said(project, None, group="Parents"), said(project, None, "The tea is cold.", group="Parents")]
    browser, more = client_of(fay), {"telling": "told", "told_how": "on the notice board", **TODAY}

    page = browser.get(url(project, pieces[0]))
    refused = browser.post(url(project, pieces[0]), form(pieces[0]))
    browser.post(url(project, pieces[0]), form(pieces[0], **more))
    next_page = browser.get(url(project, pieces[1]))

    assert [one.context["form"]["telling"].value() for one in (page, next_page)] == ["later"] * 2  # not by mistake
    assert refused.context["form"].errors["telling"] == ["Choose how they will be told."]
    assert next_page.context["form"]["told_how"].value() == "on the notice board"


# ---- told together, later


def tell_url(piece):
    return reverse("tell_giver", args=[piece.project_id, piece.pk])


def steps(pieces):
    return [Feedback.objects.get(pk=piece.pk).step for piece in pieces]


def test_one_answer_kept_for_later_is_told_to_all_by_one_press(client_of, project, fay, three, mail_server):
    other = answered(said(project, someone("Ida Moss"), "The tea is cold."), fay, how="Hot tea from May.")
    browser = client_of(fay)
    browser.post(url(project, *three), form(*three, telling="later"))

    offer = browser.get(tell_url(three[0]))
    pressed = browser.post(tell_url(three[0]), {"send": "all"}, follow=True)
    dispatch()

    [mail] = mail_server.arrived
    other.refresh_from_db()
    assert "3 wait for this answer: 1 by email, 1 by phone, 1 in public." in read(offer)
    assert said_back(pressed) == ["They are told: 1 by email, 1 by phone. Still to tell in public: 1."]
    assert heading(pressed) == "Tell people in public"
    assert (mail["To"], other.told_on) == ("Lena Okoro <lena@example.org>", None)
    assert [message.recipient.name for message in Message.objects.by_hand_to_do()] == ["Gus Hart"]
    assert steps(three) == [4, 3, 3]


def test_no_decision_yet_reaches_each_and_the_groups_with_one_notice(client_of, project, fay, three, mail_server):
    parents, young = three[2], said(project, None, "It is too heavy.", group="Young people")
    next_by = timezone.localdate().replace(year=timezone.localdate().year + 1, day=1)
    not_yet = form(*three, young, outcome="not_yet", why="The landlord is away.") | in_parts(next_by, "next_by")
    browser = client_of(fay)

    page = browser.post(url(project, *three, young), not_yet, follow=True)
    dispatch()
    told = browser.post(
        tell_url(parents), typed(page) | {"told_how": "on the notice board", "told": "all"}, follow=True
    )

    ways = Reply.objects.values_list("feedback__giver__name", "told_how", "told_in_public")
    assert said_back(page) == ["Answered: 4. They are told: 1 by email, 1 by phone. Still to tell in public: 2."]
    assert all(words in read(page) for words in ("1 more waits to be told", "It is too heavy.", "Both have been told"))
    assert said_back(told) == ["Written down as told: 2. Parents and Young people."]
    assert set(Feedback.objects.values_list("promised_by", "answer")) == {(next_by, None)}
    assert sorted(ways, key=str) == [
        ("Gus Hart", "", False),
        ("Lena Okoro", "by email", False),
        (None, "on the notice board", True),
        (None, "on the notice board", True),
    ]
    assert browser.get(tell_url(young)).url == reverse("answer", args=[project.pk, young.pk])


def test_all_who_heard_it_in_the_room_are_written_down_by_one_press(client_of, project, fay, three):
    browser = client_of(fay)
    browser.post(url(project, *three), form(*three, telling="later"))
    asked = browser.get(tell_url(three[0]))

    browser.post(tell_url(three[0]), {"told_how": "read out on Monday", "everyone": "on", **TODAY})

    assert "All 3 heard itAlso Gus Hart and Parents." in read(asked)
    assert typed(asked)["everyone"] == ""
    assert set(Reply.objects.values_list("told_how", flat=True)) == {"read out on Monday"}
    assert Message.objects.count() == 0


def test_one_press_tells_a_room_all_that_its_groups_wait_for(client_of, project, fay, lena):
    browser, first = client_of(fay), said(project, None, group="Parents")
    more = [said(project, None, f"Words {number}", group="Young people") for number in range(3)]
    for number, one in enumerate(more):
        answered(one, fay, how=f"Answer {number}.")
    before = browser.get(url(project, first))
    browser.post(url(project, first), form(first, telling="later"))
    kept = answered(said(project, None, "The letter.", group="Elders", named_as="private"), fay, how="Soon.")
    alone, unsaid = (
        answered(said(project, lena), fay, how="In June."),
        answered(said(project, None, group="Elders"), fay, why=""),
    )

    lines = tree(browser.get(reverse("board", args=[project.pk]) + "?show=tell"))
    page = browser.get(tell_url(first))
    one_press = {"told_how": "read out on Monday", "told": "all", **TODAY}
    told = browser.post(tell_url(first), one_press, follow=True)
    change = browser.get(reverse("answer", args=[project.pk, unsaid.feedback_id]))

    assert {tell_url(one) for one in [first, *more]} < set(lines.xpath("//h3/a/@href"))
    aloud = ("3 more wait to be told in public", "Words 0", "Answer 0.", "All 4 have been told")
    assert all(words in read(page) for words in aloud)
    assert "The letter." not in read(page)
    assert said_back(told) == ["Written down as told: 4. Parents and Young people."]
    assert told.redirect_chain[-1][0] == reverse("board", args=[project.pk]) + "?show=tell"
    assert set(Reply.objects.exclude(told_on=None).values_list("feedback", "told_how", "told_in_public")) == {
        (one.pk, "read out on Monday", True) for one in [first, *more]
    }
    assert set(Reply.objects.filter(told_on=None)) == {kept, alone, unsaid}
    assert [one.context["form"]["telling"].value() for one in (before, change)] == ["later"] * 2  # not by mistake


def test_the_first_alone_was_told_and_the_next_starts_from_its_place(client_of, project, fay):
    first, second = [answered(said(project, None, group="Parents"), fay).feedback for _ in range(2)]
    browser = client_of(fay)
    unsaid = typed(browser.get(tell_url(first)))["told_how"]

    browser.post(tell_url(first), {"told_how": "read out on Monday", **TODAY})

    assert (unsaid, typed(browser.get(tell_url(second)))["told_how"]) == ("", "read out on Monday")
    assert [reply.told_how for reply in Reply.objects.order_by("told_how")] == ["", "read out on Monday"]


def test_one_alone_leaves_the_others_waiting_and_who_is_on_the_list_is_not_counted(client_of, project, fay, three):
    browser = client_of(fay)
    browser.post(url(project, *three), form(*three, telling="later"))

    browser.post(tell_url(three[1]), {"send": "1"})

    assert "2 wait for this answer: 1 by email, 1 in public." in read(browser.get(tell_url(three[0])))
    assert "2 wait for this same answer." in read(browser.get(reverse("answer", args=[project.pk, three[0].pk])))


@pytest.mark.postgres
@pytest.mark.parametrize("count", [1, 3, 300])
def test_300_are_told_in_as_many_queries_as_1(client_of, project, fay, django_assert_num_queries, count):
    pieces = [said(project, None, group="Parents"), *many(project, fay, count)]
    browser = client_of(fay)
    browser.post(url(project, *pieces), form(*pieces, telling="later"))

    with django_assert_num_queries(11):
        browser.post(tell_url(pieces[1]), {"send": "all"})

    assert Message.objects.filter(kind="answer").count() == count


def test_in_a_room_each_answer_is_read_out_once(client_of, project, fay):
    first, again, other, third = (
        said(project, None, one, group="Parents") for one in ("One.", "Other.", "Two.", "Three.")
    )
    browser = client_of(fay)
    for pieces, why in (((first, other), "It is good."), ((again, third), "It is late.")):
        browser.post(url(project, *pieces), form(*pieces, telling="later", why=why))

    page = browser.get(tell_url(first))

    card, *blocks = [words(one) for one in tree(page).find_class("card")[:1] + tree(page).xpath("//ul/li[p/b]")]
    assert card == "One. ParentsWe will do it.The button comes in May.Why: It is good."
    assert blocks == [
        "Two. ParentsThe same answer.",
        "Other. ParentsThree. ParentsWe will do it. The button comes in May.Why: It is late.",
    ]
