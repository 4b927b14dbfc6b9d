"""The messages about a session: once for each occasion, true when they leave, and with the file for the calendar."""

from datetime import datetime, time, timedelta

import icalendar
import pytest
from django.utils import timezone

from participants.models import ContactBy, Message, Person
from participants.outbox.channels.by_hand import told_by_hand
from participants.outbox.dispatch import dispatch
from participants.outbox.plan import plan
from projects.kinds.session import cancellations, changes, invitations, reminders
from projects.models import Attendance, Coming, Role, Session
from tests.meeting import asked, brought, planned
from tests.people import STARTED, join


@pytest.fixture
def session(project, fay):
    """At half past ten, a week from now."""
    return planned(project, fay, at(7), venue={"step_free": True, "loop": False}, safety_plan="Talk to Fay.")


def at(days: int, hour: int = 10, minute: int = 30) -> datetime:
    day = timezone.localdate() + timedelta(days=days)
    return timezone.make_aware(datetime.combine(day, time(hour, minute)))


def words_of_day(session) -> str:
    return f"{timezone.localtime(session.starts_at):%A %-d %B %Y}"


def ask(session, *people) -> None:
    Attendance.objects.ask(session, people, session.made_by, timezone.localdate())


def move(session, days: int = 1) -> Session:
    session.starts_at += timedelta(days=days)
    session.ends_at += timedelta(days=days)
    return session.replan()


def tick() -> None:
    plan(timezone.now())
    dispatch()


def rows(*kinds: str) -> list[tuple[str, ...]]:
    """Kind, recipient and state, in the order they were promised."""
    found = Message.objects.filter(kind__in=[f"session_{kind}" for kind in kinds]).order_by("recorded_at", "pk")
    return [(row.kind.removeprefix("session_"), row.recipient.first_name, row.state) for row in found]


def text_of(mail) -> str:
    return mail.get_body(("plain",)).get_content()


def entry_of(mail) -> tuple[str, icalendar.Event]:
    """The method and the entry of the calendar file; the part of the letter and the file hold the same."""
    part = next(part for part in mail.walk() if part.get_content_type() == "text/calendar")
    [file] = mail.iter_attachments()
    assert (file.get_filename(), file.get_content()) == (
        "session.ics",
        part.get_content().encode(),
    )
    found = icalendar.Calendar.from_ical(file.get_content())
    assert part.get_param("method") == found["method"]
    [event] = found.walk("VEVENT")
    return found["method"], event


# ---- will you come


def test_the_invitation_says_all_that_helps_to_decide_and_brings_the_day_along(session, fay, lena, gus, mail_server):
    brought(session.project, fay, "The radio", session, minutes=20, content_note="Some hear voices.")
    ask(session, lena)

    tick()
    tick()

    [mail] = mail_server.arrived
    text = text_of(mail)
    assert mail["Subject"] == 'Will you come? "The first phone call" in "Waiting room"'
    for line in (
        f"When: {words_of_day(session)}, 10:30am to 12:30pm",
        "Where: Wren Street Hall",
        "- Step-free all the way: yes",
        "- Hearing loop: no",
        "If it gets too much: Talk to Fay.",
        "- The radio (explore), 20 minutes. This may upset: Some hear voices. You can sit this part out",
        "- You decide with us: How the room looks and sounds.",
        "- This will not change: The opening hours.",
        f"http://127.0.0.1:8000/projects/{session.project_id}/sessions/{session.pk}/reply",
        "Fay is your contact. Ring 0117 496 0100 if you want to ask something.",
    ):
        assert line in text.splitlines()
    assert text.index("Say here if you come") < text.index("Step-free")
    assert "\n\n\n" not in text
    method, event = entry_of(mail)
    assert (method, event["uid"], event["sequence"]) == ("REQUEST", f"session-{session.pk}@127.0.0.1", 0)
    assert event["attendee"] == "mailto:lena@example.org"
    assert "Gus" not in event.to_ical().decode()


def test_an_invitation_that_waits_is_worded_anew_when_the_day_moves(session, project, fay, mail_server):
    ray = Person.objects.create_user(name="Ray Moss", phone="0117 496 0011", contact_by=ContactBy.PHONE)
    join(ray, project.organisation, project, Role.MEMBER)
    ask(session, ray)
    tick()
    move(session)

    tick()
    tick()

    [row] = Message.objects.all()
    assert (row.kind, row.state, row.channel) == ("session_invitation", "queued", "by_hand")
    assert f"When: {words_of_day(session)}" in row.text
    # Once he is rung and his words are written down, the call is off the list; the next change is told to him too.
    session.attendance.update(reply=Coming.YES, knows=session.sequence)
    tick()
    move(session)
    tick()
    assert rows("invitation", "changed") == [("invitation", "Ray", "cancelled"), ("changed", "Ray", "queued")]
    told_by_hand(Message.objects.get(kind="session_changed"), timezone.localdate(), "by phone", fay)
    assert session.attendance.get().knows == session.sequence == 2


def test_a_place_with_the_line_ends_of_another_program_is_told_once(session, fay, lena, mail_server):
    session.place = "Wren Street Hall\u2028First floor"
    session.save()
    ask(session, lena)

    tick()
    tick()

    assert rows("invitation", "changed") == [("invitation", "Lena", "sent")]
    assert "Where: Wren Street Hall First floor" in text_of(mail_server.arrived[0])


def test_who_replied_or_left_before_the_mail_went_is_not_asked_again(session, lena, gus, pru, mail_server):
    ask(session, lena, gus, pru)
    plan(timezone.now())
    session.attendance.filter(person=lena).update(reply=Coming.YES)
    gus.memberships.update(left_on=STARTED)

    tick()

    assert sorted(rows("invitation")) == [
        ("invitation", "Gus", "cancelled"),
        ("invitation", "Lena", "cancelled"),
        ("invitation", "Pru", "sent"),
    ]


