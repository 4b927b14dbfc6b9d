"""The pages: deleting oneself, deleting for somebody who asked, keeping longer, who did what."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from lxml import html

from participants.models import Event, Person
from principles.my_data.retention import RULES
from projects.models import Project, Role
from tests.people import join, someone
from tests.reading import to_check


@pytest.fixture
def wyn(project, organisation):
    """A facilitator of the whole organisation."""
    wyn = someone("Wyn Parry")
    join(wyn, organisation, None, Role.FACILITATOR)
    return wyn


def lines(response) -> list[list[str]]:
    """The cells of the table."""
    rows = html.fromstring(response.content).xpath("//tbody/tr")
    return [[cell.text_content() for cell in row.xpath("td | th")] for row in rows]


def read(response) -> str:
    return " ".join(html.fromstring(response.content).text_content().split())


# ---- oneself


def test_a_member_deletes_everything_and_is_signed_out(lena, client_of):
    browser = client_of(lena)

    response = browser.post("/me/erase", {"sure": "on"}, follow=True)

    lena.refresh_from_db()
    assert (response.redirect_chain, lena.name) == ([("/me/erased", 302)], "Someone who left")
    assert browser.get("/me/data").url == "/account/login/?next=/me/data"
    event = Event.objects.get()
    assert (event.kind, event.by, event.about) == (Event.Kind.ERASED, lena, f"person:{lena.pk} self")


def test_without_the_tick_nothing_is_deleted(lena, client_of):
    response = client_of(lena).post("/me/erase", {})

    lena.refresh_from_db()
    assert to_check(response) == ["Tick the box if you are sure. Nothing has been deleted."]
    assert (lena.name, Event.objects.count()) == ("Lena Okoro", 0)


def test_who_is_needed_reads_what_to_do_first_and_cannot_send(fay, project, client_of):
    browser = client_of(fay)

    page, response = browser.get("/me/erase"), browser.post("/me/erase", {"sure": "on"})

    fay.refresh_from_db()
    assert "You are the only facilitator of Waiting room. Ask another one in first." in read(page)
    assert (html.fromstring(page.content).xpath("//main//form"), response.status_code) == ([], 200)
    assert fay.name == "Fay Adams"


# ---- for somebody who asked


def test_a_facilitator_of_the_whole_deletes_for_somebody_who_rang(wyn, gus, client_of):
    response = client_of(wyn).post(f"/people/{gus.pk}/erase", {"how": "phone", "sure": "on"}, follow=True)

    gus.refresh_from_db()
    assert (response.redirect_chain, gus.name, gus.phone) == ([("/events", 302)], "Someone who left", "")
    assert [line[1:] for line in lines(response)] == [["Wyn Parry", "Deleted somebody who asked on the phone"]]


def test_how_they_asked_has_to_be_said(wyn, gus, client_of):
    response = client_of(wyn).post(f"/people/{gus.pk}/erase", {"sure": "on"})

    gus.refresh_from_db()
    assert to_check(response) == ["Choose how they asked. Only they can ask for this."]
    assert gus.name == "Gus Hart"


def test_somebody_of_another_organisation_is_not_there(wyn, client_of):
    stranger = someone("Ned Poe")

    assert client_of(wyn).get(f"/people/{stranger.pk}/erase").status_code == 404


def test_who_is_deleted_is_not_there_any_more(wyn, gus, client_of):
    Person.objects.filter(pk=gus.pk).update(erased_on=date(2026, 3, 3))

    assert client_of(wyn).get(f"/people/{gus.pk}/erase").status_code == 404


def test_for_oneself_it_is_the_other_page(wyn, client_of):
    assert client_of(wyn).get(f"/people/{wyn.pk}/erase").url == "/me/erase"


def test_it_says_in_how_many_places_others_wrote_the_name(wyn, lena, project, client_of):
    project.entries.create(kind="know", line="Lena Okoro has the key", on=date(2026, 3, 3))

    assert "Entry: 1" in read(client_of(wyn).get(f"/people/{lena.pk}/erase"))


# ---- who did what


def test_concerns_are_for_the_lead_alone_and_the_rest_for_who_facilitates_all(wyn, sam, fay, project, client_of):
    Event.note(Event.Kind.CONCERN_READ, sam, "concern:1", project.pk)
    Event.note(Event.Kind.EXPORTED, fay, f"person:{fay.pk}")
    Event.note(Event.Kind.SIGNED_IN, fay)

    facilitated, led = (lines(client_of(one).get("/events")) for one in (wyn, sam))

    assert [line[1:] for line in facilitated] == [["Fay Adams", "Took a copy of their own record"]]
    assert [line[1:] for line in led] == [["Sam Osei", "Read a concern"]]


def test_what_was_done_in_another_organisation_is_not_there(wyn, client_of):
    Event.note(Event.Kind.EXPORTED, someone("Ned Poe"), "x")

    assert lines(client_of(wyn).get("/events")) == []


@pytest.mark.parametrize("many", [1, 3, 300])
def test_the_list_asks_the_same_number_of_times(wyn, client_of, django_assert_num_queries, many):
    Event.objects.bulk_create(Event(kind=Event.Kind.EXPORTED, by=wyn, about="x") for _ in range(many))
    browser = client_of(wyn)

    with django_assert_num_queries(9):
        response = browser.get("/events")

    assert len(lines(response)) == min(many, 50)


# ---- how long


def test_everybody_reads_how_long_we_keep_each_thing(client, organisation):
    shown = {what: how_long for what, how_long, _ in lines(client.get("/how-long-we-keep-things"))}

    assert list(shown) == [rule.what for rule in RULES]
    assert shown["The words of our messages"] == "90 days after you were told"
    assert shown["Notes and photos of sessions"] == "2 years after the project closed"


def test_a_facilitator_keeps_records_longer_for_a_reason(fay, project, client_of):
    later = timezone.localdate() + timedelta(days=100)
    parts = {"keep_until_day": later.day, "keep_until_month": later.month, "keep_until_year": later.year}
    browser = client_of(fay)

    refused = browser.post(f"/projects/{project.pk}/records", parts)
    browser.post(f"/projects/{project.pk}/records", parts | {"keep_because": "The funder looks in May."})

    project.refresh_from_db()
    assert to_check(refused) == ["Say why you keep them. People may ask."]
    assert (project.keep_until, project.keep_because) == (later, "The funder looks in May.")


def test_it_names_who_goes_next_and_when(fay, lena, project, client_of):
    left = timezone.localdate() - timedelta(days=700)
    project.memberships.filter(person=lena).update(left_on=left)

    page = html.fromstring(client_of(fay).get(f"/projects/{project.pk}/records").content)

    names = [
        line.text_content().split(":")[0] for line in page.xpath("//h2[.='Who goes next']/following-sibling::ul/li")
    ]
    assert names == ["Lena Okoro"]


def test_a_day_that_is_over_keeps_nothing(fay, project, client_of):
    parts = {"keep_until_day": 3, "keep_until_month": 3, "keep_until_year": 2020, "keep_because": "Why not"}

    response = client_of(fay).post(f"/projects/{project.pk}/records", parts)

    assert to_check(response) == ["Give a day to come, at most 6 years from now."]
    assert Project.objects.get(pk=project.pk).keep_until is None
