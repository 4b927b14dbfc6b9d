"""Sorting what people need for a session: numbers for all who plan, words for whom each person chose."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from care.models import Adjustment, MayKnow, Need, NeedsAsk, Outcome
from care.sorting import sorted_at
from participants.models import Event, Person
from projects.models import Attendance, Coming, Role
from tests.meeting import RAISED, asked, planned
from tests.people import join, someone
from tests.reading import links, read, said_back, to_check
from tests.world_needs import need


@pytest.fixture
def session(project, fay):
    return planned(project, fay, timezone.now() + timedelta(days=7), title="The noise")


@pytest.fixture
def hana(project):
    """A second facilitator, who neither planned nor leads the session."""
    hana = someone("Hana Sow")
    join(hana, project.organisation, project, Role.FACILITATOR)
    return hana


def url(name, session, *args):
    return reverse(name, args=[session.project_id, session.pk, *args])


def shown(client, session) -> str:
    return read(client.post(url("session_needs_show", session)))


def about(one, **sent):
    """What is sent for one need."""
    return {f"{one.pk}-{part}": value for part, value in ({"what": "", "who": "", "cost": ""} | sent).items()}


def test_who_plans_reads_how_many_are_sorted_and_who_was_not_asked_without_a_name(
    client_of, session, fay, lena, gus, pru, hana
):
    for person in (lena, gus, pru):
        asked(session, person)
    asked(session, hana, Coming.NO)
    chair = need(lena, "Thistledown chair", MayKnow.SESSIONS)
    need(gus, "Bilberry steps")
    need(hana, "She does not come")
    for person in (lena, gus):
        NeedsAsk.note(person, Outcome.GIVEN, RAISED)
    Adjustment.objects.create(session=session, need=chair, what="From the hall", in_place_on=RAISED)

    pages = [read(client_of(fay).get(url(name, session))) for name in ("session", "session_people", "session_needs")]

    for page in pages:
        assert "1 of 2 needs is sorted. 1 person has not been asked yet." in page
        assert [word for word in ("Thistledown", "Bilberry", "From the hall", "Getting in") if word in page] == []


def test_members_professionals_and_managers_see_no_number_of_needs(client_of, session, lena, gus, pru, max):
    asked(session, gus)
    need(gus, "Bilberry steps")

    for person in (lena, pru, max):
        browser = client_of(person)
        assert "needs" not in read(browser.get(url("session", session))).replace("needs nothing", "")
        assert browser.get(url("session_needs", session)).status_code == 403


def test_opening_shows_what_each_person_chose_for_this_facilitator_and_is_written_down(
    client_of, session, project, fay, lena, gus, pru, hana
):
    for person in (lena, gus, pru):
        asked(session, person)
    need(lena, "Thistledown", MayKnow.SESSIONS)
    need(gus, "Bilberry")
    need(pru, "Hawthorn", MayKnow.NAMED, known_by=hana)

    fays, hanas = shown(client_of(fay), session), shown(client_of(hana), session)

    words = ("Thistledown", "Bilberry", "Hawthorn")
    assert [word in fays for word in words] == [True, True, False]
    assert [word in hanas for word in words] == [False, True, True]
    assert "1 need only Hana Sow may know. Ask whom they chose." in fays
    assert "1 need only Fay Adams may know. Ask whom they chose." in hanas
    read_by = {(event.by, event.about, event.scope) for event in Event.objects.filter(kind="needs_read")}
    assert read_by == {
        (fay, f"person:{lena.pk}", project.pk),
        (fay, f"person:{gus.pk}", project.pk),
        (hana, f"person:{gus.pk}", project.pk),
        (hana, f"person:{pru.pk}", project.pk),
    }


def test_who_leads_the_session_may_know_what_is_for_those_who_run_it(client_of, session, lena, hana):
    asked(session, lena)
    asked(session, hana, leads=True)
    need(lena, "Thistledown", MayKnow.SESSIONS)

    assert "Thistledown" in shown(client_of(hana), session)


def test_a_need_for_a_facilitator_who_has_gone_is_counted_and_nobody_may_know_it(client_of, session, fay, lena):
    asked(session, lena)
    need(lena, "Thistledown", MayKnow.NAMED)

    page = shown(client_of(fay), session)

    assert "1 need nobody here may know now. Ask people again what helps." in page
    assert ("0 of 1 need is sorted." in page, "Thistledown" in page) == (True, False)


def test_fay_writes_down_what_is_done_who_sees_to_it_and_what_it_costs(client_of, session, fay, lena, pru):
    asked(session, lena)
    one = need(lena, "Thistledown")

    sent = about(one, what="A taxi at 9", who=str(pru.pk), cost="18.50", in_place="on")
    response = client_of(fay).post(url("session_needs", session), sent, follow=True)

    done = Adjustment.objects.get()
    assert (done.session, done.need, done.what, done.who, done.cost, done.in_place_on) == (
        session,
        one,
        "A taxi at 9",
        pru,
        Decimal("18.50"),
        timezone.localdate(),
    )
    assert said_back(response) == ["Saved. 1 of 1 need is sorted."]
    assert "Thistledown" not in read(response)


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"in_place": "on"}, "Write what we do. The person reads it."),
        ({"what": "x" * 301}, "Use 300 letters or fewer."),
        ({"what": "A taxi", "cost": "a lot"}, "Write pounds, like 45 or 45.50."),
        ({"what": "A taxi", "cost": "-1"}, "Write 0 or more."),
        ({"what": "A taxi", "cost": "12345678.00"}, "Write less than a million pounds."),
        ({"what": "A taxi", "who": "nobody"}, "Choose one of the answers that stand here."),
    ],
)
def test_what_cannot_be_kept_comes_back_with_the_words(client_of, session, fay, lena, sent, said):
    asked(session, lena)
    one = need(lena, "Thistledown")

    response = client_of(fay).post(url("session_needs", session), about(one, **sent))

    assert (to_check(response), Adjustment.objects.exists()) == ([said], False)
    assert sent.get("what", "") in response.content.decode()


def test_what_fay_may_not_know_she_cannot_write_on_either(client_of, session, fay, lena, hana):
    asked(session, lena)
    one = need(lena, "Thistledown", MayKnow.NAMED, known_by=hana)

    client_of(fay).post(url("session_needs", session), about(one, what="A taxi", in_place="on"))

    assert not Adjustment.objects.exists()


def test_two_who_sort_at_once_do_not_undo_each_other(client_of, session, fay, lena, gus):
    for person in (lena, gus):
        asked(session, person)
    first, second = need(lena, "Thistledown"), need(gus, "Bilberry")
    fays = client_of(fay)

    fays.post(url("session_needs", session), about(first, what="A taxi") | about(second))
    fays.post(url("session_needs", session), about(second, what="A ramp"))

    assert {done.need: done.what for done in Adjustment.objects.all()} == {first: "A taxi", second: "A ramp"}


def test_lena_reads_what_is_sorted_for_her_and_nobody_else_does(client_of, session, fay, lena, gus, pru):
    for person in (lena, pru):
        asked(session, person)
    chair, food = need(lena, "Thistledown"), need(lena, "Soup", kind="food")
    Adjustment.objects.create(session=session, need=chair, what="Cloudberry chair", who=fay, in_place_on=RAISED)
    Adjustment.objects.create(session=session, need=food, what="Soup from the cafe", who=fay)

    for name in ("session", "session_reply"):
        page = read(client_of(lena).get(url(name, session)))
        assert "Getting in and moving about. Cloudberry chair Fay sees to it." in page
        assert "Food and drink. Not sorted yet. Fay sees to it." in page
    home = read(client_of(lena).get(reverse("home")))
    others = [read(client_of(person).get(url("session", session))) for person in (pru, fay)]
    assert "What is sorted for you" in home
    assert ["Cloudberry" in page for page in (home, *others)] == [True, False, False]


def test_who_was_never_asked_is_asked_on_the_page_of_the_session_and_gets_no_message(client_of, session, lena):
    asked(session, lena)
    lenas = client_of(lena)

    before = read(lenas.get(url("session", session)))
    lenas.post(reverse("needs_say"), {"outcome": "none"})

    assert "Would something help you to come? Tell us once" in before
    assert "Would something help you" not in read(lenas.get(url("session", session)))


def test_a_closed_session_keeps_its_count_when_a_need_is_taken_away_later(project, fay, lena):
    past = planned(project, fay, timezone.now() - timedelta(days=20))
    asked(past, lena, Coming.YES)
    one = need(lena, "Thistledown")
    Need.objects.filter(pk=one.pk).update(from_on=timezone.localdate() - timedelta(days=40))
    Adjustment.objects.create(session=past, need=one, what="A chair", in_place_on=RAISED)
    one.refresh_from_db()

    one.take_away(timezone.localdate())

    assert (sorted_at(past).sorted, sorted_at(past).needs, Need.objects.get().words) == (1, 1, "")


def crowd(session, project, count):
    """So many people who come, each with a need."""
    people = Person.objects.bulk_create(
        Person(name=f"Person {number}", email=f"person{number}@example.org") for number in range(count)
    )
    for person in people:
        join(person, project.organisation, project, Role.MEMBER)
    Attendance.objects.bulk_create(Attendance(session=session, person=person, reply="yes") for person in people)
    Need.objects.bulk_create(
        Need(person=person, kind="food", words="Soup", may_know="projects", from_on=RAISED) for person in people
    )


@pytest.mark.parametrize("count", [1, 3, 300])
def test_the_needs_of_a_session_ask_as_often_for_300_as_for_1(
    client_of, session, project, fay, django_assert_num_queries, count
):
    crowd(session, project, count)
    fays = client_of(fay)

    with django_assert_num_queries(13):
        fays.get(url("session_needs", session))


@pytest.mark.parametrize("count", [1, 3, 150])  # above that SQLite takes the lines of who read in two parts
def test_opening_them_asks_as_often_for_150_as_for_1(
    client_of, session, project, fay, django_assert_num_queries, count
):
    crowd(session, project, count)
    fays = client_of(fay)

    with django_assert_num_queries(18):
        fays.post(url("session_needs_show", session))


def test_who_was_not_asked_is_named_with_the_way_to_ask(client_of, session, project, fay, lena, gus):
    NeedsAsk.note(lena, Outcome.NONE, RAISED)
    asked(session, gus)

    page = client_of(fay).get(url("session_needs", session))

    place = project.memberships.get(person=gus)
    assert "Ask Gus" in read(page)
    assert reverse("person_needs", args=[project.pk, place.pk]) in links(page)


# ---- one person


def place_url(name, project, person, *args):
    return reverse(name, args=[project.pk, person.memberships.get(project=project).pk, *args])


def test_the_list_of_people_says_when_they_were_asked_and_not_what_they_said(client_of, project, fay, lena, gus, pru):
    NeedsAsk.note(lena, Outcome.GIVEN, RAISED)
    NeedsAsk.note(gus, Outcome.RATHER_NOT, RAISED)
    need(lena, "Thistledown")

    page = read(client_of(fay).get(reverse("people", args=[project.pk])))

    assert page.count("Asked on 3 March") == 2
    assert page.count("Not asked yet") == 2
    assert [word for word in ("Thistledown", "rather not", "need nothing") if word in page] == []


def test_fay_opens_what_gus_chose_for_her_by_a_button_and_it_is_written_down(client_of, project, fay, gus, hana):
    NeedsAsk.note(gus, Outcome.GIVEN, RAISED)
    need(gus, "Bilberry")
    need(gus, "Hawthorn", MayKnow.NAMED, known_by=hana)
    fays, page = client_of(fay), place_url("person_needs", project, gus)

    closed = read(fays.get(page))
    before = Event.objects.filter(kind="needs_read").count()
    opened = read(fays.post(page))

    assert ("Bilberry" in closed, "Asked on Tuesday 3 March" in closed, before) == (False, True, 0)
    assert ("Bilberry" in opened, "Hawthorn" in opened) == (True, False)
    assert "They chose somebody else for 1 need." in opened
    assert Event.objects.get(kind="needs_read").about == f"person:{gus.pk}"
    assert "Bilberry" not in read(fays.get(page))


def test_what_is_for_who_runs_the_session_closes_with_it(client_of, project, session, fay, lena):
    NeedsAsk.note(lena, Outcome.GIVEN, RAISED)
    need(lena, "Thistledown", MayKnow.SESSIONS)
    fays, page = client_of(fay), place_url("person_needs", project, lena)

    seen = []
    seen.append("Thistledown" in read(fays.post(page)))
    asked(session, lena)
    seen.append("Thistledown" in read(fays.post(page)))
    session.closed_on = timezone.localdate()
    session.save()
    seen.append("Thistledown" in read(fays.post(page)))

    assert seen == [False, True, False]


def test_fay_writes_down_what_gus_said_by_phone_and_reads_it_back(client_of, project, fay, gus):
    fays, page = client_of(fay), place_url("person_need_new", project, gus, "physical")
    sent = {"words": "Bilberry", "may_know": "sessions"}

    unread = fays.post(page, sent)
    fays.post(page, sent | {"read_back": "on"})

    one, ask = Need.objects.get(), NeedsAsk.objects.get()
    assert to_check(unread) == ["Read it back to them first."]
    assert (one.person, one.words, one.may_know, one.written_by, one.read_back_on) == (
        gus,
        "Bilberry",
        MayKnow.SESSIONS,
        fay,
        timezone.localdate(),
    )
    assert (ask.person, ask.asked_by, ask.outcome) == (gus, fay, Outcome.GIVEN)


def test_fay_writes_down_that_gus_needs_nothing(client_of, project, fay, gus):
    client_of(fay).post(place_url("person_needs_say", project, gus), {"outcome": "none"})

    assert (NeedsAsk.objects.get().outcome, NeedsAsk.objects.get().asked_by) == (Outcome.NONE, fay)


def test_gus_no_longer_needs_it_and_what_fay_may_not_know_she_cannot_take_away(client_of, project, fay, gus, hana):
    his, hidden = need(gus, "Bilberry"), need(gus, "Hawthorn", MayKnow.NAMED, known_by=hana)
    fays = client_of(fay)

    codes = [fays.post(place_url("person_need_end", project, gus, one.pk)).status_code for one in (his, hidden)]

    assert (codes, list(Need.objects.all())) == ([302, 404], [hidden])
