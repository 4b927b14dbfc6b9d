"""The room: who is coming and who came, in words and as a picture."""

from collections import Counter
from datetime import timedelta
from itertools import pairwise
from math import hypot

import pytest
from django.template import Context, Template
from lxml import html

from participants.models import Person
from projects.models import Attendance, Capacity, Coming, Part, Role
from projects.room import Room, places, room_of, seat_size, seats
from tests.meeting import NOON, asked, came, planned
from tests.people import join, someone

LIVED, PERSONAL, PROFESSIONAL = Capacity.LIVED, Capacity.PERSONAL, Capacity.PROFESSIONAL
BEFORE, AFTERWARDS = NOON - timedelta(days=3), NOON + timedelta(days=1)


@pytest.fixture
def session(project, fay):
    return planned(project, fay)


def members(project, count: int) -> list[Person]:
    people = [someone(f"Member{number} Bell") for number in range(count)]
    for person in people:
        join(person, project.organisation, project, Role.MEMBER)
    return people


def words(session, as_at=BEFORE) -> str:
    return " ".join(room_of(session, as_at).sentences())


def page(session) -> html.HtmlElement:
    return html.fromstring(Template("{% load room %}{% room session %}").render(Context({"session": session})))


# ---- in words


def test_the_room_before_the_day_is_what_people_replied(
    project, session, fay, lena, pru, max, django_assert_num_queries
):
    first, second, third = members(project, 3)
    asked(session, lena, Coming.YES, LIVED)
    asked(session, fay, Coming.YES, PROFESSIONAL, leads=True)
    asked(session, pru, Coming.YES, PROFESSIONAL)
    asked(session, first, Coming.YES, supporter=True)
    asked(session, second)
    asked(session, third, Coming.MAYBE, PERSONAL)
    asked(session, max)
    asked(session, someone("Ned Low"), Coming.NO, LIVED)
    asked(session, someone("Bea Fox"), part=Part.SUPPORTER)  # takes no side, so nobody waits for a seat of hers
    Attendance.objects.create(session=session, guest="Ida Ray", reply=Coming.YES, part=Part.INTERPRETER)

    with django_assert_num_queries(1):
        room = room_of(session, BEFORE)

    assert room.sentences() == [
        "Only 1 person with lived experience has said yes.",
        "2 professionals are coming.",
        "1 person said yes and did not say how they want to be counted.",
        "1 member and 1 member of staff have not replied. 1 person does not know yet.",
        "1 supporter and 1 interpreter come too. They take no side.",
        "Fay leads.",
    ]
    assert (room.total, room.waiting.total()) == (4, 3)


def test_the_room_after_the_day_is_who_came(project, session, fay, lena, gus, pru):
    came(session, lena)
    came(session, gus, "")
    came(session, fay, PROFESSIONAL, leads=True)
    asked(session, pru, Coming.YES, PROFESSIONAL)
    asked(session, someone("Ned Low"), Coming.YES, LIVED, came=False)

    assert words(session, AFTERWARDS) == (
        "Only 1 person with lived experience came. 1 professional came. "
        "1 person came and did not say how they want to be counted. "
        "1 more had said yes. Nobody wrote down if they came. Fay led."
    )


@pytest.mark.parametrize(
    ("counts", "first"),
    [
        ({}, "Nobody is asked yet."),
        ({LIVED: 1}, "1 person with lived experience has said yes."),
        ({LIVED: 4}, "4 people with lived experience are coming."),
        ({LIVED: 4, PROFESSIONAL: 7}, "4 of 11 people who are coming have lived experience."),
        ({PROFESSIONAL: 2}, "Nobody with lived experience has said yes."),
        ({PROFESSIONAL: 2, "": 1}, "Nobody who is coming has said that they have lived experience."),
    ],
)
def test_the_first_sentence_says_how_many_have_lived_experience(counts, first):
    assert Room(Counter(counts)).sentences()[0] == first


def test_nobody_is_a_sentence_and_never_an_empty_table(session, lena):
    assert (words(session), words(session, AFTERWARDS)) == ("Nobody is asked yet.", "Nobody wrote down who came.")
    assert page(session).xpath("//svg") == []

    reply = asked(session, lena)
    assert words(session) == "Nobody has said yes yet. 1 member has not replied."
    reply.reply = Coming.NO
    reply.save()
    assert words(session) == "Nobody has said yes yet."
    reply.reply = Coming.YES
    reply.save()
    assert words(session, AFTERWARDS) == "Nobody wrote down who came. 1 person had said yes."
    reply.came = False
    reply.save()
    assert words(session, AFTERWARDS) == "Nobody came."


# ---- as a picture


def test_the_picture_holds_shapes_and_numbers_and_no_names(project, fay, lena, pru):
    session = planned(project, fay, starts_at=None)
    asked(session, lena, Coming.YES, LIVED, shown=True)
    asked(session, fay, Coming.YES, PROFESSIONAL, leads=True)
    asked(session, pru)

    figure = page(session)

    assert [shape.get("class") for shape in figure.xpath("//svg[@class='seats']//*[contains(@class, 'sh ')]")] == [
        "sh lived",
        "sh professional",
    ]
    assert len(figure.xpath("//svg[@class='seats']//g[@class='wait']")) == 1
    assert figure.xpath("//svg//text()[normalize-space()]") == ["1 of 2", "lived experience"]
    assert [" ".join(line.text_content().split()) for line in figure.xpath("//ul/li")] == [
        "1 lived experience",
        "1 professional",
        "1 not known yet",
    ]
    assert "Okoro" not in figure.text_content()


def test_above_24_people_the_room_is_words_only():
    assert Room(Counter({LIVED: 20}), Counter({"": 4})).drawn
    assert not Room(Counter({LIVED: 20}), Counter({"": 5})).drawn


def test_seats_stand_at_equal_steps_round_the_table():
    assert places(2) == [pytest.approx((200, 238)), pytest.approx((200, 22), abs=1)]
    for count in (1, 2, 12, 16, 24):
        where = places(count)
        assert (len(where), where[0]) == (count, pytest.approx((200, 238)))
        assert all((x - 200) ** 2 / 172**2 + (y - 130) ** 2 / 108**2 == pytest.approx(1) for x, y in where)
        gaps = [hypot(x - u, y - v) for (x, y), (u, v) in pairwise([*where, where[0]])]
        # No seat covers another, and on a curve equal lengths of arc are nearly equal distances.
        assert count == 1 or min(gaps) > 2 * 12 * seat_size(count)
        assert count < 12 or max(gaps) - min(gaps) < 0.05 * max(gaps)


def test_like_sits_with_like_and_lived_experience_nearest_the_reader():
    row = seats(Room(Counter({LIVED: 3, PROFESSIONAL: 5, PERSONAL: 1}), Counter({"": 2})))

    lived = [seat for seat in row if seat.capacity == LIVED]
    assert [(seat.capacity, seat.waiting) for seat in row] == (
        [(LIVED, False)] * 3 + [(PERSONAL, False)] + [(PROFESSIONAL, False)] * 5 + [("", True)] * 2
    )
    assert max(row, key=lambda seat: seat.y) == lived[1]
    assert sum(seat.x for seat in lived) / 3 == pytest.approx(200, abs=1)
