"""What became of a subject at the close: not to agree is an end too, and a decision says where it began."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from feedback import thread
from projects.models import AgendaItem, Capacity, Coming, Decision
from tests.feedback.test_closing import TUESDAY, page, prefilled
from tests.meeting import asked, brought, planned
from tests.reading import read, to_check, typed

SIDES = "Lena: arms help to get up. Gus: they take the room of a pram."


@pytest.fixture
def session(project, fay):
    session = planned(project, fay, TUESDAY, title="The chairs")
    asked(session, fay, Coming.YES, Capacity.PROFESSIONAL)
    return session


@pytest.fixture
def item(project, session, lena):
    return brought(project, lena, "Chairs with arms", session)


def test_a_group_that_did_not_agree_keeps_both_sides(client_of, project, session, item, fay, lena):
    fays = client_of(fay)
    apart = {f"did_{item.pk.hex}": "apart", f"said_{item.pk.hex}": SIDES}

    fays.post(page(session), prefilled(fays, session) | apart)

    item.refresh_from_db()
    session.refresh_from_db()
    changes = [(one.says, one.now) for one in thread.of_session(session, lena)]
    assert (item.disagreed, item.what_happened, item.dropped_on) == (True, SIDES, None)
    assert f"What happened: We did not agree. {SIDES}" in read(client_of(lena).get(session.get_absolute_url()))
    assert changes[-1] == ('We did not agree on "Chairs with arms"', SIDES)
    assert typed(fays.get(page(session)))[f"did_{item.pk.hex}"] == "apart"


def test_who_thought_what_is_asked_for_and_nothing_is_lost(client_of, session, item, fay):
    fays = client_of(fay)
    half = {f"did_{item.pk.hex}": "apart", "lesson": "Tea first helps.", "lesson_kind": "well"}

    response = fays.post(page(session), prefilled(fays, session) | half)

    item.refresh_from_db()
    assert to_check(response) == ["Write what each side thought."]
    assert (typed(response)["lesson"], typed(response)[f"did_{item.pk.hex}"]) == ("Tea first helps.", "apart")
    assert (item.disagreed, type(session).objects.get().closed_on) == (False, None)


def test_agreed_after_all_is_no_longer_apart(client_of, session, item, fay):
    fays = client_of(fay)
    apart = {f"did_{item.pk.hex}": "apart", f"said_{item.pk.hex}": SIDES}
    fays.post(page(session), prefilled(fays, session) | apart)

    fays.post(page(session), prefilled(fays, session) | {f"did_{item.pk.hex}": "done"})

    item.refresh_from_db()
    assert (item.disagreed, item.what_happened) == (False, SIDES)


def test_the_database_wants_both_sides(item):
    with pytest.raises(IntegrityError), transaction.atomic():
        AgendaItem.objects.filter(pk=item.pk).update(disagreed=True)


def test_a_decision_says_which_subject_it_came_from(client_of, project, session, item, fay, lena):
    fays = client_of(fay)
    lights = brought(project, fay, "The lights", session)
    lines = {"question_1": "Which chairs?", "decided_1": "With arms.", "subject_1": item.pk.hex}
    lines |= {"question_2": "Who sings?", "decided_2": "Everybody."}

    fays.post(page(session), prefilled(fays, session) | lines)

    made = {one.question: one.agenda_item for one in Decision.objects.all()}
    chosen = Decision.objects.get(question="Which chairs?")
    assert made == {"Which chairs?": item, "Who sings?": None}
    assert "The subject: Chairs with arms. It first came up on 3 March." in read(fays.get(chosen.get_absolute_url()))
    assert lights.decisions.count() == 0


def test_a_subject_of_another_session_is_no_choice(client_of, project, session, item, fay):
    fays = client_of(fay)
    elsewhere = brought(project, fay, "The lights")
    lines = {"question_1": "Which chairs?", "decided_1": "With arms.", "subject_1": elsewhere.pk.hex}

    response = fays.post(page(session), prefilled(fays, session) | lines)

    assert to_check(response) == ["Choose from this list."]
    assert (typed(response)["question_1"], Decision.objects.count()) == ("Which chairs?", 0)


def test_the_way_of_deciding_is_a_choice_with_words_beside_it(client_of, project, fay):
    day = {"made_on_day": "3", "made_on_month": "3", "made_on_year": "2026"}
    words = {"question": "Radio?", "decided": "No radio.", "way": "vote", "how_decided": "Two dots each"} | day

    client_of(fay).post(reverse("decision_new", args=[project.pk]), words)

    decision = Decision.objects.get()
    shown = read(client_of(fay).get(decision.get_absolute_url()))
    assert (decision.way, decision.how_decided) == ("vote", "Two dots each")
    assert "How it was decidedBy a vote. Two dots each" in shown
