"""Sessions in people's own calendars, read back with a real parser."""

from datetime import UTC, date, datetime, timedelta

import icalendar
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from projects.calendar import calendar_file, entry
from projects.models import Attendance, Capacity, Coming, Membership, Session, SessionKind, WayIn
from tests.meeting import asked, planned
from tests.people import STARTED
from tests.reading import links, read, tree, words


def ahead(days: int = 7) -> datetime:
    return timezone.now().replace(microsecond=0) + timedelta(days=days)


def events(response) -> dict[str, icalendar.Event]:
    """The title of each entry -> the entry."""
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert response["Cache-Control"] == "private, no-store"
    return {str(event["summary"]): event for event in icalendar.Calendar.from_ical(response.content).walk("VEVENT")}


def address(client) -> str:
    """A new secret address, as it is shown once."""
    page = client.post(reverse("calendar_make"))
    [link] = tree(page).xpath("//*[@class='secret']")
    return words(link)


# ---- one entry


def test_a_weekly_series_stays_at_half_past_ten_across_the_change_of_the_clocks(project, fay):
    winter = datetime(2027, 3, 24, 10, 30, tzinfo=UTC)
    summer = datetime(2027, 3, 31, 9, 30, tzinfo=UTC)
    sessions = [planned(project, fay, starts_at) for starts_at in (winter, summer)]

    file = icalendar.Calendar.from_ical(calendar_file([entry(session, timezone.now()) for session in sessions]))

    starts = [event.start for event in file.walk("VEVENT")]
    assert [f"{start:%H:%M} {start.tzinfo}" for start in starts] == ["10:30 Europe/London"] * 2
    assert [start.astimezone(UTC) for start in starts] == [winter, summer]
    assert [event.end - event.start for event in file.walk("VEVENT")] == [timedelta(hours=2)] * 2
    # The rules of the change are in the file, for calendars that do not know them.
    [zone] = file.walk("VTIMEZONE")
    assert zone.tz_name == "Europe/London"
    assert [start.replace(tzinfo=zone.to_tz()).astimezone(UTC) for start in starts] == [winter, summer]


def test_the_file_of_a_session_keeps_its_uid_and_counts_its_changes(client_of, project, fay, lena, gus):
    session = planned(project, fay, ahead(), title="Lifts, stairs; and\\doors", online_link="https://example.org/call")
    asked(session, lena, Coming.YES, Capacity.LIVED)
    asked(session, gus)
    url = reverse("session_ics", args=[project.pk, session.pk])
    lenas = client_of(lena)

    [first] = events(lenas.get(url)).values()
    session.place = "The library"
    session.replan()
    [moved] = events(lenas.get(url)).values()
    session.cancel(timezone.localdate(), "The hall is flooded.")
    [off] = events(lenas.get(url)).values()

    assert {str(event["uid"]) for event in (first, moved, off)} == {f"session-{session.pk}@127.0.0.1"}
    assert [event["sequence"] for event in (first, moved, off)] == [0, 1, 2]
    assert [event["status"] for event in (first, moved, off)] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]
    assert first["summary"] == "Waiting room: Lifts, stairs; and\\doors"
    assert (first["location"], moved["location"]) == ("Wren Street Hall", "The library")
    assert first["description"] == (
        f"The plan: http://127.0.0.1:8000{session.get_absolute_url()}\n"
        "To join online or by phone: https://example.org/call"
    )
    assert first.start == session.starts_at
    assert not {"Gus", "gus", "Lena"} & {*first.to_ical().decode().replace("\r\n", " ").split()}


def test_a_session_without_a_day_has_no_file_yet(client_of, project, lena, fay):
    session = planned(project, fay, None)

    response = client_of(lena).get(reverse("session_ics", args=[project.pk, session.pk]))

    assert (response.status_code, response["Location"]) == (302, session.get_absolute_url())


# ---- my diary


