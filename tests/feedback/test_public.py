""" "You said, we did": what everybody reads, and what nobody reads there."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from care.models import Concern, Consent, Purpose
from feedback.models import Feedback, NamedAs, News, Outcome, PublicLine, Says
from feedback.passing import pass_feedback
from participants.models import Credit, Person
from projects.models import Capacity, Role, SessionKind
from tests.feedback.in_public import SINCE, agreed, put, switched_on
from tests.feedback.saying import said
from tests.meeting import planned
from tests.people import join, someone
from tests.projects.test_decision import make_final, write_down
from tests.reading import tree, words

ADDRESSES = ("public", "public_embed", "public_feed")
MARCH = date(2026, 3, 24)


def get(name="public", client=None, slug="waiting-room", **more):
    return (client or Client()).get(reverse(name, args=[slug]), **more)


def everywhere() -> str:
    """All that anybody can read in the page, the frame and the feed."""
    return "".join(get(name).content.decode() for name in ADDRESSES)


def section(heading: str) -> str:
    found = tree(get()).xpath(f"//section[h2[normalize-space()='{heading}']]")
    return words(found[0]) if found else ""


# ---- what stands there


def test_everybody_reads_what_was_said_what_we_did_and_what_we_did_not_and_why(project, fay, lena, pru):
    switched_on(project)
    put(project, fay, lena)
    put(project, fay, pru, "Start later.", "Three people would miss the end.", outcome=Outcome.NOT)
    put(
        project, fay, lena, "A bus stop nearer.", "The company decides.", outcome=Outcome.PASSED_ON, passed_to="Ann Orr"
    )

    assert "People want a lighter door. We will do it. It opens by a button." in section("You said, we did")
    refused = section("You said, and we did not, because")
    assert "Start later. We are not doing this. Three people would miss the end." in refused
    assert "A bus stop nearer. Somebody else decides. The company" in section("You said, and it went on")
    assert "Ann Orr" not in everywhere()
    page = words(tree(get()).get_element_by_id("main"))
    assert "Make the waiting room a place where people want to be." in page
    assert "Riverside, 0117 496 0100" in page
    assert "Last changed on Friday 20 March." in page


def test_nothing_of_the_people_or_their_own_words_is_in_what_a_facilitator_wrote(project, fay, lena):
    switched_on(project)
    put(project, fay, lena, named_as=NamedAs.NAME, why="Because Lena asked.", how="Lena gets a button.")
    agreed(lena, Purpose.NAME, project)

    text = everywhere()

    assert "People want a lighter door." in text
    assert [word for word in ("Lena", "Okoro", "Fay", "wrists", str(project.pk)) if word in text] == []


def test_own_words_stand_only_with_a_yes_to_them_and_a_yes_to_being_quoted(project, fay, lena):
    switched_on(project)
    said_yes = {"own_words": True, "asked_on": SINCE, "said": Says.YES, "said_on": SINCE}
    put(project, fay, lena, "The door hurts my wrists.", line=said_yes)
    not_asked_to_quote = everywhere()
    agreed(lena, Purpose.QUOTE, project)
    both = everywhere()
    PublicLine.objects.update(said="", said_on=None)
    not_answered = everywhere()
    PublicLine.objects.update(said=Says.YES, said_on=SINCE)
    agreed(lena, Purpose.QUOTE, project, answer=False)

    shown = ["hurts my wrists" in text for text in (not_asked_to_quote, both, not_answered, everywhere())]
    assert shown == [False, True, False, False]
    assert Consent.objects.filter(person=lena).count() == 2


@pytest.mark.parametrize("why_not", ["chose a member", "not agreed", "no credit", "a facilitator's words", ""])
def test_a_name_stands_there_only_beside_own_words_where_it_was_chosen_and_agreed_to(project, fay, lena, why_not):
    switched_on(project)
    own = why_not != "a facilitator's words"
    line = {"own_words": own, "asked_on": SINCE, "said": Says.YES, "said_on": SINCE}
    chosen = NamedAs.MEMBER if why_not == "chose a member" else NamedAs.NAME
    put(project, fay, lena, "The door hurts my wrists.", line=line, named_as=chosen)
    agreed(lena, Purpose.QUOTE, project)
    if why_not != "not agreed":
        agreed(lena, Purpose.NAME, project)
    if why_not == "no credit":
        Person.objects.filter(pk=lena.pk).update(credit=Credit.NONE)

    assert "hurts my wrists" in everywhere()
    assert ("Lena Okoro" in everywhere()) == (why_not == "")


# ---- what is gone at once


def taken_back(piece):
    piece.take_back(timezone.now())


def passed_on(piece):
    pass_feedback(piece, piece.answer.answered_by)


def made_private(piece):
    Feedback.objects.filter(pk=piece.pk).update(named_as=NamedAs.PRIVATE)


def waiting(piece):
    Feedback.objects.filter(pk=piece.pk).update(waits_for_look=True)


def covered(piece):
    Feedback.objects.filter(pk=piece.pk).update(problem="The door hurts someone's wrists.", covered_on=MARCH)


def asked_again(piece):
    piece.ask_again("Which door?", timezone.now())


def refused(piece):
    piece.public_line.hear(Says.NO, "", MARCH)


def taken_off(piece):
    piece.public_line.take_off()


def not_told_after_all(piece):
    piece.answer.told_on = None
    piece.answer.save()


GONE = (taken_back, passed_on, made_private, waiting, covered, asked_again, refused, taken_off, not_told_after_all)


@pytest.mark.parametrize("happens", GONE, ids=lambda one: one.__name__)
def test_what_may_not_stand_there_any_more_is_gone_at_once_and_no_cache_keeps_it(project, fay, lena, happens):
    switched_on(project)
    put(project, fay, lena, "The chairs are too low.", "They are higher now.")
    piece = put(project, fay, lena)
    known = {name: get(name)["ETag"] for name in ADDRESSES}
    before = everywhere()

    happens(Feedback.objects.select_related("answer__answered_by").get(pk=piece.pk))
    again = {name: get(name, headers={"If-None-Match": tag}).status_code for name, tag in known.items()}

    assert "lighter door" in before
    assert "lighter door" not in everywhere()
    assert "by a button" not in everywhere()
    assert "chairs are too low" in everywhere()
    assert again == dict.fromkeys(ADDRESSES, 200)


def test_no_copy_of_the_public_words_stays_of_what_was_taken_back_or_passed_on(project, fay, lena):
    first, second = put(project, fay, lena), put(project, fay, lena)

    taken_back(first)
    passed_on(second)

    assert set(Feedback._base_manager.values_list("public_words", flat=True)) == {""}
    assert (PublicLine.objects.count(), Concern.objects.count()) == (0, 1)


# ---- decisions, news, counts


def test_only_chosen_final_decisions_that_stand_are_shown_and_never_who_decided(project, fay, lena):
    page = switched_on(project)
    chosen, other, draft, replaced = (
        write_down(project, fay, question=words, reason="It is calm.")
        for words in ("Blue chairs?", "Green walls?", "New lamps?", "Old clock?")
    )
    for one in (chosen, other, replaced):
        make_final(one, (lena, Capacity.LIVED))
    make_final(replaced.revise(fay, "It stopped.", MARCH, reason="It is new."), (lena, Capacity.LIVED))
    page.decisions.set([chosen, draft, replaced])

    text = everywhere()

    questions = ("Blue chairs?", "Green walls?", "New lamps?", "Old clock?", "Lena")
    assert [words in text for words in questions] == [True, False, False, False, False]


def test_only_news_for_the_wider_community_are_shown_and_none_of_members_alone(project, fay, lena):
    switched_on(project)
    ours = planned(project, fay, kind=SessionKind.MEMBERS)
    told_on = {"project": project, "written_by": fay, "told_on": MARCH}
    News.objects.create(**told_on, progress="For all.", blocks="None", in_public=True)
    News.objects.create(**told_on, progress="For the group.")
    News.objects.create(**told_on, progress="Our hour.", session=ours, in_public=True)
    News.objects.create(**told_on | {"told_on": None}, progress="Not told.", in_public=True)

    text = everywhere()

    shown = [words in text for words in ("For all.", "For the group.", "Our hour.", "Not told.", "Fay")]
    assert shown == [True, False, False, False, False]
    assert "What is in the wayNone" in section("News")


@pytest.mark.parametrize(
    ("count", "sentence"),
    [
        (0, "Nothing that people said is waiting."),
        (1, "A few things that people said are still open. We count them from 5 on."),
        (4, "A few things that people said are still open. We count them from 5 on."),
        (5, "5 things that people said are still open."),
    ],
)
def test_how_much_is_open_is_a_number_from_five_on(project, fay, lena, count, sentence):
    switched_on(project)
    for _ in range(count):
        said(project, lena)
    said(project, None, waits_for_look=True)

    assert sentence in words(tree(get()).get_element_by_id("main"))


@pytest.mark.parametrize(
    ("closed", "waiting", "told"),
    [(4, 0, None), (5, 0, "5 of 5"), (5, 4, None), (5, 5, "5 of 10")],
)
def test_how_many_loops_are_closed_is_told_where_that_tells_no_small_number(project, fay, lena, closed, waiting, told):
    switched_on(project)
    for number in range(closed + waiting):
        piece = said(project, lena)
        if number < closed:
            piece.close(timezone.now())
    said(project, None, waits_for_look=True)

    found = [line.text for line in tree(get()).xpath("//b[@class='n']")]

    assert found == ([f"{told} loops closed"] if told else [])


# ---- how it is served


def test_without_a_page_that_is_on_a_project_looks_like_none(client_of, project, fay):
    switched_on(project, on_since=None)

    for client in (Client(), client_of(fay)):
        off, none = (get(client=client, slug=slug) for slug in ("waiting-room", "no-such-room"))
        assert (off.status_code, none.status_code) == (404, 404)
        assert off.content.replace(b"waiting-room", b"") == none.content.replace(b"no-such-room", b"")
    assert [get(name).status_code for name in ADDRESSES] == [404, 404, 404]


@pytest.mark.parametrize("name", ADDRESSES)
def test_it_is_the_same_for_all_reads_no_session_and_sets_no_cookie(
    client_of, project, fay, name, django_assert_num_queries
):
    switched_on(project)
    for _ in range(30):
        put(project, fay, someone(f"Ann{Person.objects.count()} Orr"))
    client = client_of(fay)

    with django_assert_num_queries(8):
        hers = get(name, client=client)
    anybodys = get(name)

    assert hers.content == anybodys.content
    assert [(one.cookies.output(), one["Cache-Control"]) for one in (hers, anybodys)] == [("", "public, no-cache")] * 2
    assert "Cookie" not in anybodys.get("Vary", "")
    assert get(name, headers={"If-None-Match": anybodys["ETag"]}).status_code == 304


def test_only_the_frame_may_be_framed_and_only_a_listed_page_is_for_search_engines(project, fay):
    page = switched_on(project)

    framed = {
        name: get(name)["Content-Security-Policy"].partition("frame-ancestors ")[2].split(";")[0] for name in ADDRESSES
    }
    old = [get(name).get("X-Frame-Options") for name in ADDRESSES]
    kept_out = [get(name).get("X-Robots-Tag") for name in ADDRESSES]
    page.listed = True
    page.save()

    assert framed == {"public": "'none'", "public_embed": "*", "public_feed": "'none'"}
    assert old == ["DENY", None, "DENY"]
    assert kept_out == ["noindex"] * 3
    assert [get(name).get("X-Robots-Tag") for name in ADDRESSES] == [None] * 3
    assert "<script" not in everywhere()


def test_words_of_another_project_never_stand_there(project, fay, lena, olu):
    switched_on(project)
    there = olu.memberships.get(project__isnull=False).project
    join(lena, there.organisation, there, Role.MEMBER)
    put(there, olu, lena, "The bench is wet.", "It has a roof.")

    assert "bench" not in everywhere()
