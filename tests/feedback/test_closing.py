"""Closing a session on one page: prefilled, nothing needed but who came, nothing lost when two do it at once."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from feedback.models import Lesson
from projects.models import AgendaItem, Attendance, Capacity, Coming, Decision, Part, PlanKept, Role
from projects.working_days import add_working_days
from tests.meeting import asked, brought, planned
from tests.people import join, someone
from tests.reading import heading, read, said_back, to_check, typed

TUESDAY = datetime(2026, 3, 17, 10, 30, tzinfo=UTC)


def page(session) -> str:
    return reverse("session_close", args=[session.project_id, session.pk])


def prefilled(client, session) -> dict[str, str]:
    """What a browser would send if nothing were touched."""
    return {name: words for name, words in typed(client.get(page(session))).items() if words}


@pytest.fixture
def session(project, fay, lena, gus, pru):
    session = planned(project, fay, TUESDAY, title="The chairs")
    asked(session, lena, Coming.YES, Capacity.LIVED, shown=True)
    asked(session, gus, Coming.NO)
    asked(session, fay, Coming.YES, Capacity.PROFESSIONAL, leads=True)
    return session


@pytest.fixture
def item(project, session, lena):
    brought(project, lena, "Tea and hellos", session, kind="welcome")
    return brought(project, lena, "Chairs with arms", session)


def came_as(session) -> dict[str, tuple]:
    rows = session.attendance.select_related("person")
    return {str(row): (row.came, row.capacity, row.part, row.leads) for row in rows}


def test_one_press_closes_a_session_that_went_as_people_replied(client_of, session, item, fay):
    client = client_of(fay)

    response = client.post(page(session), prefilled(client, session), follow=True)

    session.refresh_from_db()
    today = timezone.localdate()
    assert said_back(response) == ["Written down. Thank you."]
    assert (session.closed_on, session.closed_by, session.teller, session.tell_by, session.plan_kept) == (
        (today, fay, fay, add_working_days(today, 5), "")
    )
    assert came_as(session) == {
        "Lena Okoro": (True, "lived", "taking_part", False),
        "Gus Hart": (False, "", "taking_part", False),
        "Fay Adams": (True, "professional", "taking_part", True),
    }
    item.refresh_from_db()
    assert (item.session, item.what_happened, item.history.count()) == (session, "", 1)
    assert (Decision.objects.count(), Lesson.objects.count()) == (0, 0)
    assert "Write the news now" in read(response)


def test_all_that_can_be_said_is_kept_at_once(client_of, project, session, item, fay, lena, gus, pru):
    client = client_of(fay)
    dropped = brought(project, fay, "The lights", session)
    other = {
        f"came_{gus.pk.hex}": "on",
        f"as_{gus.pk.hex}": Part.SUPPORTER,
        f"came_{pru.pk.hex}": "on",
        f"as_{lena.pk.hex}": Capacity.PERSONAL,
        "guests": "Ann Moss\n\nPru Lind",
        f"did_{item.pk.hex}": "park",
        f"said_{item.pk.hex}": "We looked at four chairs.",
        f"did_{dropped.pk.hex}": "drop",
        f"said_{dropped.pk.hex}": "They are new.",
        "question_1": "Which chairs?",
        "decided_1": "Those with arms.",
        "plan_kept": PlanKept.SCRAPPED,
        "wandered": "The lift came first.",
        "lesson_kind": "surprise",
        "lesson": "People came for the lift.",
        "beyond": "on",
    }

    response = client.post(page(session), prefilled(client, session) | other, follow=True)

    session.refresh_from_db()
    assert came_as(session) == {
        "Lena Okoro": (True, "personal", "taking_part", False),
        "Gus Hart": (True, "", "supporter", False),
        "Fay Adams": (True, "professional", "taking_part", True),
        "Pru Lind": (True, "", "taking_part", False),
        "Ann Moss": (True, "", "taking_part", False),
    }
    assert not Attendance.objects.get(person=lena).shown  # she agreed to be shown as something else
    item.refresh_from_db()
    [parked] = AgendaItem.objects.parked()
    four_weeks = timezone.localdate() + timedelta(weeks=4)
    assert (item.session, item.what_happened) == (session, "We looked at four chairs.")
    assert (parked.continues, parked.return_by, parked.history.get().history_change_reason) == (
        (item, four_weeks, "We looked at four chairs.")
    )
    dropped.refresh_from_db()
    assert (dropped.dropped_on, dropped.history.first().history_change_reason) == (
        timezone.localdate(),
        "They are new.",
    )
    decision = Decision.objects.get()
    assert (decision.session, decision.decided, decision.made_on, decision.final_on) == (
        (session, "Those with arms.", date(2026, 3, 17), None)
    )
    lesson = Lesson.objects.get()
    assert (lesson.session, lesson.kind, lesson.what, lesson.beyond) == (
        (session, "surprise", "People came for the lift.", True)
    )
    assert (session.plan_kept, session.wandered) == ("scrapped", "The lift came first.")
    assert "It waits for a reason and who decided." in read(response)


def test_what_was_written_down_can_be_changed_afterwards(client_of, session, item, fay, lena, gus, pru):
    client = client_of(fay)
    first = {f"did_{item.pk.hex}": "park", "guests": "Ann Moss"}
    client.post(page(session), prefilled(client, session) | first)
    ann = Attendance.objects.get(guest="Ann Moss")
    pru_too = f"came_{pru.pk.hex}" in typed(client.get(page(session)))  # not asked, but she may have come
    again = prefilled(client, session)
    now = {name: words for name, words in again.items() if name not in (f"came_{ann.pk.hex}", f"came_{lena.pk.hex}")}

    client.post(page(session), now | {f"did_{item.pk.hex}": "done", f"came_{gus.pk.hex}": "on"})

    assert (again[f"did_{item.pk.hex}"], again[f"came_{ann.pk.hex}"], again.get("question_1")) == ("park", "on", None)
    assert {name: row[0] for name, row in came_as(session).items()} == {
        "Lena Okoro": False,
        "Gus Hart": True,
        "Fay Adams": True,
    }
    assert pru_too
    assert list(AgendaItem.objects.parked()) == []
    assert AgendaItem.objects.get(continues=item).dropped_on == timezone.localdate()


def test_who_came_is_needed_and_nobody_is_an_answer(client_of, session, item, fay):
    client = client_of(fay)
    nobody = {"seen": "", "wandered": "The bus broke down."}

    asked_back = client.post(page(session), nobody)
    closed_then = type(session).objects.get().closed_on
    client.post(page(session), nobody | {"nobody": "on"})

    session.refresh_from_db()
    assert to_check(asked_back) == ['Tick who came. If nobody did, tick "Nobody came".']
    assert typed(asked_back)["wandered"] == "The bus broke down."
    assert (closed_then, session.closed_on) == (None, timezone.localdate())
    assert {row.came for row in session.attendance.all()} == {False}


def test_half_a_line_is_asked_about_and_nothing_is_saved(client_of, session, item, fay):
    client = client_of(fay)
    half = {"question_1": "Which chairs?", "decided_2": "The blue ones.", "lesson": "Tea helps."}
    half |= {"tell_by_day": "1", "tell_by_month": "1", "tell_by_year": "2026", "guests": "Ann " * 30}

    response = client.post(page(session), prefilled(client, session) | half)

    session.refresh_from_db()
    assert to_check(response) == [
        "Use 80 letters or fewer for a name, and a new line for the next.",
        "Write what was decided.",
        "Write what the question was.",
        "Choose if it went well, went wrong or was a surprise.",
        "That day is over. Give a day to come.",
    ]
    assert (session.closed_on, Decision.objects.count(), Lesson.objects.count()) == (None, 0, 0)
    assert session.attendance.filter(came=True).count() == 0


def test_saved_for_now_keeps_half_of_everything_and_closes_nothing(client_of, project, session, item, fay, lena):
    client = client_of(fay)
    half = {"send": "later", "question_1": "Which chairs?", "lesson": "Tea\x00 helps.", f"did_{item.pk.hex}": "park"}
    half |= {"tell_by_day": "31", "tell_by_month": "2", "tell_by_year": ""}
    sent = {name: words for name, words in (prefilled(client, session) | half).items() if name != f"came_{lena.pk.hex}"}

    client.post(page(session), sent)
    response = client.get(page(session))

    session.refresh_from_db()
    assert (session.closed_on, session.attendance.filter(came=True).count(), Decision.objects.count()) == (None, 0, 0)
    there = {name: words for name, words in typed(response).items() if words and name != "seen"}
    kept = {name: words for name, words in sent.items() if words and name not in ("send", "seen")}
    assert there == kept | {"lesson": "Tea helps."}
    assert "Fay Adams typed this on" in read(response)
    assert to_check(response) == []


def test_the_second_of_two_is_shown_what_the_first_wrote_and_loses_nothing(client_of, session, item, fay, lena, gus):
    first, second = client_of(fay), client_of(fay)
    mine = prefilled(second, session) | {
        f"said_{item.pk.hex}": "We tried four.",
        "question_1": "Which?",
        "decided_1": "Blue.",
    }
    del mine[f"came_{lena.pk.hex}"]
    first.post(page(session), prefilled(first, session) | {f"said_{item.pk.hex}": "We tried two.", "lesson": ""})

    response = second.post(page(session), mine)
    seen = typed(response)
    then = (Decision.objects.count(), AgendaItem.objects.get(pk=item.pk).what_happened)
    second.post(page(session), {name: words for name, words in seen.items() if words})

    words = read(response)
    assert to_check(response) == [
        "Fay Adams saved this page while you were typing. Look at what is new, then save yours."
    ]
    assert "What happened? Chairs with arms Fay: We tried two. You: We tried four." in words
    assert "Lena Okoro Fay: Yes You: No" in words
    assert (then, seen[f"said_{item.pk.hex}"]) == ((0, "We tried two."), "We tried four.")
    assert Decision.objects.get().decided == "Blue."
    assert AgendaItem.objects.get(pk=item.pk).what_happened == "We tried four."


def test_a_session_that_is_to_come_or_cancelled_is_not_closed(client_of, project, fay, lena):
    ahead = planned(project, fay, timezone.now() + timedelta(hours=1))
    cancelled = planned(project, fay, TUESDAY, cancelled_on=date(2026, 3, 16))

    answers = [client_of(fay).get(page(one)) for one in (ahead, cancelled)]

    assert [answer.status_code for answer in answers] == [302, 404]
    assert heading(client_of(lena).get(page(ahead))) == "This page is not for you to open"


@pytest.mark.parametrize("rows", [1, 3, 30])
def test_the_page_asks_as_often_for_30_people_as_for_1(
    client_of, project, session, fay, django_assert_num_queries, rows
):
    for number in range(rows):
        brought(project, fay, f"Subject {number}", session)
        Attendance.objects.create(session=session, guest=f"Guest {number}", came=True)
    client = client_of(fay)

    with django_assert_num_queries(12):
        client.get(page(session))


def test_in_a_big_project_the_page_stays_short_and_a_whole_name_counts_for_who_has_no_line(
    client_of, project, session, fay, django_assert_num_queries
):
    people = [someone(f"Ann{number} Lee") for number in range(60)]
    for one in people:
        join(one, project.organisation, project, Role.MEMBER)
    client = client_of(fay)
    with django_assert_num_queries(11):
        first = client.get(page(session))
    sent = prefilled(client, session)
    lines = [name for name in first.context["form"].fields if name.startswith("came_")]
    named = next(one for one in people if f"came_{one.pk.hex}" not in lines)
    late = next(one for one in people if one != named and f"came_{one.pk.hex}" not in lines)

    client.post(page(session), sent | {"guests": f"{named.name.upper()}\nBo Guest", f"came_{late.pk.hex}": "on"})

    there = session.attendance.filter(came=True, invited_on=None)
    assert len(lines) == 3 + 20
    assert set(there.values_list("person", "guest")) == {(named.pk, ""), (late.pk, ""), (None, "Bo Guest")}


def test_what_somebody_chose_for_numbers_only_stands_beside_no_name(client_of, session, fay, lena):
    mine = session.attendance.get(person=lena)
    mine.capacity, mine.replied_on, mine.shown = Capacity.PERSONAL, date(2026, 3, 10), False
    mine.save()
    page = reverse("session_close", args=[session.project_id, session.pk])
    fays = client_of(fay)

    field = fays.get(page).context["form"].fields[f"as_{lena.pk.hex}"]
    fays.post(page, {f"came_{lena.pk.hex}": "on", f"as_{lena.pk.hex}": field.initial, "seen": ""})

    mine.refresh_from_db()
    assert (field.initial, mine.came, mine.capacity) == ("own", True, Capacity.PERSONAL)
