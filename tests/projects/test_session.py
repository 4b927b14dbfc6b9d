"""Sessions: the list, one on one screen, planning it, calling it off, a sheet for the wall, asking for more."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from participants.models import Message
from projects.models import AgendaItem, Capacity, Session, SessionKind, VenueFact
from tests.meeting import NOON, asked, brought, planned
from tests.projects.test_decision import make_final, write_down
from tests.reading import heading, links, read, said_back, to_check, tree, typed, words

DAY = timedelta(days=1)
QUESTIONS = 23

PLAN = {"title": "The first phone call", "kind": "working", "begins": "10.30", "ends": "12:30pm", "place": "The hall"}


def url(name, project, *args) -> str:
    return reverse(name, args=[project.pk, *args])


def parts_of(day: date) -> dict[str, str]:
    return {"day_day": str(day.day), "day_month": str(day.month), "day_year": str(day.year)}


def sections(response) -> dict[str, list[str]]:
    """The list: each heading with the titles below it."""
    found = {}
    for section in tree(response).xpath("//main//section"):
        found[section.findtext(".//h2")] = [words(link) for link in section.xpath(".//li//a[.//b]")]
    return found


def agenda_rows(response) -> list[list[str]]:
    return [
        [words(cell) for cell in row] for row in tree(response).xpath("//table[contains(@class, 'agenda')]//tbody/tr")
    ]


# ---- the list


def test_the_list_shows_what_comes_what_waits_and_what_was(client_of, project, fay, lena):
    now = timezone.now()
    planned(project, fay, now - 40 * DAY, title="The door", closed_on=date(2026, 3, 1), plan_kept="scrapped")
    planned(project, fay, now - DAY, title="The chairs")
    planned(project, fay, None, title="Some day")
    planned(project, fay, now + 9 * DAY, title="Later")
    planned(project, fay, now + 2 * DAY, title="Soon")
    planned(project, fay, now + 3 * DAY, title="Off", cancelled_on=date(2026, 3, 1), cancelled_why="Snow")
    coming = ["Session 5: Soon", "Session 4: Later", "Session 3: Some day"]

    hers, lenas = (sections(client_of(person).get(url("sessions", project))) for person in (fay, lena))

    assert hers == {
        "Write down how it went": ["Session 2: The chairs"],
        "To come": coming,
        "Past": ["Session 6: Off", "Session 1: The door"],
    }
    assert lenas == {"To come": coming, "Past": ["Session 6: Off", "Session 2: The chairs", "Session 1: The door"]}


def test_the_day_itself_the_session_is_still_to_come_until_it_is_over(client_of, project, fay):
    now = timezone.now()
    planned(project, fay, now - timedelta(hours=1), title="Now")
    planned(project, fay, now - timedelta(hours=3), title="Just over")

    assert sections(client_of(fay).get(url("sessions", project))) == {
        "Write down how it went": ["Session 2: Just over"],
        "To come": ["Session 1: Now"],
    }


@pytest.mark.parametrize("rows", [1, 3, 300])
def test_the_list_asks_the_same_number_of_questions_for_any_number(
    client_of, project, fay, django_assert_num_queries, rows
):
    now = timezone.now()
    Session.objects.bulk_create(
        Session(project=project, made_by=fay, number=number, title="Tea", starts_at=now + number % 3 * DAY - 2 * DAY)
        for number in range(rows)
    )
    client = client_of(fay)
    client.get(url("sessions", project))

    with django_assert_num_queries(8):
        response = client.get(url("sessions", project))

    assert response.status_code == 200


def test_older_ones_are_a_page_away(client_of, project, fay, lena):
    now = timezone.now()
    Session.objects.bulk_create(
        Session(project=project, made_by=fay, number=number, title="Tea", starts_at=now - number * DAY)
        for number in range(2, 32)
    )
    client = client_of(lena)

    first, second = (sections(client.get(f"{url('sessions', project)}?page={page}"))["Past"] for page in (1, 2))

    assert (first[0], len(first), second) == ("Session 2: Tea", 25, [f"Session {n}: Tea" for n in range(27, 32)])


def test_members_own_sessions_leave_no_trace_for_others(client_of, project, fay, lena, pru, max):
    planned(project, fay, title="The noise")
    among = planned(project, fay, kind=SessionKind.MEMBERS, title="Periwinkle")
    planned(project, fay, NOON + DAY, title="The light")
    brought(project, lena, "Periwinkle pay", among).park(lena, date(2026, 3, 3), date(2026, 6, 1))
    pages = [url("sessions", project), url("agenda", project), url("session", project, Session.objects.first().pk)]

    texts = {person: "".join(read(client_of(person).get(page)) for page in pages) for person in (lena, pru, max)}

    assert ["Periwinkle" in texts[person] for person in (lena, pru, max)] == [True, False, False]
    assert "Session 2: The light" in texts[pru]
    assert "embers' session" not in texts[pru]
    assert client_of(pru).get(url("session", project, among.pk)).status_code == 404


# ---- planning


def test_fay_plans_with_a_day_and_times_as_people_write_them(client_of, project, fay):
    day = timezone.localdate() + 30 * DAY
    venue = {"place_kind": "theirs", "venue_step_free": "yes", "venue_loop": "no"}

    response = client_of(fay).post(url("session_new", project), PLAN | parts_of(day) | venue, follow=True)

    session = Session.objects.get()
    here = [timezone.localtime(at) for at in (session.starts_at, session.ends_at)]
    assert [at.strftime("%H:%M") for at in here] == ["10:30", "12:30"]
    assert (here[0].date(), session.number, session.made_by) == (day, 1, fay)
    assert session.venue == {VenueFact.STEP_FREE: True, VenueFact.LOOP: False}
    assert said_back(response) == ["Session 1 is planned. Its agenda is blank: build it together."]
    assert "No hearing loop" in read(response)
    assert "Not known yet: accessible toilet" in read(response)


def test_a_title_is_enough(client_of, project, fay, lena):
    client_of(fay).post(url("session_new", project), {"title": "What happens afterwards", "kind": "working"})

    page = read(client_of(lena).get(Session.objects.get().get_absolute_url()))

    assert "No day yet. No place yet." in page
    assert "It is still blank. We build it together" in page


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"ends": "10am"}, "It ends before it starts. Check the two times."),
        ({"begins": "2", "ends": ""}, "Is that in the morning or the afternoon? Write 2am or 2pm."),
        ({"begins": "half ten"}, "Write a time like 10:30am or 2pm."),
        ({"begins": "", "ends": ""}, "Give a time too. You can still change it later."),
        ({"day_day": "", "day_month": "", "day_year": ""}, "Give the day too, or leave the times empty."),
        ({"day_year": "2016"}, "That is more than a year ago. Check the year."),
        ({"day_year": "2126"}, "That is more than three years away. Check the year."),
        ({"day_month": "3", "day_day": "28", "day_year": "2027", "begins": "1.30am"}, "The clocks go forward"),
    ],
)
def test_what_cannot_be_is_said_in_one_sentence_and_the_words_stay(client_of, project, fay, change, fault):
    sent = PLAN | parts_of(timezone.localdate() + 30 * DAY) | change

    response = client_of(fay).post(url("session_new", project), sent)

    assert [line for line in to_check(response) if not line.startswith(fault)] == []
    assert len(to_check(response)) == 1
    assert {name: typed(response)[name] for name in sent} == sent
    assert not Session.objects.exists()


def test_the_clock_change_moves_no_session(client_of, project, fay):
    """10:30 on the wall is 10:30 on the wall, before and after the last Sunday of March."""
    client = client_of(fay)
    for day in (date(2027, 3, 26), date(2027, 3, 30)):
        client.post(url("session_new", project), PLAN | parts_of(day))

    before, after = Session.objects.order_by("starts_at")
    assert (before.starts_at, after.starts_at) == (
        datetime(2027, 3, 26, 10, 30, tzinfo=UTC),
        datetime(2027, 3, 30, 9, 30, tzinfo=UTC),
    )
    assert typed(client.get(url("session_edit", project, after.pk)))["begins"] == "10:30am"


def test_a_moved_session_is_a_new_entry_in_calendars_only_when_people_were_asked(client_of, project, fay, lena):
    session = planned(project, fay, datetime(2027, 3, 17, 10, 30, tzinfo=UTC), place="The hall")
    client, edit = client_of(fay), url("session_edit", project, session.pk)
    numbers = []

    def change(**words) -> None:
        client.post(edit, typed(client.get(edit)) | words)
        session.refresh_from_db()
        numbers.append(session.sequence)

    change(place="The library")
    asked(session, lena)
    change(title="Another title", safety_plan="Talk to Fay")
    change(place="The hall")
    change(begins="9am")
    change(online_link="0117 496 0101")

    assert numbers == [0, 0, 1, 2, 3]
    assert (session.title, session.number) == ("Another title", 1)


def test_who_is_among_members_stays_among_them(client_of, project, fay):
    session = planned(project, fay, kind=SessionKind.MEMBERS)
    edit = url("session_edit", project, session.pk)

    response = client_of(fay).post(edit, {"title": "The call", "kind": "working"})

    assert to_check(response) == ["Choose one of the answers that stand here."]


def test_what_people_brought_outlives_a_cancelled_session(client_of, project, fay, lena):
    session = planned(project, fay, timezone.now() + DAY)
    brought(project, fay, "Tea and hellos", session, kind="welcome")
    item = brought(project, lena, "The radio", session)
    client, cancel = client_of(fay), url("session_cancel", project, session.pk)

    without = client.post(cancel, {"why": ""})
    response = client.post(cancel, {"why": "The hall is flooded."}, follow=True)

    session.refresh_from_db()
    item.refresh_from_db()
    assert to_check(without) == ["Say why, so that nobody wonders."]
    assert (session.cancelled_on, session.sequence) == (timezone.localdate(), 1)
    assert (item.session, item.history.first().history_change_reason) == (None, "Session 1 was cancelled")
    assert "This session is cancelledThe hall is flooded." in read(response)
    assert said_back(client.post(cancel, {"why": "Twice"}, follow=True)) == [
        "This session is over, so its plan stays as it was."
    ]


# ---- the plan on one screen


@pytest.fixture
def session(project, fay, lena, pru):
    """On 17 March 2026, with one more minute on its agenda than it lasts."""
    session = planned(project, fay, strand="Letters", safety_plan="Fay sits by the door.")
    brought(project, None, "Tea and hellos", session, kind="welcome", minutes=15)
    brought(project, lena, "The radio", session, minutes=45, content_note="Some hear voices.", how="In threes")
    brought(project, pru, "The rent", session, minutes=61, level="inform", capacity="professional", shown=True)
    return session


def test_each_part_has_its_time_and_says_who_brought_it(client_of, session, lena):
    response = client_of(lena).get(session.get_absolute_url())

    assert agenda_rows(response) == [
        ["10:30am", "Tea and hellos", "15 minutes", "The group"],
        [
            "10:45am",
            "The radio May be upsetting. You can sit this out: Some hear voices.",
            "Explore. In threes45 minutes",
            "Lena",
        ],
        [
            "11:30am",
            "The rent Informing here: staff decide, and tell people.",
            "Explore61 minutes",
            "Pru, professional",
        ],
    ]
    assert "This is 1 minute longer than the session." in read(response)
    assert "Fay sits by the door." in read(response)


def test_a_subject_for_which_no_minutes_are_left_is_said(client_of, project, session, lena):
    full = read(client_of(lena).get(session.get_absolute_url()))
    brought(project, lena, "The chairs", session)
    brought(project, None, "Open time", session, kind="open")

    response = client_of(lena).get(session.get_absolute_url())

    assert "No minutes are left" not in full
    assert "This is 1 minute longer than the session. No minutes are left for 2 subjects." in read(response)
    assert agenda_rows(response)[-1][1:3] == ["Open time", ""]  # not twice


def test_what_comes_after_a_part_of_unknown_length_has_no_time(client_of, project, session, lena):
    session.agenda.filter(what="The radio").update(minutes=None)

    rows = agenda_rows(client_of(lena).get(session.get_absolute_url()))

    assert [row[0] for row in rows] == ["10:30am", "10:45am", "Then"]


def test_a_session_over_the_hour_that_is_left_out_keeps_the_right_time(client_of, project, fay):
    start = datetime(2027, 3, 28, 0, 30, tzinfo=UTC)
    night = planned(project, fay, start)
    brought(project, fay, "Soup run", night, minutes=60)
    brought(project, fay, "Looking back", night, minutes=60)

    rows = agenda_rows(client_of(fay).get(night.get_absolute_url()))

    assert [row[0] for row in rows] == ["12:30am", "2:30am"]


def test_afterwards_the_page_says_what_happened_and_a_scrapped_plan_is_no_failure(
    client_of, project, session, fay, lena
):
    make_final(write_down(project, fay, reason="It hums.", session=session), (lena, Capacity.LIVED))
    write_down(project, fay, question="Half known", session=session)
    Session.objects.filter(pk=session.pk).update(
        closed_on=date(2026, 3, 17), plan_kept="scrapped", wandered="We talked about sleep."
    )

    response = client_of(lena).get(session.get_absolute_url())

    assert "We scrapped the plan and went where the talk took us." in read(response)
    assert "We talked about sleep. What we decidedShall the radio play?" in read(response)
    assert "Half known" not in read(response)
    assert url("agenda_add", project) not in "".join(links(response))


@pytest.mark.parametrize("rows", [1, 3, 300])
def test_the_plan_asks_the_same_number_of_questions_for_any_number(
    client_of, project, fay, lena, django_assert_num_queries, rows
):
    session = planned(project, fay, timezone.now() + DAY)
    for number in range(rows):
        brought(project, lena, f"Subject {number}", session, minutes=5, method=None)
        brought(project, lena, f"Later {number}").park(fay, date(2026, 3, 3), date(2026, 6, 1))
    client = client_of(fay)
    client.get(session.get_absolute_url())

    with django_assert_num_queries(QUESTIONS):
        client.get(session.get_absolute_url())


def test_the_sheet_for_the_wall_names_no_members(client_of, project, session, fay, lena):
    response = client_of(lena).get(url("session_print", project, session.pk))

    text = words(tree(response).find(".//main"))
    assert heading(response) == "The first phone call"
    assert "10:45am The radioExplore. In threesMay be upsetting. You can sit this out." in text
    assert "This will not change: The opening hours If it gets too much: Fay sits by the door." in text
    assert "Lena" not in text
    assert tree(response).find(".//main").get("class") == "wall pt22"


def test_a_full_sheet_has_smaller_letters_and_an_endless_one_promises_nothing(client_of, project, fay, lena):
    session = planned(project, fay)
    sizes = []
    for number in range(40):
        brought(project, lena, f"Something that matters to somebody, number {number}", session, how="In threes")
        if number in (2, 11, 39):
            sizes.append(
                tree(client_of(lena).get(url("session_print", project, session.pk))).find(".//main").get("class")
            )

    assert sizes == ["wall pt22", "wall pt12", "wall"]


# ---- asking for more


def test_asking_for_more_is_news_for_those_who_take_part_once_a_day_it_is_planned_for(
    client_of, project, fay, lena, gus, pru, max, olu
):
    session = planned(project, fay, timezone.now() + 9 * DAY)
    brought(project, lena, "The radio", session)
    client, more = client_of(fay), url("agenda_ask", project, session.pk)

    client.post(more)
    client.post(more)

    rows = Message.objects.filter(kind="agenda_open").order_by("recipient__name")
    assert [(row.recipient, row.channel) for row in rows] == [(gus, "by_hand"), (lena, "email"), (pru, "email")]
    assert "- The radio" in rows[0].text
    assert "What should we be asking that we are not?" in rows[0].text

    session.starts_at += DAY
    session.ends_at += DAY
    session.save()
    call_command("tick")
    client.post(more)

    states = (
        Message.objects.filter(kind="agenda_open", recipient=lena)
        .order_by("recorded_at")
        .values_list("state", flat=True)
    )
    assert list(states) == ["cancelled", "queued"]


def test_members_alone_are_asked_for_their_own_session(client_of, project, fay, lena, pru):
    session = planned(project, fay, timezone.now() + 9 * DAY, kind=SessionKind.MEMBERS)

    client_of(fay).post(url("agenda_ask", project, session.pk))

    assert [row.recipient for row in Message.objects.all()] == [lena]


def test_a_session_can_let_a_parked_subject_come_back_at_once(client_of, project, fay, lena):
    brought(project, lena, "Parking outside").park(fay, date(2026, 3, 3), timezone.localdate() + 40 * DAY)

    client_of(fay).post(url("session_new", project), PLAN | parts_of(timezone.localdate() + 30 * DAY))

    assert AgendaItem.objects.get().session == Session.objects.get()
