"""Building an agenda together: bringing, changing, moving, parking and dropping subjects."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from participants.templatetags.look import short_day
from projects.models import AgendaItem, Method, Session, SessionKind
from tests.meeting import brought, planned
from tests.reading import links, read, said_back, to_check, tree, typed, words

DAY = timedelta(days=1)
MARCH = date(2026, 3, 3)


def url(name, project, *args) -> str:
    return reverse(name, args=[project.pk, *args])


def order(session) -> list[str]:
    return [item.what for item in AgendaItem.objects.on(session)]


def changes(item) -> list[tuple[str, str]]:
    """Who changed it and why, oldest first."""
    rows = item.history.select_related("history_user").order_by("history_id")
    return [(row.history_user.first_name if row.history_user else "", row.history_change_reason or "") for row in rows]


def parts_of(day: date | None) -> dict[str, str]:
    names = ("day", "month", "year")
    return {f"return_by_{name}": str(getattr(day, name)) if day else "" for name in names}


@pytest.fixture
def session(project, fay) -> Session:
    return planned(project, fay, timezone.now() + 9 * DAY)


# ---- bringing


def test_one_line_is_enough_to_bring_a_subject(client_of, project, session, lena):
    client, add = client_of(lena), f"{url('agenda_add', project)}?session={session.pk}"

    response = client.post(add, {"what": "The radio", "kind": "explore", "bringer": "me"}, follow=True)

    item = AgendaItem.objects.get()
    assert (item.session, item.brought_by, item.origin, item.first_raised_on) == (
        session,
        lena,
        "group",
        timezone.localdate(),
    )
    assert said_back(response) == ["Thank you. It is on the agenda."]
    assert to_check(client.post(add, {"what": "", "kind": "explore"})) == ["Say in one line what it is about."]


def test_without_a_session_it_waits_and_without_a_name_it_is_the_groups(client_of, project, lena, pru):
    words = {"kind": "explore", "bringer": "", "capacity": "lived", "shown": "on"}

    client_of(lena).post(url("agenda_add", project), words | {"what": "The lights"})

    item = AgendaItem.objects.get()
    assert (item.session, item.brought_by, item.capacity, item.shown) == (None, None, "lived", False)
    assert "Lena" not in read(client_of(pru).get(url("agenda", project)))


def test_fay_writes_down_what_gus_said_on_the_phone(client_of, project, session, fay, gus, olu):
    add, what = f"{url('agenda_add', project)}?session={session.pk}", {"what": "The step", "kind": "decide"}
    client = client_of(fay)

    client.post(add, what | {"bringer": str(gus.pk), "capacity": "lived", "shown": "on", "origin": "law"})
    refused = client.post(add, what | {"bringer": str(olu.pk), "origin": "law"})

    item = AgendaItem.objects.get()
    assert (item.brought_by, item.shown, item.origin, changes(item)) == (gus, True, "law", [("Fay", "")])
    assert to_check(refused) == ["Choose one of the answers that stand here."]


def test_a_subject_for_a_session_that_is_over_by_now_waits_for_the_next(client_of, project, session, lena):
    Session.objects.filter(pk=session.pk).update(closed_on=MARCH)

    response = client_of(lena).post(
        f"{url('agenda_add', project)}?session={session.pk}", {"what": "The radio", "kind": "explore"}, follow=True
    )

    assert AgendaItem.objects.get().session is None
    assert said_back(response) == ["That session is over, so its agenda stays as it was. It waits for a session."]


def test_what_waits_can_be_taken_by_anybody_who_takes_part(client_of, project, session, lena, pru, max):
    item = brought(project, lena, "The lights")
    take, to = url("agenda_take", project, item.pk), {"session": str(session.pk)}

    statuses = [client_of(max).post(take, to).status_code, client_of(pru).post(take, to).status_code]
    late = client_of(lena).post(take, to, follow=True)

    assert (statuses, order(session)) == ([403, 302], ["The lights"])
    assert changes(item) == [("Lena", ""), ("Pru", "")]
    assert said_back(late) == [f"Somebody was quicker: it is on the agenda of {session}."]


def test_what_is_said_among_members_stays_among_them(client_of, project, session, fay, lena, pru):
    among = planned(project, fay, session.starts_at, kind=SessionKind.MEMBERS)
    inside, outside = brought(project, lena, "Who is paid", among), brought(project, lena, "The lights")
    client = client_of(fay)

    out = client.post(url("agenda_move", project, inside.pk), {"to": str(session.pk)}, follow=True)
    into = client.post(url("agenda_take", project, outside.pk), {"session": str(among.pk)}, follow=True)
    client.post(url("agenda_park", project, inside.pk), parts_of(None))

    assert said_back(out)[0].startswith("This was said among members, so it stays among them.")
    assert said_back(into)[0].startswith("Everyone in the project can see this one")
    assert "Who is paid" in read(client_of(lena).get(url("agenda", project)))
    assert "Who is paid" not in read(client_of(pru).get(url("agenda", project)))
    assert client_of(pru).get(url("agenda_edit", project, inside.pk)).status_code == 404


# ---- changing


def test_anybody_who_takes_part_changes_how_and_says_why(client_of, project, session, lena, gus):
    item = brought(project, lena, "The phone script", session, how="Flip charts", why="They read at me.")
    way = Method.objects.create(name="Role swap", how="Swap.")
    client, edit = client_of(gus), url("agenda_edit", project, item.pk)
    form = typed(client.get(edit))

    client.post(edit, form | {"how": "Act out the call", "method": str(way.pk), "because": "You hear it then."})

    item.refresh_from_db()
    assert (item.how, item.method, item.why, item.brought_by) == ("Act out the call", way, "They read at me.", lena)
    assert changes(item) == [("Lena", ""), ("Gus", "You hear it then.")]
    assert {"why", "capacity", "shown", "origin", "level", "bringer"} & set(form) == set()


def test_whose_it_is_decides_how_it_is_shown(client_of, project, session, fay, lena):
    item = brought(project, lena, "The radio", session, capacity="lived")
    edit = url("agenda_edit", project, item.pk)

    fields = {person: set(typed(client_of(person).get(edit))) for person in (fay, lena)}
    client_of(lena).post(edit, typed(client_of(lena).get(edit)) | {"shown": "on", "capacity": "lived"})

    assert ["capacity" in fields[person] for person in (fay, lena)] == [False, True]
    page = client_of(fay).get(session.get_absolute_url())
    assert words(tree(page).xpath("//*[@class='who']")[0]) == "Lena, lived experience"


def test_the_group_orders_its_agenda_and_only_the_one_that_was_moved_says_so(client_of, project, session, lena, pru):
    first, second, third = (brought(project, lena, what, session) for what in ("One", "Two", "Three"))
    client = client_of(pru)

    client.post(url("agenda_move", project, third.pk), {"to": "up"})
    once = order(session)
    client.post(url("agenda_move", project, first.pk), {"to": "up"})
    client.post(url("agenda_move", project, second.pk), {"to": "down"})
    client.post(url("agenda_move", project, first.pk), {"to": "down"})

    assert (once, order(session)) == (["One", "Three", "Two"], ["Three", "One", "Two"])
    assert [len(changes(item)) for item in (first, second, third)] == [2, 1, 2]


def test_an_agenda_that_is_over_stays_as_it_was(client_of, project, session, fay, lena):
    items = [brought(project, lena, what, session) for what in ("One", "Two")]
    Session.objects.filter(pk=session.pk).update(closed_on=MARCH)
    client = client_of(fay)

    said = [
        said_back(client.post(url("agenda_move", project, items[1].pk), {"to": "up"}, follow=True)),
        *[
            said_back(client.get(url(name, project, items[0].pk), follow=True))
            for name in ("agenda_edit", "agenda_park", "agenda_drop")
        ],
    ]

    assert said == [["That session is over, so its agenda stays as it was."]] * 4
    assert order(session) == ["One", "Two"]


# ---- not now


def test_lena_parks_what_she_brought_and_gives_it_a_date(client_of, project, session, lena, pru):
    item = brought(project, lena, "Parking outside", session)
    park, client, later = url("agenda_park", project, item.pk), client_of(lena), timezone.localdate() + 60 * DAY

    others = client_of(pru).get(park).status_code
    over = client.post(park, parts_of(timezone.localdate() - DAY))
    client.post(park, parts_of(None) | {"why": "No time left"})
    item.refresh_from_db()
    first = (item.session, item.parked_on, item.return_by)
    client.post(park, parts_of(later))

    item.refresh_from_db()
    assert others == 403
    assert to_check(over) == ["That day is over. Give a day to come."]
    assert first == (None, timezone.localdate(), None)
    assert (item.parked_on, item.return_by) == (timezone.localdate(), later)
    assert f"To come back by {short_day(later)}." in read(client_of(pru).get(url("agenda", project)))


def test_dropping_needs_a_reason_and_only_whose_it_is_may(client_of, project, session, fay, lena, gus, pru):
    item, gus_item = brought(project, lena, "The radio", session), brought(project, gus, "The step", session)
    drop, of_gus = (url("agenda_drop", project, one.pk) for one in (item, gus_item))

    without = client_of(lena).post(drop, {"why": ""})
    statuses = [client_of(pru).post(drop, {"why": "No"}).status_code]
    client_of(lena).post(drop, {"why": "It was mended."})
    statuses += [client_of(who).post(of_gus, {"why": "Done"}).status_code for who in (lena, fay)]

    item.refresh_from_db()
    assert to_check(without) == ["Say why. Somebody brought it."]
    assert (statuses, order(session)) == ([403, 403, 302], [])
    assert (item.dropped_on, changes(item)[-1]) == (timezone.localdate(), ("Lena", "It was mended."))
    assert client_of(lena).get(drop).status_code == 404


@pytest.mark.parametrize("rows", [1, 3, 300])
def test_what_waits_asks_the_same_number_of_questions_for_any_number(
    client_of, project, session, fay, lena, django_assert_num_queries, rows
):
    for number in range(rows):
        brought(project, lena, f"Subject {number}")
        brought(project, lena, f"Later {number}").park(fay, MARCH, date(2026, 6, 1))
    client = client_of(fay)
    client.get(url("agenda", project))

    with django_assert_num_queries(9):
        client.get(url("agenda", project))
    with django_assert_num_queries(8):
        client.get(url("agenda", project) + "?show=parked")


def test_what_is_parked_for_long_has_a_page_of_its_own(client_of, project, fay, lena):
    for number in range(30):
        brought(project, lena, f"Later {number}").park(fay, MARCH, date(2026, 6, 1) + number * DAY)
    client, page = client_of(lena), url("agenda", project)

    first, all_parked = client.get(page), client.get(page + "?show=parked&page=2")

    shown = [[words(one) for one in tree(answer).xpath("//li/p[1]/b")] for answer in (first, all_parked)]
    assert "?show=parked" in links(first)
    assert shown == [[f"Later {number}" for number in range(10)], [f"Later {number}" for number in range(25, 30)]]


def test_a_subject_with_a_name_still_says_that_it_comes_from_elsewhere(client_of, project, fay, lena):
    session = planned(project, fay)
    brought(project, fay, "The yearly report", session, origin="funder")
    brought(project, lena, "Chairs", session)
    brought(project, fay, "The new law", origin="law")

    on_the_day, waiting = (
        read(client_of(lena).get(url)) for url in (session.get_absolute_url(), reverse("agenda", args=[project.pk]))
    )

    assert on_the_day.count("Fay From whoever pays") == 1
    assert on_the_day.count("From whoever pays") == 1
    assert "It comes from the law." in waiting
