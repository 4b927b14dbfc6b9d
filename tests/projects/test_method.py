"""Ways of working together: what ships, three for this room, and the pages."""

import re
import tomllib
from dataclasses import replace
from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from projects.management.commands.load_methods import CATALOGUE
from projects.methods import Occasion, occasion_of, suggest
from projects.models import Capacity, Coming, ItemKind, Method, Organisation, Role
from tests.meeting import NOON, asked, brought, planned
from tests.people import join

SHIPPED = tomllib.loads(CATALOGUE.read_text())["method"]
LONGEST = 15
OTHER_WAYS = ("seated", "online", "quiet")


def load() -> str:
    said = StringIO()
    call_command("load_methods", stdout=said)
    return said.getvalue()


# ---- what ships


def sentences(words: str) -> list[str]:
    return re.split(r"(?<=[.?])\s+", words)


@pytest.mark.parametrize("way", SHIPPED, ids=lambda way: way["slug"])
def test_a_shipped_way_is_short_and_plain_and_has_three_other_ways(way):
    Method(**way).clean_fields()

    assert set(way["kinds"]) <= set(ItemKind.values)
    assert way["people_from"] <= way["people_to"]
    assert 2 <= len(sentences(way["how"])) <= 5
    assert {len(sentences(way[name])) for name in OTHER_WAYS} <= {1, 2}
    for name in ("how", *OTHER_WAYS):
        assert [words for words in sentences(way[name]) if len(words.split()) > LONGEST or "!" in words] == []


def test_the_shipped_ways_leave_out_no_part_of_an_agenda_and_half_of_them_are_creative():
    creative = [way for way in SHIPPED if way["creative"]]

    assert len(SHIPPED) == len({way["slug"] for way in SHIPPED}) == len({way["name"] for way in SHIPPED}) == 36
    assert len(creative) >= 18
    assert {kind for way in creative for kind in way["kinds"]} == set(ItemKind.values)
    assert {kind for way in SHIPPED if way["one_voice"] for kind in way["kinds"]} >= {"welcome", "explore", "decide"}


def test_load_methods_again_brings_new_words_and_takes_away_nothing_that_was_used(db, organisation):
    first = load()
    Method.objects.filter(slug="dot-vote").update(how="Old words.")
    gone = Method.objects.create(slug="gone", name="Gone", how="No longer in the file.")
    ours = Method.objects.create(slug="gone", organisation=organisation, name="Ours", how="Our own.")

    again = load()

    dots = Method.objects.get(slug="dot-vote")
    assert (first, again) == (
        "36 ways of working together, 36 of them new.\n",
        "36 ways of working together, 0 of them new.\n",
    )
    assert dots.how.startswith("Hang up all the choices.")
    offered = Method.objects.of(organisation)
    assert (offered.count(), ours in offered, gone in offered) == (37, True, False)
    assert gone in Method.objects.known_to(organisation)


# ---- three for this room


@pytest.fixture
def shipped(db) -> None:
    load()


def three(occasion: Occasion) -> list[Method]:
    return suggest(Method.objects.all(), occasion)


def names(occasion: Occasion) -> set[str]:
    return {way.name for way in three(occasion)}


def test_three_ways_suit_the_people_and_the_agenda_and_one_is_creative(shipped):
    kinds = {"welcome", "explore", "decide"}
    for number in range(24):
        for people in (3, 9, 25):
            occasion = Occasion(people=people, kinds=frozenset(kinds), number=number)

            ways = three(occasion)

            assert ways == three(occasion)
            assert len(set(ways)) == 3
            assert all(way.people_from <= people <= way.people_to for way in ways)
            assert ways[0].creative
            assert {kind for way in ways for kind in way.kinds} >= kinds


def test_what_was_used_lately_is_not_offered_though_it_fits_best(shipped):
    fits = Occasion(people=9, kinds=frozenset({"decide"}), number=4)
    used = frozenset(way.pk for way in three(fits))

    others = three(replace(fits, used=used))

    assert len({way.pk for way in others} - used) == 3


def test_the_next_session_is_offered_others_and_a_crowd_the_ways_for_most_people(shipped):
    first, second = (Occasion(kinds=frozenset({"explore"}), number=number) for number in (1, 2))

    assert not names(first) & names(second)
    assert names(Occasion(people=400)) == {"1-2-4-all", "A break with one song", "A wall for anything"}


def test_a_lone_voice_is_helped_first_and_a_way_nobody_can_join_from_afar_is_not_offered(shipped):
    Method.objects.create(name="A walk", how="Walk.", kinds=["explore"], one_voice=True, creative=True)
    kinds = frozenset({"explore"})

    alone = Occasion(people=8, kinds=kinds, one_voice=True)
    from_afar = Occasion(people=8, kinds=kinds, one_voice=True, from_afar=True)

    assert ["A walk" in names(alone), "A walk" in names(from_afar)] == [True, False]
    assert all(way.one_voice for way in three(from_afar))
    assert [alone.other_way(way)[0] for way in three(alone)] == ["Quietly"] * 3
    assert from_afar.other_way(three(from_afar)[0]) == ("Online or by phone", three(from_afar)[0].online)


