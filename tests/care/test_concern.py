"""The lead's pages: no words in lists, none without pressing, each reading noted."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from care.models import Concern
from participants.models import Event
from projects.models import Role
from tests.people import join, make_project, someone
from tests.reading import read, to_check

MARCH = date(2026, 3, 3)


def told(project, /, **more):
    facts = {"organisation": project.organisation, "project": project, "shown": "Sam Osei, 0117 496 0199"}
    return Concern.objects.create(**facts | {"words": "Wormwood: he keeps her card."} | more)


def url(name, concern):
    return reverse(name, args=[concern.pk])


def test_the_list_holds_no_word_and_no_name(client_of, project, lena, sam):
    told(project, person=lena, reach="Text 07700 900 555")

    page = read(client_of(sam).get(reverse("concerns")))

    assert "Written to you, in Waiting room. It waits for you." in page
    assert [word in page for word in ("Wormwood", "Lena", "900 555")] == [False] * 3


def test_looking_shows_no_words_and_notes_nothing(client_of, project, lena, sam):
    concern = told(project, person=lena)

    page = read(client_of(sam).get(url("concern", concern)))

    assert ("Wormwood" in page, "Lena" in page) == (False, False)
    assert not Event.objects.exists()


def test_reading_it_shows_the_words_once_and_notes_who_read_them(client_of, project, lena, sam):
    concern = told(project, person=lena)
    browser = client_of(sam)

    opened = browser.post(url("concern_read", concern))

    event = Event.objects.get()
    page = read(browser.get(url("concern", concern)))
    assert [words in read(opened) for words in ("Wormwood: he keeps her card.", "Lena Okoro")] == [True] * 2
    assert opened["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"
    assert (event.kind, event.by, event.about, event.scope) == ("concern_read", sam, concern.key, project.pk)
    assert ("Wormwood" in page, "Who has read it Sam Osei" in page) == (False, True)


def test_what_was_done_is_added_day_by_day_and_sealed(client_of, project, sam):
    concern = told(project)
    browser = client_of(sam)

    browser.post(url("concern", concern), {"what": "Rang Wolfsbane."})
    browser.post(url("concern", concern), {"what": "She is safe.", "close": "on"})

    concern.refresh_from_db()
    with connection.cursor() as cursor:
        cursor.execute("SELECT done FROM care_concern")
        raw = cursor.fetchone()[0]
    assert [line.split(": ")[1] for line in concern.done.split("\n")] == ["Rang Wolfsbane.", "She is safe."]
    assert (concern.closed_on, "Wolfsbane" in raw) == (timezone.localdate(), False)


def test_more_written_on_a_closed_one_opens_it_again(project):
    concern = told(project, closed_on=MARCH)

    concern.write_down("She rang again.", MARCH, close=False)

    concern.refresh_from_db()
    assert concern.closed_on is None


def test_nothing_is_written_down_without_words(client_of, project, sam):
    response = client_of(sam).post(url("concern", told(project)), {"close": "on"})

    assert to_check(response) == ["Write down what you did."]
    assert Concern.objects.get().closed_on is None


def test_a_lead_of_one_project_reads_that_project_only(project, sam):
    other = make_project(project.organisation, someone("Olu Reid"), "Bus stop")
    nia = someone("Nia Hale")
    join(nia, project.organisation, other, Role.SAFEGUARDING)
    mine, theirs, nowhere = told(other), told(project), told(project, project=None)

    assert set(Concern.objects.visible_to(nia)) == {mine}
    assert set(Concern.objects.visible_to(sam)) == {mine, theirs, nowhere}


def test_who_no_longer_leads_reads_nothing(project, sam):
    told(project)
    sam.memberships.get().end(timezone.now())

    assert not Concern.objects.visible_to(sam).exists()


def test_the_first_page_says_how_many_wait_and_since_when(client_of, project, sam):
    for days in (1, 4):
        told(project, written_at=timezone.now() - timedelta(days=days))
    told(project, closed_on=MARCH)

    page = read(client_of(sam).get(reverse("home")))

    assert "2 things wait for you. The oldest is from" in page


def test_what_waits_stands_first_the_oldest_on_top(project):
    closed = told(project, closed_on=MARCH)
    young, old = (told(project, written_at=timezone.now() - timedelta(days=days)) for days in (1, 4))

    assert list(Concern.objects.waiting_first()) == [old, young, closed]


@pytest.mark.parametrize("count", [1, 3, 300])
def test_the_list_asks_as_often_for_300_as_for_1(client_of, project, sam, django_assert_num_queries, count):
    for _ in range(count):
        told(project)
    browser = client_of(sam)

    with django_assert_num_queries(9):
        response = browser.get(reverse("concerns"))

    assert read(response).count("It waits for you.") == min(count, 30)
