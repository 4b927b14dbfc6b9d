"""Where we meet, who welcomes people there, how the place was; time for people on the agenda."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from participants.models import Message
from projects.grounds import in_words
from projects.kinds.session import tell_asked
from projects.models import Session
from tests.feedback.test_closing import prefilled
from tests.meeting import NOON, asked, brought, planned
from tests.reading import links, read


def test_who_welcomes_people_stands_on_the_page_and_in_the_letter(client_of, project, fay, lena):
    session = planned(project, fay, timezone.now() + timedelta(days=9))
    fays = client_of(fay)
    page = reverse("session_edit", args=[project.pk, session.pk])

    fays.post(page, {"title": "Tea", "kind": "working", "welcome": "Rowan, at the front door"})

    session.refresh_from_db()
    assert session.welcome == "Rowan, at the front door"
    asked(session, lena)
    tell_asked(session, timezone.now())
    letter = Message.objects.get(kind="session_invitation")
    assert "Who welcomes you: Rowan, at the front door" in read(client_of(lena).get(session.get_absolute_url()))
    assert "\nWho welcomes you: Rowan, at the front door\n" in letter.text


def test_planning_shows_on_whose_ground_we_met_and_asks_who_has_power(client_of, project, fay):
    planned(project, fay, place_kind="theirs")
    planned(project, fay, place_kind="ours")
    planned(project, fay, kind="members", place_kind="theirs")

    page = client_of(fay).get(reverse("session_new", args=[project.pk]))

    assert "1 of 2 sessions was where members are already." in read(page)
    assert f"{reverse('notebook', args=[project.pk])}?kind=power" in links(page)


def test_ground_in_words():
    assert [in_words(*counts) for counts in ((0, 0, 0), (1, 0, 0), (1, 1, 0), (7, 4, 2))] == [
        "",
        "0 of 1 session were where members are already.",
        "1 of 1 session was where members are already.",
        "4 of 7 sessions were where members are already, 2 in a neutral place.",
    ]


def test_how_the_place_was_is_kept_and_shown_when_it_is_over(client_of, project, fay, lena):
    session = planned(project, fay)
    asked(session, lena, "yes")
    fays = client_of(fay)
    page = reverse("session_close", args=[project.pk, session.pk])

    fays.post(page, prefilled(fays, session) | {"place_thoughts": "Too warm. The library was better."})

    assert Session.objects.get().place_thoughts == "Too warm. The library was better."
    assert "The place: Too warm. The library was better." in read(client_of(lena).get(session.get_absolute_url()))


def test_time_for_people_is_said_in_minutes(client_of, project, fay, lena):
    session = planned(project, fay, NOON)
    for what, kind, minutes in (("Hello", "welcome", 10), ("Tea", "break", 15), ("Chairs", "explore", 40)):
        brought(project, lena, what, session, kind=kind, minutes=minutes)

    assert "25 minutes are for arriving, breaks and each other." in read(
        client_of(lena).get(session.get_absolute_url())
    )


def test_a_decision_asks_what_we_assume_with_the_way_to_the_notebook(client_of, project, fay):
    page = client_of(fay).get(reverse("decision_new", args=[project.pk]))

    assert f"{reverse('notebook', args=[project.pk])}?kind=assumption" in links(page)


def test_members_reach_the_ways_of_working_from_the_sessions(client_of, project, lena):
    assert reverse("methods", args=[project.pk]) in links(client_of(lena).get(reverse("sessions", args=[project.pk])))
