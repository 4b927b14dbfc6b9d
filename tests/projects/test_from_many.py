"""Lists of choice in a project that has grown: a few lines, and everything else found by words."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from projects.models import Action, Decision, DecisionMaker, Role, SessionKind
from tests.meeting import asked, brought, planned
from tests.people import join, someone
from tests.projects.test_decision import write_down
from tests.projects.test_decision_pages import HALF_KNOWN
from tests.reading import to_check, tree, typed, words

WEEK = timedelta(weeks=1)


def url(name, project, *args):
    return reverse(name, args=[project.pk, *args])


def lines(response, name) -> list[str]:
    return [words(option) for option in tree(response).xpath(f"//select[@name='{name}']/option")]


@pytest.fixture
def weekly(project, fay):
    """Forty sessions, the last of them in two weeks."""
    now = timezone.now()
    titles = [(back, "Old chairs" if back == 37 else f"Week {back}") for back in range(39, -1, -1)]
    return [planned(project, fay, now + (2 - back) * WEEK, title=title) for back, title in titles]


@pytest.fixture
def crowd(project, fay):
    """Sixty people, of whom the last was here lately."""
    people = [someone(f"Ann{number} Lee") for number in range(60)]
    for one in people:
        join(one, project.organisation, project, Role.MEMBER)
    return people


@pytest.mark.parametrize("count", [1, 3, 300])
def test_the_lists_ask_as_often_for_300_as_for_1(client_of, project, fay, lena, django_assert_num_queries, count):
    session = planned(project, fay, timezone.now())
    for number in range(count):
        join(someone(f"Bo{number} Lee"), project.organisation, project, Role.MEMBER)
        planned(project, fay, timezone.now() - WEEK)
        brought(project, lena, f"Subject {number}", session)
    client = client_of(fay)
    client.get(url("action_new", project))

    with django_assert_num_queries(8):
        client.get(url("action_new", project))
    with django_assert_num_queries(8):
        client.get(url("care_new", project))
    with django_assert_num_queries(7):
        client.get(url("return_new", project))
    with django_assert_num_queries(9):
        client.get(url("decision_new", project))


def test_the_list_shows_what_is_near_and_where_one_came_from(client_of, project, fay, weekly):
    far = planned(project, fay, timezone.now() + 40 * WEEK, title="Far off")
    client = client_of(fay)

    near = lines(client.get(url("action_new", project)), "session")
    from_old = client.get(url("action_new", project) + f"?session={weekly[0].pk}")

    assert near == ["None", *[str(one) for one in reversed(weekly[-24:])]]
    assert lines(from_old, "session") == [*near, str(weekly[0])]
    assert typed(from_old)["session"] == str(weekly[0].pk)
    assert str(far) not in near


@pytest.mark.parametrize("said", ["3", "session 3", "CHAIRS old"])
def test_an_older_session_is_found_by_its_number_or_title(client_of, project, fay, weekly, said):
    client_of(fay).post(url("action_new", project), {"what": "Ring them", "session": "", "session_words": said})

    assert Action.objects.get().session == weekly[2]


def test_where_several_fit_they_stand_first_and_all_that_was_typed_is_there(client_of, project, fay, weekly):
    client, page = client_of(fay), url("action_new", project)

    several = client.post(page, {"what": "Ring them", "session": "", "session_words": "week 3"})
    sent = {name: value for name, value in typed(several).items() if value}
    client.post(page, sent | {"session": weekly[4].pk})

    assert to_check(several) == ["Several fit “week 3”. They stand first in the list. Choose one."]
    assert lines(several, "session")[1:4] == ["Session 37: Week 3", "Session 27: Week 13", "Session 17: Week 23"]
    assert sent == {"what": "Ring them"}
    assert Action.objects.get().session == weekly[4]


def test_words_that_fit_nothing_stay_to_be_mended(client_of, project, fay, lena, weekly):
    hidden = planned(project, lena, title="Thistledown", kind=SessionKind.MEMBERS)
    for number in range(30):
        join(someone(f"Bo{number} Lee"), project.organisation, project, Role.MEMBER)
    pru = someone("Pru Lind")
    join(pru, project.organisation, project, Role.PROFESSIONAL)
    page = url("action_new", project)

    answer = client_of(pru).post(page, {"what": "Ring them", "session_words": hidden.title, "owner_words": "bo1 lee"})

    assert to_check(answer) == [
        "We find nobody of that name here. Check the name, or leave that box empty.",
        "We find no such session. Check its number or its title, or leave that box empty.",
    ]
    assert (typed(answer)["session_words"], typed(answer)["owner_words"]) == ("Thistledown", "bo1 lee")
    assert Action.objects.count() == 0


def test_what_was_chosen_before_stays_in_the_list(client_of, project, fay, crowd, weekly):
    page = url(
        "action_edit",
        project,
        Action.objects.create(project=project, what="Ring them", owner=crowd[0], session=weekly[0], written_by=fay).pk,
    )
    client = client_of(fay)

    as_it_is = client.get(page)
    refused = client.post(page, {"what": "", "owner": "", "session": ""})

    kept = [
        (str(crowd[0]) in lines(one, "owner"), str(weekly[0]) in lines(one, "session")) for one in (as_it_is, refused)
    ]
    assert kept == [(True, True), (True, True)]
    assert (typed(as_it_is)["owner"], typed(as_it_is)["session"]) == (str(crowd[0].pk), str(weekly[0].pk))


def test_who_was_here_lately_is_in_the_list_and_others_are_found_by_name(client_of, project, fay, crowd, weekly):
    asked(weekly[-1], crowd[0])
    client = client_of(fay)
    shown = lines(client.get(url("action_new", project)), "owner")
    other = next(one for one in crowd if one.name not in shown)

    client.post(url("action_new", project), {"what": "Ring them", "owner_words": other.name.upper()})

    assert len(shown) == 1 + 40
    assert crowd[0].name in shown
    assert Action.objects.get().owner == other


def test_somebody_else_who_decided_is_named_and_then_asked_about(client_of, project, fay, crowd):
    client, page = client_of(fay), url("decision_new", project)
    people = client.get(page).context["form"].people
    other = next(one for one in crowd if f"maker_{one.pk}" not in people)
    named = HALF_KNOWN | {"others": f"{other.name.lower()}\nNobody Known"}

    first = client.post(page, named)
    client.post(page, HALF_KNOWN | {"others": other.name, f"maker_{other.pk}": "lived"})

    assert f"maker_{other.pk}" in typed(first)
    assert to_check(first) == [
        f"Choose how {other.first_name} wants to be counted.",
        "We find nobody here whose name is Nobody Known. Check how it is written.",
    ]
    assert len(people) == 30
    assert DecisionMaker.objects.values_list("person", "capacity").get() == (other.pk, "lived")


def test_a_decider_who_has_no_line_any_more_is_not_lost(client_of, project, fay, crowd):
    decision = write_down(project, fay)
    page = url("decision_edit", project, decision.pk)
    client = client_of(fay)
    people = client.get(page).context["form"].people
    other = next(one for one in crowd if f"maker_{one.pk}" not in people)  # their line went while somebody typed

    client.post(page, HALF_KNOWN | {f"maker_{other.pk}": "lived"})
    line = client.get(page).context["form"][f"maker_{other.pk}"]

    assert (line.label, line.initial) == (other.name, "lived")


def test_an_old_subject_is_found_by_its_words_and_brings_its_session(client_of, project, fay, lena, weekly):
    old = brought(project, lena, "The brass bell", weekly[0])
    for number in range(40):
        brought(project, lena, f"Subject {number}", weekly[-1])

    client_of(fay).post(url("decision_new", project), HALF_KNOWN | {"agenda_item_words": "BRASS"})

    decision = Decision.objects.get()
    assert (decision.agenda_item, decision.session) == (old, weekly[0])
