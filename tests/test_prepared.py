"""Queries that are compiled once say the same as those that Django makes anew, whoever asks and whenever."""

import inspect
import itertools
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.contrib.sessions.models import Session as SignedIn
from django.db import connection
from django.db.models import Count, Max, QuerySet
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from care.models import Need
from feedback.models import Feedback
from participants.models import Message, Person
from participants.prepared import PREPARED, key_of, prepared, totals
from projects.models import AgendaItem, Membership, Session
from projects.places import Places
from tests import world
from tests.people import someone

SHAPES = ("among_members", "named", "newest", "through", "name")
pytestmark = pytest.mark.django_db


@prepared
def called(*, name: str) -> QuerySet[Person]:
    return Person.objects.filter(name=name)


@pytest.fixture
def values() -> dict[str, list[Any]]:
    """By the name of an argument: two values each, so that one cannot stay in place of the other."""
    here = world.build()
    people = [here.people["member"], here.people["facilitator"]]
    Client().get("/")  # loads every page's code
    for one in people:
        Client().force_login(one)
    projects, days = [here.here, here.there], [timezone.localdate(), timezone.localdate() + timedelta(days=400)]
    sessions, moments = (
        list(Session.objects.order_by("pk")),
        [timezone.now() - timedelta(days=days) for days in (1, 90)],
    )
    return {
        **dict.fromkeys(["person", "reader"], people),
        **dict.fromkeys(["today", "day"], days),
        "through": [Feedback.agenda_items.through],
        "name": ["agendaitem"],
        "things": [list(AgendaItem.objects.values_list("pk", flat=True)), []],
        "begins": [{}, {"starts_at__lt": moments[0]}],
        "key": [*SignedIn.objects.values_list("pk", flat=True), ""],
        "message": list(Message.objects.all()[:2]),
        "project": projects,
        "scope": [one.pk for one in projects],
        "projects": [projects, projects[:1], []],
        "apart": [[], projects],
        "organisation": [one.organisation for one in projects],
        "organisations": [[projects[0].organisation], []],
        "session": sessions[:12],
        "needs": [list(Need.objects.all()), []],
        "as_at": moments,
        "until": [timezone.now() + timedelta(days=days) for days in (2, 90)],
        "among_members": [True, False],
        "named": ["open", "to_tell", "closed"],
        "newest": [True, False],
        "here": [{"project": one} | more for one in projects for more in ({}, {"owner": people[1]}, {"kind": "idea"})],
    }


def plainly(ask: Callable, shape: list[Any], named: dict[str, Any]) -> list[Any]:
    """Without what is kept; keys where the builder takes keys."""
    takes = inspect.signature(ask).parameters
    keys = {name for name, one in takes.items() if "UUID" in str(one.annotation)}
    given = {name: key_of(value) if name in keys else value for name, value in named.items()}
    return list(inspect.unwrap(ask)(*shape, **given))


def test_everybody_gets_the_rows_that_the_query_itself_finds(values: dict[str, list[Any]]) -> None:
    found = 0
    for ask in PREPARED:
        if ask is called:
            continue
        names = inspect.signature(ask).parameters
        for chosen in itertools.product(*(values[name] for name in names)):
            named = dict(zip(names, chosen, strict=True))
            shape = [named.pop(name) for name in SHAPES if name in named]
            for more in ("here", "begins"):
                named |= named.pop(more, {})
            got = ask(*shape, **named)
            assert got == plainly(ask, shape, named), (ask, named)
            found += bool(got)
    assert len(PREPARED) > 20
    assert found > 60


def test_names_are_not_mixed_up_and_the_query_is_made_once() -> None:
    ada, ben = someone("Ada Moss"), someone("Ben Hill")
    assert called(name="Ada Moss") == [ada]
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert called(name="Ben Hill") == [ben]
        assert called(name="O'Neill; %s") == []
    assert len(asked) == 2


def test_a_query_for_one_name_never_answers_for_another() -> None:
    @prepared
    def found(**here: str) -> QuerySet[Person]:
        return Person.objects.filter(**here)

    PREPARED.pop()
    ada = someone("Ada Moss")
    assert found(name="Ada Moss") == [ada]
    assert found(email="Ada Moss") == []
    assert found(email=ada.email) == [ada]


def test_a_day_of_one_visit_cannot_stay_in_a_query_that_is_kept() -> None:
    @prepared
    def late() -> QuerySet[Membership]:
        return Membership.objects.filter(left_on__lt=timezone.localdate())

    PREPARED.pop()
    with pytest.raises(TypeError, match="would be kept"):
        late()


def test_hours_may_be_added_to_what_comes_in() -> None:
    @prepared
    def lately(*, as_at: datetime) -> QuerySet[Person]:
        return Person.objects.filter(recorded_at__gte=as_at - timedelta(hours=2) + timedelta(hours=1))

    PREPARED.pop()
    ada = someone("Ada Moss")
    assert lately(as_at=ada.recorded_at + timedelta(minutes=59)) == [ada]
    assert lately(as_at=ada.recorded_at + timedelta(minutes=61)) == []


def test_nothing_is_asked_where_nothing_can_be_found() -> None:
    @prepared
    def among(*, people: list[Person]) -> QuerySet[Person]:
        return Person.objects.filter(pk__in=people).order_by("name")

    PREPARED.pop()
    ada = someone("Ada Moss")
    assert among(people=[]) == []
    assert among(people=[ada]) == [ada]
    ben, cal = someone("Ben Hill"), someone("Cal Reed")
    assert among(people=[ada, ben]) == [ada, ben]
    assert among(people=[ada, ben, cal]) == [ada, ben, cal]


def test_totals_say_what_aggregate_says() -> None:
    someone("Ada Moss")
    counts = {"people": Count("pk"), "last": Max("name")}
    assert totals(Person.objects.filter(name="Ada Moss"), **counts).get() == {"people": 1, "last": "Ada Moss"}
    assert totals(Person.objects.filter(name="Zoe"), **counts).get() == {"people": 0, "last": None}


def test_a_project_is_not_found_by_who_has_no_place_in_it() -> None:
    """The query that opens every page of a project, asked in turn by two people."""
    here = world.build()
    inside, outside = here.people["member"], here.people["outsider"]
    for _ in range(2):
        assert Places(inside, here.here.pk).here == here.here
        assert Places(outside, here.here.pk).here is None
