"""Parked subjects come back by themselves, as promised."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from projects.models import AgendaItem, SessionKind
from tests.meeting import NOON, brought, planned

NOW = datetime(2026, 3, 10, 9, tzinfo=UTC)
WEEK = timedelta(days=7)


def park(project, by, return_by, what="Parking outside", **more) -> AgendaItem:
    return brought(project, by, what, **more).park(by, date(2026, 3, 3), return_by, "No time left")


def back(as_at=NOW) -> list[tuple[str, str]]:
    """What came back, and where."""
    AgendaItem.objects.come_back(as_at)
    rows = AgendaItem.objects.exclude(session=None).order_by("what").select_related("session")
    return [(row.what, row.session.title) for row in rows]


def test_a_parked_subject_waits_for_the_last_session_that_keeps_its_promise(project, fay, lena):
    for number, title in enumerate(["First", "Second", "Third"]):
        planned(project, fay, NOON + number * WEEK, title=title)
    park(project, lena, date(2026, 3, 24), "By the second")
    park(project, lena, date(2026, 3, 30), "By the second, a little later")
    park(project, lena, date(2026, 3, 1), "Late already")
    park(project, lena, None, "Some day")

    first = back()
    later = back(NOON + timedelta(hours=1))

    assert first == [("Late already", "First")]
    assert later == [
        ("By the second", "Second"),
        ("By the second, a little later", "Second"),
        ("Late already", "First"),
    ]


def test_its_coming_back_stands_in_the_history_once_and_is_nobodys_doing(project, fay, lena):
    item = park(project, lena, date(2026, 3, 20))
    planned(project, fay)

    counts = [AgendaItem.objects.come_back(NOW) for _ in range(3)]

    item.refresh_from_db()
    row = item.history.first()
    assert counts == [1, 0, 0]
    assert (row.history_user, row.history_change_reason) == (None, "Came back, as promised")
    assert (item.parked_on, item.return_by, item.brought_by) == (None, None, lena)


@pytest.mark.parametrize(
    "other",
    [
        {"starts_at": None},
        {"cancelled_on": date(2026, 3, 4), "cancelled_why": "Snow"},
        {"closed_on": date(2026, 3, 4)},
        {"kind": SessionKind.MEMBERS},
        {"kind": SessionKind.STAFF},
        {"starts_at": NOW - timedelta(hours=1)},
    ],
)
def test_it_does_not_come_back_where_the_group_will_not_meet_over_it(project, fay, lena, other):
    park(project, lena, date(2026, 3, 20))
    planned(project, fay, **other)

    assert back() == []


def test_the_tick_brings_them_back(project, fay, lena):
    park(project, lena, date(2026, 3, 20))
    planned(project, fay, timezone.now() + WEEK)

    call_command("tick")

    assert AgendaItem.objects.get().session.title == "The first phone call"


def test_what_was_taken_off_a_session_does_not_jump_back_onto_it(project, fay, lena):
    off = planned(project, fay)
    item = brought(project, lena, "Parking outside", off)
    item.park(fay, date(2026, 3, 3), date(2026, 4, 30))

    alone = back()
    planned(project, fay, NOON + WEEK, title="The next one")

    assert (alone, back()) == ([], [("Parking outside", "The next one")])


def test_what_was_said_among_members_comes_back_among_members(project, fay, lena, pru):
    among = planned(project, fay, kind=SessionKind.MEMBERS, title="Among us")
    brought(project, lena, "Who gets paid", among).park(lena, date(2026, 3, 3), date(2026, 3, 20))
    planned(project, fay, NOON + timedelta(days=1))

    assert back() == []
    assert not AgendaItem.objects.visible_to(pru).exists()

    planned(project, fay, NOON + WEEK, kind=SessionKind.MEMBERS, title="Among us again")

    assert back() == [("Who gets paid", "Among us again")]


def test_promises_of_many_subjects_are_kept_with_few_questions(project, fay, lena, django_assert_num_queries):
    planned(project, fay)
    planned(project, fay, NOON + WEEK)
    for _ in range(30):
        park(project, lena, date(2026, 3, 28))

    with django_assert_num_queries(2):
        AgendaItem.objects.come_back(NOW)
