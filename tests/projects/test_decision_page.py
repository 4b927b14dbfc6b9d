"""The page of one decision, and all that can be written down about it."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from projects.models import Capacity, Decision, DecisionMaker
from tests.meeting import brought, planned
from tests.people import someone
from tests.projects.test_decision import MARCH, make_final, write_down
from tests.projects.test_decision_pages import HALF_KNOWN, text, url


def parts(name: str, day: date) -> dict[str, str]:
    return {f"{name}_{part}": str(getattr(day, part)) for part in ("day", "month", "year")}


@pytest.fixture
def standing(project, fay, lena, gus):
    decision = write_down(project, fay, reason="It wakes the babies.")
    return make_final(decision, (lena, Capacity.LIVED), (gus, Capacity.PERSONAL), (fay, Capacity.PROFESSIONAL))


AHEAD = timezone.localdate() + timedelta(days=90)
MORE = (
    {
        "options": "Radio all day",
        "basis": ["lived", "law"],
        "whose_need": "both",
        "can_change": "partly",
        "how_decided": "By talking",
        "views_that_differed": "Gus likes the news.",
        "easy_words": "It is quiet till ten.",
        "easy_checked_by": "Aisha",
    }
    | parts("can_change_until", AHEAD)
    | parts("review_on", AHEAD)
    | parts("easy_checked_on", MARCH)
)


def test_all_that_is_known_is_kept_and_a_subject_brings_its_session(client_of, project, fay, lena):
    session = planned(project, fay)
    item = brought(project, lena, "The radio", session)

    client_of(fay).post(url("decision_new", project), HALF_KNOWN | MORE | {"agenda_item": item.pk})

    decision = Decision.objects.get()
    assert (decision.options, decision.basis, decision.whose_need) == ("Radio all day", ["lived", "law"], "both")
    assert (decision.can_change, decision.can_change_until, decision.review_on) == ("partly", AHEAD, AHEAD)
    assert (decision.session, decision.agenda_item) == (session, item)
    assert (decision.easy_words, decision.easy_checked_by) == ("It is quiet till ten.", "Aisha")
    assert (decision.easy_checked_on, decision.words) == (
        MARCH,
        "shall the radio play? no radio before ten. it is quiet till ten.",
    )


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (parts("review_on", date(2026, 1, 1)), "That day is over. Give a day to come."),
        ({"can_change": ""}, "Say whether it can change until then."),
        ({"easy_words": ""}, "Write the easy words that were checked."),
        (parts("easy_checked_on", AHEAD), "That day is still to come. Give the day they checked them."),
        ({"easy_checked_by": ""}, "Say who checked them."),
        ({"basis": ["a guess"]}, "Choose from this list."),
    ],
)
def test_what_does_not_fit_is_said_and_all_is_kept_on_an_open_fold(client_of, project, fay, change, words):
    response = client_of(fay).post(url("decision_new", project), HALF_KNOWN | MORE | change)

    assert (Decision.objects.count(), words in text(response)) == (0, True)
    assert "Radio all day" in text(response)
    assert '<details class="fold" open>' in text(response)


def test_a_subject_of_another_session_is_refused(client_of, project, fay, lena):
    session, other = planned(project, fay), planned(project, fay)
    item = brought(project, lena, "The radio", session)

    response = client_of(fay).post(
        url("decision_new", project), HALF_KNOWN | {"agenda_item": item.pk, "session": other.pk}
    )

    assert Decision.objects.count() == 0
    assert "That subject was in another session." in text(response)


def test_the_form_is_short_at_first_and_starts_from_the_session_one_came_from(client_of, project, fay, lena, olu):
    there = planned(olu.memberships.get().project, olu)
    session = planned(project, fay)
    client = client_of(fay)

    plain = client.get(url("decision_new", project))
    came = client.get(url("decision_new", project), {"session": session.pk})

    assert '<details class="fold">' in text(plain)
    assert "What are we assuming?" in text(plain)
    assert '<details class="fold" open>' in text(came)
    assert f'<option value="{session.pk}" selected>' in text(came)
    assert str(there.pk) not in text(plain)
    assert "agenda_item" not in plain.context["form"].fields


def test_the_page_shows_the_easy_words_first_and_what_nobody_wrote_down(client_of, project, fay, lena):
    session = planned(project, fay)
    more = {"basis": ["data"], "can_change": "fixed", "session": session, "easy_words": "It is quiet till ten."}
    decision = make_final(write_down(project, fay, reason="So.", **more), (lena, Capacity.LIVED))

    page = text(client_of(lena).get(url("decision", project, decision.pk)))

    assert page.index("It is quiet till ten.") < page.index("No radio before ten.")
    assert "Not checked yet." in page
    assert '<dt>What it is based on</dt><dd><ul class="plain"><li>Figures</li></ul></dd>' in page
    assert "<dt>Can it still change?</dt><dd>No.</dd>" in page
    assert f'<a href="{session.get_absolute_url()}">{session}</a>' in page
    assert "<dt>Not written down</dt><dd>What else was thought about, whom it works for</dd>" in page
    assert f"Seal: {Decision.objects.get().seal[:12]}<" in page


def test_a_session_for_members_only_is_not_named_to_others(client_of, project, fay, lena, pru):
    hidden = planned(project, fay, kind="members", title="Only us")
    item = brought(project, lena, "Who gets paid", hidden)
    decision = write_down(project, fay, reason="So.", session=hidden, agenda_item=item)
    make_final(decision, (lena, Capacity.LIVED), (fay, Capacity.PROFESSIONAL))

    pages = [text(client_of(person).get(url("decision", project, decision.pk))) for person in (lena, pru)]

    assert [("Only us" in page, "Who gets paid" in page) for page in pages] == [(True, True), (False, False)]


def test_easy_words_are_added_and_checked_after_it_is_final(client_of, project, fay, lena, standing):
    client, address = client_of(fay), url("decision_easy_words", project, standing.pk)
    checked = {"easy_words": "It is quiet.", "easy_checked_by": "Aisha"} | parts("easy_checked_on", MARCH)

    client.post(address, {"easy_words": "Quiet."})
    client.post(address, checked)
    refused = client.post(address, checked | {"easy_words": "It is quiet till ten."})

    page = text(client_of(lena).get(url("decision", project, standing.pk)))
    assert "These words are new." in text(refused)
    assert "It is quiet. </p>" in page.replace(".</p>", ". </p>")
    assert "Checked by Aisha on 12 March." in page
    assert "changed by Fay Adams: the easy words, who checked the easy words" in page
    assert Decision.objects.get().decided == "No radio before ten."


def test_the_page_counts_by_capacity_and_puts_none_beside_a_name(client_of, project, lena, standing):
    page = text(client_of(lena).get(url("decision", project, standing.pk)))

    assert "1 with lived experience" in page
    assert "1 with personal experience" in page
    assert "1 professional" in page
    assert "<p>Fay Adams, Gus Hart, Lena Okoro</p>" in page


def test_names_are_left_out_for_members_where_they_would_tell(client_of, project, fay, lena, gus, pru):
    decision = write_down(project, fay, reason="It wakes the babies.")
    make_final(decision, (lena, Capacity.LIVED), (gus, Capacity.LIVED))

    pages = {person.name: text(client_of(person).get(url("decision", project, decision.pk))) for person in (fay, pru)}

    assert "Gus Hart, Lena Okoro" in pages["Fay Adams"]
    assert "2 with lived experience" in pages["Pru Lind"]
    assert "Gus Hart" not in pages["Pru Lind"]
    assert "Lena Okoro" not in pages["Pru Lind"]


@pytest.mark.parametrize("rows", [1, 3, 30])
def test_a_decision_asks_the_same_number_of_questions(client_of, project, fay, lena, django_assert_num_queries, rows):
    decision = write_down(project, fay, reason="It wakes the babies.")
    for number in range(rows):
        maker = someone(f"Maker{number} Jones")
        DecisionMaker.objects.create(decision=decision, person=maker, capacity=Capacity.LIVED)
        decision.reason = f"Reason {number}"
        decision.save()
    client = client_of(fay)

    with django_assert_num_queries(13):
        client.get(url("decision", project, decision.pk))