# ---- something has changed, or it is off


def test_a_change_tells_those_who_wait_for_it_what_is_new_and_moves_the_entry(session, lena, gus, pru, mail_server):
    ask(session, lena, gus, pru)
    tick()
    session.attendance.filter(person=gus).update(reply=Coming.NO)
    session.place = "The library"
    move(session)

    tick()
    tick()

    news = mail_server.arrived[2:]
    first, second = (entry_of(next(m for m in mails if "lena" in m["To"]))[1] for mails in (mail_server.arrived, news))
    assert [(mail["To"].split(" ")[0], mail["Subject"]) for mail in news] == [
        (name, 'Something is new about "The first phone call" in "Waiting room"') for name in ("Lena", "Pru")
    ]
    assert f"This is new:\n- When: {words_of_day(session)}, 10:30am to 12:30pm\n- Where: The library\n" in text_of(
        news[0]
    ).replace("\r", "")
    assert (first["uid"], first["sequence"], second["sequence"]) == (second["uid"], 0, 1)
    assert second["dtstart"].dt == session.starts_at


def test_there_and_back_before_the_mail_goes_is_no_news(session, lena, mail_server):
    ask(session, lena)
    tick()
    move(session, 1)
    plan(timezone.now())
    move(session, -1)

    tick()
    tick()

    assert session.sequence == 2
    assert len(mail_server.arrived) == 1
    assert rows("changed") == [("changed", "Lena", "cancelled")]


def test_a_session_that_is_off_is_off_in_the_calendar_too(session, lena, gus, pru, mail_server):
    ask(session, lena, gus)
    tick()
    session.attendance.filter(person=gus).update(reply=Coming.NO)
    ask(session, pru)  # has not heard of it yet, and need not
    session.cancel(timezone.localdate(), "The hall is flooded.")

    tick()
    tick()

    mail = mail_server.arrived[-1]
    method, event = entry_of(mail)
    assert rows("cancelled") == [("cancelled", "Lena", "sent")]
    assert "Why: The hall is flooded." in text_of(mail)
    assert (method, event["status"], event["sequence"]) == ("CANCEL", "CANCELLED", 1)
    assert event["uid"] == entry_of(mail_server.arrived[0])[1]["uid"]


# ---- it is tomorrow


def test_the_day_before_from_ten_those_hear_who_come_or_do_not_know(session, lena, gus, pru, max, mail_server):
    for person, reply in ((lena, Coming.YES), (gus, Coming.MAYBE), (pru, Coming.NO), (max, "")):
        asked(session, person, reply)

    plan(at(6, 9, 59))
    too_early = rows("tomorrow")
    for hours in range(0, 30, 3):
        plan(at(6, 10, 0) + timedelta(hours=hours))
    dispatch()

    assert too_early == []
    # Gus has no email: he stands on the list of those to ring.
    assert sorted(rows("tomorrow")) == [("tomorrow", "Gus", "queued"), ("tomorrow", "Lena", "sent")]
    subjects = {mail["Subject"] for mail in mail_server.arrived if "lena" in mail["To"]}
    assert subjects == {'Tomorrow: "The first phone call" in "Waiting room"'}


def test_a_tick_that_was_down_tells_it_on_the_day_and_never_after_the_start(session, lena):
    asked(session, lena, Coming.YES)

    plan(at(7, 10, 30))
    after = rows("tomorrow")
    plan(at(7, 8, 0))

    assert after == []
    assert Message.objects.get().subject == 'Today: "The first phone call" in "Waiting room"'


def test_nobody_is_reminded_while_the_project_is_paused(session, lena):
    asked(session, lena, Coming.YES)
    session.project.paused_on = timezone.localdate()
    session.project.save()

    plan(at(6, 12))

    assert rows("tomorrow") == []


def test_who_came_unasked_hears_of_a_change_too(session, lena, mail_server):
    asked(session, lena, Coming.YES, invited_on=None)
    move(session)

    tick()

    assert [mail["Subject"] for mail in mail_server.arrived] == [
        'Something is new about "The first phone call" in "Waiting room"'
    ]


def test_a_day_moved_there_and_back_is_told_once_and_a_new_day_anew(session, lena, mail_server):
    asked(session, lena, Coming.YES)
    plan(at(6, 12))
    move(session, 7)
    dispatch()  # too late for the old day: nobody is sent there
    moved_away = rows("tomorrow")
    move(session, -7)

    plan(at(6, 13))
    dispatch()
    plan(at(6, 14))
    move(session, 7)
    plan(at(13, 12))
    dispatch()

    assert moved_away == [("tomorrow", "Lena", "cancelled")]
    days = Message.objects.filter(kind="session_tomorrow").order_by("slot").values_list("slot", "state")
    assert list(days) == [(str(timezone.localdate() + timedelta(days=day)), "sent") for day in (7, 14)]


def test_another_hour_or_place_on_the_same_day_is_put_right_before_it_leaves(session, lena, mail_server):
    asked(session, lena, Coming.YES)
    plan(at(6, 12))
    session.place = "The library"
    session.replan()

    dispatch()
    plan(at(6, 13))
    dispatch()

    [mail] = [mail for mail in mail_server.arrived if "Tomorrow" in mail["Subject"]]
    assert "Where: The library" in text_of(mail)


def test_a_quiet_tick_asks_four_times(session, lena, django_assert_num_queries):
    asked(session, lena, Coming.NO)
    now = timezone.now()

    with django_assert_num_queries(4):
        owed = [list(planner(now)) for planner in (invitations, changes, cancellations, reminders)]

    assert owed == [[], [], [], []]