def test_the_facts_of_a_session_are_who_comes_what_is_planned_and_what_was_used_before(
    shipped, project, fay, lena, gus, pru, max
):
    ways = list(Method.objects.order_by("name")[:7])
    for way, days in zip(ways[:5], (50, 40, 30, 20, 10), strict=True):
        off = date(2026, 3, 1) if days == 10 else None
        before = planned(project, fay, NOON - timedelta(days=days), cancelled_on=off)
        brought(project, lena, "The noise", before, method=way)
    session = planned(project, fay, NOON)
    brought(project, lena, "The door", session, kind="explore", method=ways[5])
    brought(project, lena, "The chairs", session, kind="decide")
    asked(session, lena, Coming.YES, Capacity.LIVED)
    for person in (fay, pru):
        asked(session, person, Coming.YES, Capacity.PROFESSIONAL)
    asked(session, gus)
    asked(session, max, Coming.NO, Capacity.PROFESSIONAL)

    with CaptureQueriesContext(connection) as queries:
        occasion = occasion_of(session, fay, NOON - timedelta(days=1))

    assert occasion == Occasion(
        people=4,
        kinds=frozenset({"decide"}),
        from_afar=False,
        one_voice=True,
        used=frozenset(way.pk for way in (*ways[1:4], ways[5])),
        number=session.number,
    )
    assert len(queries) == 3


# ---- the pages


OWN = {
    "name": "Tea trolley",
    "how": "Push the trolley round. Ask who sits alone.",
    "kinds": ["welcome", "break"],
    "quiet": "Somebody else pushes.",
    "people_from": "3",
    "people_to": "40",
    "minutes": "15",
}


def url(name, project, *args):
    return reverse(name, args=[project.pk, *args])


def text(response) -> str:
    return " ".join(response.content.decode().split())


def test_lena_finds_the_ways_to_make_something_and_reads_one_with_its_other_ways(client_of, shipped, project, lena):
    lena_sees = client_of(lena)
    makes = Method.objects.get(slug="build-it")

    listed = lena_sees.get(url("methods", project) + "?show=make")
    one = text(lena_sees.get(url("method", project, makes.pk)))

    assert [way.name for way in listed.context["methods"]] == sorted(
        way["name"] for way in SHIPPED if "make" in way["kinds"]
    )
    assert ("Creative (19)" in text(listed), "Add one of your own" in text(listed)) == (True, False)
    assert all(words in one for words in (makes.how, makes.seated, makes.online, makes.quiet, "3 to 20 people"))


@pytest.mark.parametrize("number", [1, 3, 300])
def test_the_library_takes_as_many_queries_with_any_number_of_ways(
    client_of, project, lena, number, django_assert_num_queries
):
    Method.objects.bulk_create(
        Method(organisation=project.organisation, name=f"Way {at}", how="Go.", kinds=["make"]) for at in range(number)
    )
    lena_sees = client_of(lena)
    lena_sees.get(url("methods", project))

    with django_assert_num_queries(6):
        response = lena_sees.get(url("methods", project))

    assert len(response.context["methods"]) == number


def test_ways_for_a_session_come_with_three_for_that_room_and_a_way_back(client_of, shipped, project, fay, lena, olu):
    session = planned(project, fay)
    bus_stop = olu.memberships.get().project
    elsewhere = planned(bus_stop, olu)
    join(lena, project.organisation, bus_stop, Role.MEMBER)
    lena_sees = client_of(lena)

    page = text(lena_sees.get(url("methods", project), {"session": session.pk}))

    assert page.count("<h3>") == 3
    assert "Back to the session: The first phone call" in page
    for key in (elsewhere.pk, "no-session"):
        assert lena_sees.get(url("methods", project), {"session": key}).status_code == 404


def test_fay_adds_a_way_changes_it_and_takes_it_off_the_list(client_of, project, fay, lena):
    fay_does = client_of(fay)
    fay_does.post(url("method_new", project), OWN)
    own = Method.objects.get()

    fay_does.post(url("method_edit", project, own.pk), OWN | {"seated": "Pour the tea.", "one_voice": "on"})
    own.refresh_from_db()
    changed = (own.organisation, own.kinds, own.people_to, own.seated, own.one_voice, own.creative)
    fay_does.post(url("method_retire", project, own.pk))

    assert changed == (project.organisation, ["welcome", "break"], 40, "Pour the tea.", True, False)
    assert list(Method.objects.of(project.organisation)) == []
    assert "not on the list any more" in text(client_of(lena).get(url("method", project, own.pk)))
    assert fay_does.get(url("method_edit", project, own.pk)).status_code == 404


def test_a_way_without_another_way_to_do_it_is_not_kept_and_its_words_stay(client_of, shipped, project, fay):
    wrong = OWN | {"quiet": "", "name": "world café", "kinds": [], "people_to": "2", "minutes": "soon"}

    page = text(client_of(fay).post(url("method_new", project), wrong))

    assert Method.objects.filter(organisation=project.organisation).count() == 0
    for words in (
        "There is a way with this name already.",
        "Write one of these three ways at least.",
        "Tick at least one part.",
        "This is less than the first number.",
        "Write a number from 1 to 480.",
        "Push the trolley round. Ask who sits alone.",
    ):
        assert words in page


def test_what_ships_cannot_be_changed_and_another_organisations_way_is_not_found(client_of, shipped, project, fay):
    theirs = Method.objects.create(
        organisation=Organisation.objects.create(name="Hillside"), name="Theirs", how="Go.", kinds=["make"]
    )
    ships = Method.objects.get(slug="dot-vote")

    got = {
        name: client_of(fay).get(url(name, project, one.pk)).status_code
        for name, one in (("method", theirs), ("method_edit", theirs))
    }
    page = text(client_of(fay).get(url("methods", project)))

    assert got == {"method": 404, "method_edit": 404}
    assert client_of(fay).post(url("method_edit", project, ships.pk), OWN).status_code == 404
    assert client_of(fay).post(url("method_retire", project, ships.pk)).status_code == 404
    assert "Theirs" not in page