def test_the_diary_holds_what_lena_is_asked_to_in_all_her_projects(client_of, project, fay, lena, pru):
    first = planned(project, fay, ahead(2), title="The chairs")
    second = planned(project, fay, ahead(9), title="The noise")
    undated = planned(project, fay, None, title="The open day")
    asked(second, lena)
    asked(undated, lena, Coming.MAYBE)
    asked(first, pru)
    asked(planned(project, fay, ahead(-2), title="The past"), lena, Coming.YES)
    asked(planned(project, fay, ahead(3), title="The one that is off", cancelled_on=date.today()), lena)

    page = client_of(lena).get(reverse("calendar"))

    titles = tree(page).xpath("//main//ul/li//div[@class='when']/div/p[1]")
    assert [words(title) for title in titles] == ["The noise", "The open day"]
    assert "You are asked. You have not said yet. Say if you come" in read(page)
    assert "You said that you do not know yet. Change what I said" in read(page)
    assert reverse("session_ics", args=[project.pk, second.pk]) in links(page)
    assert reverse("session_ics", args=[project.pk, undated.pk]) not in links(page)


@pytest.mark.parametrize("count", [1, 3, 300])
def test_the_diary_asks_as_often_for_300_as_for_1(client_of, project, fay, lena, django_assert_num_queries, count):
    one = {"project": project, "made_by": fay, "title": "The noise", "starts_at": ahead()}
    sessions = Session.objects.bulk_create(Session(number=number, **one) for number in range(count))
    Attendance.objects.bulk_create(Attendance(session=session, person=lena) for session in sessions)
    lenas = client_of(lena)

    with django_assert_num_queries(8):
        page = lenas.get(reverse("calendar"))

    assert len(tree(page).xpath("//main//ul/li")) == count


# ---- the secret address


def test_the_address_shows_what_its_owner_may_see_now_and_nobody_else(client_of, project, fay, lena, gus, pru):
    session = planned(project, fay, ahead(), title="The noise")
    asked(session, lena, Coming.YES)
    asked(session, gus)
    asked(planned(project, fay, ahead(8), title="Members alone", kind=SessionKind.MEMBERS), lena)
    asked(planned(project, fay, ahead(9), title="Not for me"), lena, Coming.NO)
    asked(planned(project, fay, ahead(-3), title="Off last week", cancelled_on=date.today()), lena)
    asked(planned(project, fay, ahead(-40), title="Long ago"), lena, Coming.YES)
    planned(project, fay, ahead(10), title="Not asked")
    url = address(client_of(lena))

    feed = events(Client().get(url))

    assert {title: str(event["status"]) for title, event in feed.items()} == {
        "Waiting room: Off last week": "CANCELLED",
        "Waiting room: The noise": "CONFIRMED",
        "Waiting room: Members alone": "TENTATIVE",
    }
    assert "attendee" not in feed["Waiting room: The noise"]
    # What one may see is looked up each time: a place that changes, and a place that ends.
    Membership.objects.filter(person=lena).update(role="professional")
    assert "Waiting room: Members alone" not in events(Client().get(url))
    Membership.objects.filter(person=lena).update(left_on=STARTED)
    assert events(Client().get(url)) == {}
    lena.is_active = False
    lena.save()
    assert Client().get(url).status_code == 404


def test_a_new_address_shuts_the_old_one_and_a_shut_one_leads_nowhere(client_of, lena):
    lenas = client_of(lena)
    old = address(lenas)
    new = address(lenas)
    opened = [Client().get(url).status_code for url in (old, new)]

    page = lenas.post(reverse("calendar_shut"), follow=True)

    assert opened == [404, 200]
    assert [Client().get(url).status_code for url in (new, new[:-5] + "x.ics")] == [404, 404]
    assert "The address is shut." in read(page)
    # The database holds no key to the door, and the page shows it only once.
    secret = new.rsplit("/", 1)[1].removesuffix(".ics")
    assert not WayIn.objects.filter(secret_hash__contains=secret).exists()
    assert secret not in lenas.get(reverse("calendar")).content.decode()
    assert Client().post(new).status_code == 404
