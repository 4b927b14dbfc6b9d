"""Which feedback led to a decision: the facilitator ticks it, everyone sees what they may."""

from datetime import date

import pytest
from django.urls import reverse

from feedback.models import Feedback, NamedAs, Outcome, Reply
from projects.models import Capacity
from tests.projects.test_decision import make_final, write_down
from tests.reading import tree

MARCH = date(2026, 3, 12)


def said(project, giver, words, **more):
    facts = {"received_on": MARCH, "promised_by": date(2026, 3, 26), "named_as": NamedAs.MEMBER}
    return Feedback.objects.create(project=project, giver=giver, problem=words, **(facts | more))


def text(response) -> str:
    return " ".join(response.content.decode().split())


@pytest.fixture
def draft(project, fay):
    return write_down(project, fay, reason="It wakes the babies.")


@pytest.fixture
def link(project, draft):
    return reverse("decision_link", args=[project.pk, draft.pk])


def test_fay_ticks_what_led_here_and_unticks_what_did_not(client_of, project, fay, lena, gus, draft, link):
    loud, late = said(project, lena, "The radio is loud"), said(project, gus, "The bus is late")

    client_of(fay).post(link, {"feedback": [loud.pk, late.pk]})
    client_of(fay).post(link, {"feedback": [loud.pk], "feedback-had": [loud.pk, late.pk]})

    assert list(draft.feedback.all()) == [loud]


def test_two_who_tick_at_once_take_nothing_from_each_other(client_of, project, fay, lena, gus, draft, link):
    """Fay's page is older: what somebody else linked meanwhile stays, what they took away stays away."""
    loud, late, cold = (said(project, one, words) for one, words in ((lena, "Loud"), (gus, "Late"), (lena, "Cold")))
    draft.feedback.add(loud, late)
    page = tree(client_of(fay).get(link)).forms[-1]
    had = page.xpath("//input[@name='feedback-had']/@value")
    draft.feedback.set([late, cold])

    client_of(fay).post(link, {"feedback": [loud.pk], "feedback-had": had})

    assert set(had) == {str(loud.pk), str(late.pk)}
    assert list(draft.feedback.all()) == [cold]


def test_feedback_of_another_project_cannot_be_linked(client_of, project, fay, olu, draft, link):
    elsewhere = said(olu.memberships.get().project, olu, "The shelter leaks")

    response = client_of(fay).post(link, {"feedback": [elsewhere.pk]})

    assert draft.feedback.count() == 0
    assert "Tick lines of this list only." in text(response)
    assert "The shelter leaks" not in text(response)


def test_a_link_to_a_final_decision_stays_and_more_may_come(client_of, project, fay, lena, gus, draft, link):
    loud, late = said(project, lena, "The radio is loud"), said(project, gus, "The news is too long")
    draft.feedback.add(loud)
    make_final(draft, (lena, Capacity.LIVED))

    client_of(fay).post(link, {"feedback": []})
    client_of(fay).post(link, {"feedback": [late.pk]})

    assert set(draft.feedback.all()) == {loud, late}


def test_the_page_shows_each_viewer_what_the_giver_shared(client_of, project, fay, lena, gus, pru, max, draft):
    draft.feedback.add(
        said(project, lena, "The radio is loud"),
        said(project, lena, "I hear voices in it", named_as=NamedAs.PRIVATE),
        said(project, gus, "I like the news", named_as=NamedAs.NAME),
    )
    make_final(draft, (fay, Capacity.PROFESSIONAL))
    address = reverse("decision", args=[project.pk, draft.pk])

    pages = {person.first_name: text(client_of(person).get(address)) for person in (fay, lena, pru, max)}

    assert {name: "I hear voices in it" in page for name, page in pages.items()} == {
        "Fay": True,
        "Lena": True,
        "Pru": False,
        "Max": False,
    }
    assert all("The radio is loud" in page and "I like the news" in page for page in pages.values())
    assert "Lena Okoro" not in pages["Pru"]
    assert "Gus Hart. We have it." in pages["Pru"]
    assert "A member. We have it." in pages["Pru"]


def test_what_was_taken_back_leaves_the_decision(client_of, project, fay, lena, draft):
    draft.feedback.add(said(project, lena, "", taken_back_on=MARCH))

    page = text(client_of(fay).get(reverse("decision", args=[project.pk, draft.pk])))

    assert "Taken back" not in page
    assert "No feedback is linked to this decision." in page


def test_feedback_answered_by_the_decision_is_shown_once_its_giver_was_told(client_of, project, fay, lena, pru, draft):
    make_final(draft, (fay, Capacity.PROFESSIONAL))
    answers = {"outcome": Outcome.USED, "why": "It wakes the babies.", "decision": draft}
    for words, told_on in (("The radio is loud", MARCH), ("The tea is cold", None)):
        piece = said(project, lena, words)
        piece.answer = Reply.objects.create(
            feedback=piece, answered_by=fay, answered_on=MARCH, promised_by=MARCH, told_on=told_on, **answers
        )
        piece.save()

    page = text(client_of(pru).get(reverse("decision", args=[project.pk, draft.pk])))

    assert "A member. Used. We told them." in page
    assert "The tea is cold" not in page


def test_the_newest_fifty_are_offered_and_others_found_by_a_word(client_of, project, fay, lena, gus, draft, link):
    old = said(project, gus, "The lift is slow", received_on=date(2026, 1, 2))
    linked = said(project, gus, "The radio is loud", received_on=date(2026, 1, 1))
    draft.feedback.add(linked)
    for number in range(51):
        said(project, lena, f"Words {number}")

    newest = client_of(fay).get(link).context["form"]["feedback"].field.choices
    found = client_of(fay).get(link, {"words": "LIFT"}).context["form"]["feedback"].field.choices
    client_of(fay).post(f"{link}?words=LIFT", {"feedback": [linked.pk, old.pk]})

    assert (len(newest), newest[0][0], old.pk in dict(newest)) == (51, linked.pk, False)
    assert [key for key, _ in found] == [linked.pk, old.pk]
    assert set(draft.feedback.all()) == {linked, old}


@pytest.mark.parametrize("rows", [1, 3, 300])
def test_ticking_asks_the_same_number_of_questions(
    client_of, project, fay, lena, link, django_assert_num_queries, rows
):
    for number in range(rows):
        said(project, lena, f"Words {number}")
    client = client_of(fay)

    with django_assert_num_queries(8):
        response = client.get(link)

    assert text(response).count("Comment from Lena Okoro") == min(rows, 50)
