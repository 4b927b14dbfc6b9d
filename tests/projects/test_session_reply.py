"""Saying if one comes, and how one wants to be counted."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from participants.templatetags.look import day
from projects.models import Attendance, Capacity, Channel, Coming, SessionKind
from tests.meeting import asked, brought, planned
from tests.reading import heading, main_form, read, said_back, to_check


@pytest.fixture
def session(project, fay):
    return planned(project, fay, timezone.now() + timedelta(days=7))


def url(session) -> str:
    return reverse("session_reply", args=[session.project_id, session.pk])


def test_lena_says_yes_and_how_she_wants_to_be_counted_and_changes_it(client_of, session, fay, lena):
    brought(session.project, fay, "The radio", session, content_note="Some hear voices.")
    mine = asked(session, lena)
    lenas = client_of(lena)

    page = lenas.get(url(session))
    response = lenas.post(url(session), {"reply": "yes", "capacity": "lived", "shown": "on", "supporter": "on"})
    mine.refresh_from_db()
    said = (mine.reply, mine.capacity, mine.shown, mine.supporter, mine.written_by, mine.replied_on)
    lenas.post(url(session), {"reply": "no", "capacity": "lived", "shown": "on", "supporter": "on"})
    mine.refresh_from_db()

    assert heading(page) == "Will you come?"
    assert "The radio. Some hear voices. You can sit this part out." in read(page)
    assert "Fay is your contact. Ring 0117 496 0100." in read(page)
    assert (response.status_code, response["Location"]) == (302, session.get_absolute_url())
    assert said == (Coming.YES, Capacity.LIVED, True, True, None, timezone.localdate())
    # Who does not come is counted as nothing, and nothing about them is kept.
    assert (mine.reply, mine.capacity, mine.shown, mine.supporter) == (Coming.NO, "", False, False)


def test_capacity_is_asked_for_and_never_required(client_of, session, lena):
    mine = asked(session, lena)
    lenas = client_of(lena)

    silent = lenas.post(url(session), {"capacity": "lived"})
    lenas.post(url(session), {"reply": "maybe", "shown": "on"})

    mine.refresh_from_db()
    assert to_check(silent) == ["Say if you come. You can change it later."]
    assert dict(main_form(silent).form_values())["capacity"] == "lived"
    assert (mine.reply, mine.capacity, mine.shown) == (Coming.MAYBE, "", False)


def test_how_one_joins_is_asked_only_where_one_can_choose(client_of, project, session, fay, lena):
    mixed, phone = (
        planned(project, fay, session.starts_at + timedelta(days=day), **more)
        for day, more in ((1, {"also_online": True}), (2, {"place_kind": "phone", "place": ""}))
    )
    lenas = client_of(lena)

    offered = {one.pk: "channel" in main_form(lenas.get(url(one))).fields for one in (session, mixed, phone)}
    for one in (session, mixed, phone):
        lenas.post(url(one), {"reply": "yes", "channel": "online"})

    assert list(offered.values()) == [False, True, False]
    rows = Attendance.objects.order_by("session__starts_at").values_list("channel", flat=True)
    assert list(rows) == [Channel.ROOM, Channel.ONLINE, Channel.PHONE]


def test_who_takes_part_may_come_unasked_and_who_reads_facts_only_when_asked(client_of, session, lena, max):
    lenas, maxs = client_of(lena), client_of(max)

    page = lenas.get(url(session))
    response = lenas.post(url(session), {"reply": "yes"}, follow=True)
    refused = maxs.post(url(session), {"reply": "yes"})
    asked(session, max)
    maxs.post(url(session), {"reply": "yes", "capacity": "professional"})

    assert heading(page) == "Would you like to come?"
    assert said_back(response) == [
        f"Thank you. You are on the list for {day(session.day)}. You can change it any time before."
    ]
    assert refused.status_code == 403
    assert sorted(session.attendance.values_list("person__name", "invited_on", "reply")) == [
        ("Lena Okoro", None, "yes"),
        ("Max Bell", session.attendance.get(person=max).invited_on, "yes"),
    ]


def test_what_is_for_others_is_no_place_to_say_yes_to(client_of, project, fay, lena, pru, olu):
    ahead = timezone.now() + timedelta(days=7)
    for_members = planned(project, fay, ahead, kind=SessionKind.MEMBERS)
    for_staff = planned(project, fay, ahead, kind=SessionKind.STAFF)

    answers = [
        client_of(person).post(url(session), {"reply": "yes"}).status_code
        for person, session in ((pru, for_members), (olu, for_members), (lena, for_staff), (olu, for_staff))
    ]

    assert answers == [404, 404, 403, 404]
    assert not Attendance.objects.exists()


@pytest.mark.parametrize("why", ["begun", "off"])
def test_after_it_begins_or_is_called_off_the_words_stay(client_of, project, fay, lena, why):
    session = planned(project, fay, timezone.now() + timedelta(minutes=-1 if why == "begun" else 5))
    mine = asked(session, lena, Coming.YES, Capacity.LIVED)
    if why == "off":
        session.cancel(timezone.localdate(), "The hall is flooded.")

    page = client_of(lena).post(url(session), {"reply": "no"})

    mine.refresh_from_db()
    assert "You said that you are coming." in read(page)
    assert ("The hall is flooded." in read(page)) == (why == "off")
    assert mine.reply == Coming.YES
