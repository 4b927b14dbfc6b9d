"""Who is asked to a session: asking, writing a reply down, guests, and what stays the person's own."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from participants.models import ContactBy, Message, Person
from projects.models import Attendance, Capacity, Coming, Role, SessionKind
from tests.meeting import asked, planned
from tests.people import join, someone
from tests.reading import main_form, read, said_back, to_check, tree, words


@pytest.fixture
def session(project, fay):
    return planned(project, fay, timezone.now() + timedelta(days=7))


def url(name, thing) -> str:
    project = getattr(thing, "session", thing).project_id
    return reverse(name, args=[project, thing.pk])


def rows(response) -> list[list[str]]:
    """The list, line by line, without the last column."""
    return [[words(cell) for cell in row][:4] for row in tree(response).xpath("//tbody/tr")]


def on_list(session) -> list[str]:
    return sorted(str(line) for line in session.attendance.select_related("person"))


def test_fay_asks_everybody_with_one_button_and_nobody_twice(client_of, session, fay, lena, gus, pru, max, olu):
    fays = client_of(fay)
    page = fays.get(url("session_people", session))

    response = fays.post(url("session_invite", session), {"everyone": "1"}, follow=True)
    again = fays.post(url("session_invite", session), {"everyone": "1"}, follow=True)

    assert "Ask all 5 who are not asked yet" in read(page)
    assert said_back(response) == ["5 people are asked. Each hears in their way."]
    assert said_back(again) == ["0 people are asked. Each hears in their way."]
    assert on_list(session) == ["Fay Adams", "Gus Hart", "Lena Okoro", "Max Bell", "Pru Lind"]
    assert Message.objects.filter(kind="session_invitation").count() == 5
    session.refresh_from_db()
    assert session.announced_on == timezone.localdate()
    assert ["Lena Okoro", "Member", f"Nothing yet. Asked {timezone.localdate():%-d %B}", "Not counted"] in rows(
        response
    )


def test_fay_chooses_whom_to_ask(client_of, session, project, fay, lena, gus, organisation):
    wyn = someone("Wyn Parry")
    join(wyn, organisation, None, Role.FACILITATOR)
    fays = client_of(fay)

    nobody = fays.post(url("session_invite", session), {}, follow=True)
    fays.post(url("session_invite", session), {"people": [str(lena.pk), str(wyn.pk)]})

    assert said_back(nobody) == ["Nobody was ticked. Tick the people you want to ask."]
    assert on_list(session) == ["Lena Okoro", "Wyn Parry"]
    assert "Ask all 2 who are not asked yet" in read(fays.get(url("session_people", session)))


@pytest.mark.parametrize(
    ("kind", "everyone"),
    [
        (SessionKind.MEMBERS, ["Fay Adams", "Lena Okoro"]),
        (SessionKind.STAFF, ["Fay Adams", "Max Bell", "Pru Lind"]),
    ],
)
def test_all_means_those_the_session_is_for(client_of, project, fay, lena, pru, max, kind, everyone):
    session = planned(project, fay, timezone.now() + timedelta(days=7), kind=kind)
    fays = client_of(fay)

    fays.post(url("session_invite", session), {"everyone": "1"})

    assert on_list(session) == everyone
    # Who does not see a session cannot be asked to it, whatever is sent.
    fays.post(url("session_invite", session), {"people": [str(pru.pk)]})
    assert ("Pru Lind" in on_list(session)) == (kind == SessionKind.STAFF)


def test_nobody_is_asked_to_what_has_begun_or_is_off(client_of, project, fay, lena):
    begun, off = (planned(project, fay, timezone.now() + timedelta(days=day)) for day in (-1, 1))
    off.cancel(timezone.localdate(), "The hall is flooded.")

    for session in (begun, off):
        response = client_of(fay).post(url("session_invite", session), {"everyone": "1"}, follow=True)
        assert said_back(response) == ["This session has begun or is off, so nobody else is asked."]

    assert Attendance.objects.count() == 0


def test_fay_writes_down_what_somebody_without_e_mail_said(client_of, session, project, fay):
    ray = Person.objects.create_user(name="Ray Moss", phone="0117 496 0011", contact_by=ContactBy.PHONE)
    join(ray, project.organisation, project, Role.MEMBER)
    fays = client_of(fay)
    fays.post(url("session_invite", session), {"everyone": "1"})
    by_hand = Message.objects.get(recipient=ray)
    line = session.attendance.get(person=ray)

    form = dict(main_form(fays.get(url("session_person", line))).form_values())
    fays.post(url("session_person", line), form | {"reply": "yes", "capacity": "lived", "supporter": "on"})

    line.refresh_from_db()
    assert by_hand.channel == Message.Channel.BY_HAND
    assert (line.reply, line.capacity, line.shown, line.written_by, line.replied_on) == (
        Coming.YES,
        Capacity.LIVED,
        False,
        fay,
        timezone.localdate(),
    )
    assert [
        "Ray Moss",
        "Member",
        "Yes, with somebody who supports them. Written down by Fay",
        "Not shown",
    ] in rows(fays.get(url("session_people", session)))


def test_what_lena_chose_by_herself_stands_beside_her_name_only_if_she_says_so(client_of, session, fay, lena, pru):
    hidden = asked(session, lena, Coming.YES, Capacity.LIVED)
    asked(session, pru, Coming.YES, Capacity.PROFESSIONAL, shown=True)
    fays = client_of(fay)

    page = fays.get(url("session_person", hidden))
    fays.post(url("session_person", hidden), dict(main_form(page).form_values()) | {"leads": "on"})

    hidden.refresh_from_db()
    assert dict(main_form(page).form_values())["capacity"] == "as they said"
    assert (hidden.capacity, hidden.leads, hidden.written_by) == (Capacity.LIVED, True, None)
    assert rows(fays.get(url("session_people", session))) == [
        ["Lena Okoro", "Member, leads", "Yes", "Not shown"],
        ["Pru Lind", "Professional", "Yes", "Professional"],
    ]
    assert "Lena leads." in read(fays.get(url("session_people", session)))


def test_what_lena_answers_while_fay_has_her_line_open_is_not_written_over(client_of, session, fay, lena):
    line = asked(session, lena)
    fays, page = client_of(fay), url("session_person", line)
    before = dict(main_form(fays.get(page)).form_values()) | {"leads": "on"}

    client_of(lena).post(url("session_reply", session), {"reply": "yes", "capacity": "lived", "supporter": "on"})
    between = fays.post(page, before)
    line.refresh_from_db()
    meanwhile = (line.reply, line.capacity, line.leads)
    fays.post(page, dict(main_form(between).form_values()))

    line.refresh_from_db()
    assert to_check(between) == ["They answered while you were typing. Their answer is in the form now. Save it again."]
    assert meanwhile == (Coming.YES, Capacity.LIVED, False)
    assert (line.reply, line.capacity, line.supporter, line.leads) == (Coming.YES, Capacity.LIVED, True, True)
    assert line.written_by is None


def test_a_guest_is_written_down_by_name(client_of, session, fay):
    fays = client_of(fay)
    form = {"reply": "yes", "capacity": "", "part": "interpreter"}

    nameless = fays.post(url("session_guest", session), form)
    fays.post(url("session_guest", session), form | {"guest": "Ida Ray"})

    assert to_check(nameless) == ["Give a name."]
    assert rows(fays.get(url("session_people", session))) == [
        ["Ida Ray", "Guest, interpreter", "Yes. Written down by Fay", "Takes no side"]
    ]
    assert not Message.objects.exists()


@pytest.mark.parametrize("count", [1, 3, 300])
def test_the_list_asks_as_often_for_300_as_for_1(client_of, session, project, fay, django_assert_num_queries, count):
    people = Person.objects.bulk_create(
        Person(name=f"Person {number}", email=f"person{number}@example.org") for number in range(count)
    )
    for person in people[:3]:
        join(person, project.organisation, project, Role.MEMBER)
    Attendance.objects.bulk_create(
        Attendance(session=session, person=person, reply="yes", written_by=fay) for person in people
    )
    fays = client_of(fay)

    with django_assert_num_queries(12):
        response = fays.get(url("session_people", session))

    assert len(rows(response)) == count
