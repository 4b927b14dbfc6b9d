"""News: written once, heard by each in their way, also by who has left; and promised news is not forgotten."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from feedback.models import News
from participants.models import ContactBy, Message, Person
from participants.outbox.dispatch import dispatch
from participants.outbox.plan import plan
from projects.models import Role, SessionKind
from tests.meeting import brought, planned
from tests.people import STARTED, join, someone
from tests.reading import read, said_back, to_check, typed

WORDS = {"progress": "We chose the chairs.", "blocks": "Nothing.", "next": "They come on 4 May."}
CLOSED = date(2026, 3, 17)  # a Tuesday
TELL_BY = date(2026, 3, 24)


def url(name, project, query=""):
    return reverse(name, args=[project.pk]) + query


def at(day: date, hour: int = 9) -> datetime:
    return timezone.make_aware(datetime(day.year, day.month, day.day, hour))


def heard() -> set[tuple[str, str, str]]:
    return set(Message.objects.filter(kind="news").values_list("recipient__name", "channel", "link"))


@pytest.fixture
def left(project) -> Person:
    """Somebody who took part until April, and is written to by letter."""
    eva = Person.objects.create_user(name="Eva Lane", address="2 Wren Street", contact_by=ContactBy.POST)
    join(eva, project.organisation, project, Role.MEMBER, left_on=date(2026, 4, 1))
    return eva


@pytest.fixture
def session(project, fay):
    starts_at = datetime(2026, 3, 17, 10, 30, tzinfo=UTC)
    more = {"closed_on": CLOSED, "closed_by": fay, "teller": fay, "tell_by": TELL_BY, "title": "The chairs"}
    return planned(project, fay, starts_at, **more)


# ---- telling


def test_everyone_hears_once_in_their_way_and_who_left_only_where_fay_says_so(
    client_of, project, fay, lena, gus, max, sam, olu, left, mail_server
):
    client, page = client_of(fay), url("news", project)
    form = read(client.get(url("news_new", project)))

    client.post(url("news_new", project), WORDS)
    here = heard()
    response = client.post(
        url("news_new", project), WORDS | {"leavers_too": "on", "progress": "They came."}, follow=True
    )
    client.post(url("news_new", project), WORDS)
    dispatch()

    assert "2 by email1 by phone" in form
    assert "1 person has left." in form
    assert here == {
        ("Lena Okoro", "email", page),
        ("Max Bell", "email", page),
        ("Gus Hart", "by_hand", page),
    }
    assert heard() == here | {("Eva Lane", "by_hand", "")}
    assert said_back(response)[-1:] == ["It is on its way, to each person in their own way."]
    assert set(News.objects.values_list("progress", "told_on", "leavers_too")) == {
        ("We chose the chairs.", timezone.localdate(), False),
        ("They came.", timezone.localdate(), True),
    }
    assert "Fay wrote it. 2 told, 1 to be told: who, and when" in read(client.get(page))
    [mail] = [mail for mail in mail_server.arrived if "Lena" in mail["To"] and "chose" in str(mail)]
    assert (len(mail_server.arrived), mail["Subject"]) == (4, 'News from "Waiting room"')
    text = mail.get_body(("plain",)).get_content().replace("\r", "")
    assert "Hello Lena,\n\nWe chose the chairs.\n\nWhat is in the way: Nothing.\n\nWhat happens next: They" in text


def test_news_needs_a_line_and_keeps_what_was_typed(client_of, project, fay, lena):
    response = client_of(fay).post(url("news_new", project), {"blocks": "The lift."})

    assert to_check(response) == ["Say in a line what happened."]
    assert typed(response)["blocks"] == "The lift."
    assert (News.objects.count(), Message.objects.count()) == (0, 0)


def test_news_of_a_session_begins_with_what_was_written_down(client_of, project, session, fay, lena):
    brought(project, lena, "Chairs with arms", session, what_happened="We like the blue ones.")
    about = url("news_new", project, f"?session={session.pk}")

    start = typed(client_of(fay).get(about))["progress"].replace("\r", "")
    client_of(fay).post(about, WORDS)

    assert start == "We met on Tuesday 17 March. It was about: The chairs.\n- Chairs with arms: We like the blue ones."
    assert News.objects.get().session == session
    assert "The chairs" in read(client_of(lena).get(url("news", project)))
    codes = [client_of(fay).get(url("news_new", project, f"?session={key}")).status_code for key in ("x", project.pk)]
    assert codes == [404, 404]


def test_news_of_members_own_session_reaches_members_alone(client_of, project, fay, lena, pru, max, left):
    session = planned(project, fay, kind=SessionKind.MEMBERS, title="Our hour", closed_on=CLOSED, closed_by=fay)

    client_of(fay).post(url("news_new", project, f"?session={session.pk}"), WORDS | {"leavers_too": "on"})
    pages = {person: read(client_of(person).get(url("news", project))) for person in (lena, pru, max)}

    assert {name for name, _, _ in heard()} == {"Lena Okoro", "Eva Lane"}
    assert ["We chose the chairs." in page for page in pages.values()] == [True, False, False]


def test_who_leaves_before_they_are_told_is_not_rung(project, fay, lena, gus, client_of):
    client_of(fay).post(url("news_new", project), WORDS)
    gus.memberships.get().end(timezone.now())

    plan(timezone.now())

    states = dict(Message.objects.filter(kind="news").values_list("recipient__name", "state"))
    assert states == {"Lena Okoro": "queued", "Gus Hart": "cancelled"}


def test_the_project_page_shows_the_newest_that_one_may_read(client_of, project, fay, lena, pru):
    News.objects.create(project=project, written_by=fay, told_on=CLOSED, progress="For all.")
    ours = planned(project, fay, kind=SessionKind.MEMBERS)
    News.objects.create(project=project, session=ours, written_by=fay, told_on=TELL_BY, progress="For members.")

    pages = [read(client_of(person).get(url("project", project))) for person in (lena, pru)]

    assert ["For members." in page for page in pages] == [True, False]
    assert "For all." in pages[1]


def test_members_read_news_and_do_not_write_it(client_of, project, fay, lena, olu):
    codes = [client_of(person).post(url("news_new", project), WORDS).status_code for person in (lena, olu)]

    assert (codes, News.objects.count()) == ([403, 404], 0)
    assert url("news_new", project) not in client_of(lena).get(url("news", project)).content.decode()


@pytest.mark.parametrize("rows", [1, 3, 300])
def test_the_news_ask_as_often_for_300_as_for_1(client_of, project, session, fay, django_assert_num_queries, rows):
    News.objects.bulk_create(
        News(project=project, session=session, progress=f"News {n}", written_by=fay, told_on=CLOSED)
        for n in range(rows)
    )
    client = client_of(fay)

    with django_assert_num_queries(11):
        response = client.get(url("news", project))

    assert len(response.context["page"]) == min(rows, 20)


# ---- what was promised


def reminders() -> list[tuple[str, str]]:
    rows = Message.objects.filter(kind="news_due").order_by("slot", "recipient__name")
    return list(rows.values_list("slot", "recipient__name"))


def test_the_teller_is_reminded_the_day_before_and_the_day_after_and_no_more(project, session, fay, lena):
    join(someone("Ron Hill"), project.organisation, project, Role.FACILITATOR)

    for days in range(5, 60):
        plan(at(CLOSED + timedelta(days=days)))

    assert reminders() == [("due 2026-03-24", "Fay Adams"), ("late 2026-03-24", "Fay Adams")]


def test_news_keep_the_promise_and_nobody_is_reminded(client_of, project, session, fay, lena, mail_server):
    plan(at(date(2026, 3, 23)))
    client_of(fay).post(url("news_new", project, f"?session={session.pk}"), WORDS)

    dispatch()
    plan(at(date(2026, 4, 1)))

    assert [mail["To"].addresses[0].display_name for mail in mail_server.arrived] == ["Lena Okoro"]
    assert reminders() == [("due 2026-03-24", "Fay Adams")]
    assert Message.objects.get(kind="news_due").state == Message.State.CANCELLED


@pytest.mark.parametrize("why", ["paused", "project closed", "cancelled", "not closed", "nobody promised"])
def test_nobody_is_reminded_of_what_is_not_owed(project, session, fay, why):
    match why:
        case "paused":
            project.paused_on = CLOSED
        case "project closed":
            project.closed_on = CLOSED
        case "cancelled":
            session.cancelled_on = CLOSED
        case "not closed":
            session.closed_on = None
        case _:
            session.tell_by = None
    project.save()
    session.save()

    plan(at(TELL_BY + timedelta(days=1)))

    assert reminders() == []


def test_where_the_teller_has_left_the_facilitators_are_reminded(project, session, fay):
    ron = someone("Ron Hill")
    join(ron, project.organisation, project, Role.FACILITATOR, left_on=STARTED)
    session.teller = ron
    session.save()

    plan(at(TELL_BY))

    assert reminders() == [("due 2026-03-24", "Fay Adams")]
    assert 'you facilitate "Waiting room"' in Message.objects.get().text


# ---- news every so many weeks


def quiet() -> list[tuple[str, str, str]]:
    rows = Message.objects.filter(kind="news_late").order_by("slot", "recipient__name")
    return list(rows.values_list("slot", "recipient__name", "state"))


@pytest.fixture
def rhythm(project):
    """Started on Monday 2 March; news is promised every four weeks."""
    project.news_every = 4
    project.save()
    return project


def test_fay_is_reminded_once_when_four_weeks_passed_without_news_and_again_after_the_next(rhythm, fay, lena, max):
    day = date(2026, 3, 30)
    plan(at(day))
    too_early = quiet()

    for days in range(1, 25):
        plan(at(day + timedelta(days=days)))
    once = quiet()
    News.objects.create(project=rhythm, written_by=fay, progress="A chair.", told_on=date(2026, 4, 24))
    for days in range(25, 60):
        plan(at(day + timedelta(days=days)))

    assert too_early == []
    assert once == [("2026-03-30", "Fay Adams", "queued")]
    assert [(slot, who) for slot, who, _ in quiet()] == [("2026-03-30", "Fay Adams"), ("2026-05-22", "Fay Adams")]


def test_the_reminder_says_since_when_and_news_given_in_the_meantime_cancels_it(rhythm, fay, mail_server):
    News.objects.create(project=rhythm, written_by=fay, progress="A chair.", told_on=date(2026, 4, 24))
    plan(at(date(2026, 5, 23)))
    dispatch()
    [mail] = mail_server.arrived
    plan(at(date(2026, 11, 20)))
    rhythm.news_every = 8
    rhythm.save()
    plan(at(date(2026, 11, 20)))
    News.objects.create(project=rhythm, written_by=fay, progress="Six.", told_on=timezone.localdate())

    dispatch()

    assert mail["Subject"] == "People have had no news since 24 April: Waiting room"
    assert (
        "every 4 weeks: by Friday 22 May. The last was on Friday 24 April." in mail.get_body(("plain",)).get_content()
    )
    assert quiet() == [("2026-05-22", "Fay Adams", "sent"), ("2026-06-19", "Fay Adams", "cancelled")]
    assert len(mail_server.arrived) == 1


@pytest.mark.parametrize("why", ["paused", "closed", "not started"])
def test_a_project_that_does_not_run_owes_no_news(rhythm, why):
    field = {"paused": "paused_on", "closed": "closed_on", "not started": "started_on"}[why]
    setattr(rhythm, field, None if why == "not started" else date(2026, 3, 20))
    rhythm.save()

    plan(at(date(2026, 5, 1)))

    assert quiet() == []
