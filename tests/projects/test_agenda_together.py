"""Two people change the same subject at once: nobody's words are lost, and the second is shown what changed."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from projects.models import AgendaItem, Session
from tests.meeting import brought, planned
from tests.reading import read, tree, typed, words

MARCH = date(2026, 3, 3)


@pytest.fixture
def item(project, fay, lena) -> AgendaItem:
    session = planned(project, fay, timezone.now() + timedelta(days=9))
    return brought(project, lena, "The phone script", session, how="Flip charts", minutes=20)


@pytest.fixture
def edit(item) -> str:
    return reverse("agenda_edit", args=[item.project_id, item.pk])


def form_of(response) -> dict[str, str]:
    """What a browser would send back. (Of a choice that stands for nothing, lxml makes "on".)"""
    form = typed(response)
    return form | {"capacity": form["capacity"].removeprefix("on")} if "capacity" in form else form


def shown(response) -> list[str]:
    """What the page tells of the other's change: the sentence, then each of the words before and after."""
    box = tree(response).xpath("//*[contains(@class, 'meanwhile')]//li")
    return [words(part) for line in box for part in line.iter("p")]


def test_the_second_sees_what_the_first_changed_and_saves_on_the_second_press(client_of, item, edit, lena, pru):
    lenas, prus = client_of(lena), client_of(pru)
    hers, his = form_of(lenas.get(edit)), form_of(prus.get(edit))

    prus.post(edit, his | {"how": "Act out the call", "minutes": "45", "because": "You hear it then."})
    between = lenas.post(edit, hers | {"how": "In threes", "what": "Should there be a script at all?"})
    item.refresh_from_db()
    meanwhile, form = (item.what, item.how, item.minutes), form_of(between)
    lenas.post(edit, form)

    item.refresh_from_db()
    assert (between.status_code, meanwhile) == (409, ("The phone script", "Act out the call", 45))
    sentence, how, minutes = shown(between)
    assert sentence.startswith("Pru changed this, ")
    assert sentence.endswith(" Why: You hear it then.")
    assert how == "How we do itwas: Flip charts now: Act out the call"
    assert minutes == "Minuteswas: 20 now: 45"
    assert (form["what"], form["how"], form["minutes"]) == ("Should there be a script at all?", "In threes", "45")
    assert (item.what, item.how, item.minutes) == ("Should there be a script at all?", "In threes", 45)
    assert [row.how for row in item.history.order_by("history_id")] == ["Flip charts", "Act out the call", "In threes"]


def test_a_third_change_in_between_is_shown_too(client_of, item, edit, lena, pru, fay):
    client = client_of(lena)
    form = form_of(client.get(edit)) | {"how": "In threes"}
    item.how = "Act it out"
    item.keep(pru)
    form = form_of(client.post(edit, form))
    item.how = "Walk along it"
    item.keep(fay)

    response = client.post(edit, form)

    assert response.status_code == 409
    assert shown(response)[1] == "How we do itwas: Act it out now: Walk along it"
    assert typed(response)["how"] == "In threes"


def test_words_that_both_leave_alone_need_no_second_press(client_of, item, edit, lena):
    client = client_of(lena)
    form = form_of(client.get(edit))
    item.capacity = "lived"
    item.keep(lena)

    response = client.post(edit, form | {"how": "In threes"})

    assert response.status_code == 302


def test_a_subject_that_was_moved_meanwhile_stays_where_it_is_now(client_of, project, item, edit, fay, lena):
    client, other = client_of(lena), planned(project, fay, timezone.now() + timedelta(days=16), title="The letters")
    form = form_of(client.get(edit))
    item.put_on(other, fay, "It belongs there")

    between = client.post(edit, form | {"how": "In threes"})
    client.post(edit, form_of(between))

    item.refresh_from_db()
    assert shown(between)[0].startswith("Fay put it on the agenda of Session 2: The letters, ")
    assert (item.session, item.how) == (other, "In threes")


def test_a_subject_that_was_parked_meanwhile_stays_parked_with_the_new_words(client_of, item, edit, fay, lena):
    client = client_of(lena)
    form = form_of(client.get(edit))
    item.park(fay, MARCH, date(2027, 6, 1), "No time left")

    between = client.post(edit, form | {"how": "In threes"})
    client.post(edit, form_of(between))

    item.refresh_from_db()
    assert shown(between)[0].startswith("Fay parked it, to come back by 1 June 2027, ")
    assert (item.session, item.parked_on, item.how) == (None, MARCH, "In threes")


def test_a_subject_that_was_dropped_meanwhile_comes_back_with_the_words(client_of, item, edit, fay, lena):
    client = client_of(lena)
    form = form_of(client.get(edit))
    item.drop(fay, MARCH, "Nobody asks for it")

    between = client.post(edit, form | {"how": "In threes"})
    client.post(edit, form_of(between))

    item.refresh_from_db()
    assert shown(between)[0].startswith("Fay took it off the agenda, ")
    assert "Save again, and it is back." in read(between)
    assert (item.dropped_on, item.how, item.session.number) == (None, "In threes", 1)


def test_where_the_session_is_over_meanwhile_the_words_wait_for_another(client_of, item, edit, lena):
    client = client_of(lena)
    form = form_of(client.get(edit))
    Session.objects.update(closed_on=MARCH)

    between = client.post(edit, form | {"how": "In threes", "what": "No script"})
    client.post(edit, form_of(between))

    item.refresh_from_db()
    new = item.continued_by.get()
    assert shown(between) == [
        "Session 1: The first phone call is over by now, so its agenda stays as it was. "
        "Save again, and your words wait for another session."
    ]
    assert (item.what, item.how) == ("The phone script", "Flip charts")
    assert (new.what, new.how, new.minutes, new.session, new.brought_by) == ("No script", "In threes", 20, None, lena)


def test_a_fault_is_mended_first_and_the_change_is_still_shown(client_of, item, edit, lena, pru):
    client = client_of(lena)
    form = form_of(client.get(edit)) | {"what": "", "how": "In threes"}
    item.minutes = 45
    item.keep(pru)

    fault = form_of(client.post(edit, form))
    between = client.post(edit, fault | {"what": "No script"})

    assert between.status_code == 409
    assert typed(between)["how"] == "In threes"
