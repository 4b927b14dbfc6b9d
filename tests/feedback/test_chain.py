"""From what somebody said to what is different, and back: each page shows the neighbours that one may see."""

from itertools import pairwise

import pytest
from django.urls import reverse

from feedback.chain import behind, came_of
from feedback.models import NamedAs
from projects.models import Action, Capacity, SessionKind
from tests.feedback.changing import changed
from tests.feedback.saying import said
from tests.meeting import brought, planned
from tests.projects.test_decision import make_final, write_down
from tests.reading import links, read


@pytest.fixture
def chain(project, fay, lena):
    """The door: said, brought up, decided, done, changed."""
    door = said(project, lena)
    item = brought(project, lena, "The heavy door", planned(project, fay))
    door.agenda_items.add(item)
    decision = write_down(project, fay, question="Which door?", reason="It hurts.", agenda_item=item)
    decision = make_final(decision, (lena, Capacity.LIVED))
    action = Action.objects.create(project=project, what="Order a button", decision=decision, written_by=fay)
    change = changed(project, fay)
    change.actions.add(action)
    return [door, item, decision, action, change]


def address(name, thing):
    return reverse(name, args=[thing.project_id, thing.pk])


def test_lena_walks_from_her_words_to_the_change_and_back(client_of, chain, lena):
    door, item, decision, action, change = chain
    client = client_of(lena)
    way = [
        door.get_absolute_url(),
        address("subject", item),
        decision.get_absolute_url(),
        address("action", action),
        change.get_absolute_url(),
    ]

    pages = {page: links(client.get(page)) for page in way}

    assert [there in pages[here] for here, there in pairwise(way)] == [True] * 4
    assert [here in pages[there] for here, there in pairwise(way)] == [True] * 4


def test_words_lead_straight_to_the_change_they_are_linked_to(client_of, chain, lena):
    door, *_, change = chain
    change.feedback.add(door)

    page = client_of(lena).get(door.get_absolute_url())

    assert change.get_absolute_url() in links(page)


def test_what_somebody_may_not_see_leaves_no_trace(client_of, project, chain, fay, lena, gus, pru):
    _, item, _, _, change = chain
    loud = said(project, gus, "Copperkettle", named_as=NamedAs.PRIVATE)
    loud.agenda_items.add(item)
    change.feedback.add(loud)
    members_only = planned(project, fay, kind=SessionKind.MEMBERS)
    talk = brought(project, gus, "Periwinkle talk", members_only)
    step = Action.objects.create(project=project, what="Periwinkle step", session=members_only, written_by=fay)
    change.actions.add(step)

    pages = [read(client_of(pru).get(address(*page))) for page in (("subject", item), ("change", change))]

    assert [word in page for page in pages for word in ("Copperkettle", "Periwinkle")] == [False] * 4
    assert client_of(pru).get(address("subject", talk)).status_code == 404
    assert client_of(pru).get(address("action", step)).status_code == 404
    assert [one.words for one in behind(change, pru)] == ["Order a button"]
    assert [one.words for one in behind(change, fay)] == ["Copperkettle", "Order a button", "Periwinkle step"]


def test_a_draft_decision_is_no_neighbour_for_members(project, chain, fay, lena):
    _, item, *_ = chain
    write_down(project, fay, question="Gooseberry?", agenda_item=item)

    assert [one.words for one in came_of(item, lena)] == ["Which door?"]
    assert [one.words for one in came_of(item, fay)] == ["Which door?", "Gooseberry?"]


def test_a_small_step_from_a_decision_keeps_where_it_came_from(client_of, project, chain, fay):
    _, _, decision, _, _ = chain
    address = f"{reverse('action_new', args=[project.pk])}?decision={decision.pk}"
    offered = client_of(fay).get(address).context["form"]["decision"].value()

    client_of(fay).post(address, {"what": "Fit the button", "decision": decision.pk})

    assert (offered, Action.objects.get(what="Fit the button").decision) == (str(decision.pk), decision)


def test_changes_stand_among_how_people_shaped_this_with_the_words_behind_them(client_of, project, chain, fay, max):
    door, *_, change = chain
    change.feedback.add(door)

    page = read(client_of(max).get(reverse("shaped", args=[project.pk])))

    assert "This has changed: A button opens the door." in page
    assert "was: Two hands were needed. now: A button opens the door. From feedback: The door is heavy." in page


@pytest.mark.parametrize("rows", [1, 3, 300])
def test_a_subject_asks_as_often_for_300_neighbours_as_for_1(
    client_of, project, chain, fay, django_assert_num_queries, rows
):
    _, item, *_ = chain
    for number in range(rows):
        said(project, fay, f"Idea {number}").agenda_items.add(item)
    client = client_of(fay)

    with django_assert_num_queries(10):
        page = client.get(address("subject", item))

    assert read(page).count("Somebody said Idea") == rows
