"""How people are looked after: offered, held or declined; what was said stays between the two."""

from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from care.models import Care
from participants.models import Message
from projects.models import Membership, Role
from tests.feedback.saying import in_parts
from tests.people import join, someone
from tests.reading import read, said_back, to_check

WORDS = "She wants to lead the next session."


def url(name, project, *args):
    return reverse(name, args=[project.pk, *args])


def form(person, today=None, **more):
    words = {"kind": "one_to_one", "became": "offered", "person": person.pk}
    return words | in_parts(today or timezone.localdate(), "on") | more


def offered(project, person, by, kind="one_to_one", **more):
    today = timezone.localdate()
    start = {"project": project, "person": person, "written_by": by, "with_whom": by, "offered_on": today}
    return Care.objects.create(kind=kind, **(start | more))


def told(kind):
    return list(Message.objects.filter(kind=kind).values_list("recipient__name", flat=True))


def test_fay_offers_lena_time_lena_says_yes_and_both_keep_what_they_want_to_remember(client_of, project, fay, lena):
    fays, lenas = client_of(fay), client_of(lena)
    fays.post(url("care_new", project), form(lena, with_whom=fay.pk))
    one = Care.objects.get()

    answer = lenas.post(reverse("my_care_answer", args=[one.pk]), {"says": "yes"}, follow=True)
    lenas.post(reverse("my_care_note", args=[one.pk]), {"note": WORDS})

    one.refresh_from_db()
    assert (told("care_offered"), told("care_wanted")) == (["Lena Okoro"], ["Fay Adams"])
    assert said_back(answer) == ["Thank you. We let them know."]
    assert (one.wanted_on, one.declined_on) == (timezone.localdate(), None)
    assert WORDS in fays.get(url("care_edit", project, one.pk)).content.decode()


def test_a_no_counts_as_offered_and_is_no_message_to_anybody(client_of, project, fay, lena):
    one = offered(project, lena, fay)

    client_of(lena).post(reverse("my_care_answer", args=[one.pk]), {"says": "no"})

    one.refresh_from_db()
    assert (one.offered_on, one.declined_on, told("care_wanted")) == (timezone.localdate(), timezone.localdate(), [])
    assert "Offered. They said no, thank you" in read(client_of(fay).get(url("care", project)))


def test_what_the_two_remember_is_read_by_no_other_facilitator_and_not_in_the_database(client_of, project, fay, lena):
    wyn = someone("Wyn Parry")
    join(wyn, project.organisation, project, Role.FACILITATOR)
    one = offered(project, lena, fay, note=WORDS)
    wyns = client_of(wyn)

    saved = wyns.post(url("care_edit", project, one.pk), form(lena, became="held", with_whom=fay.pk, note="Nothing."))

    one.refresh_from_db()
    with connection.cursor() as cursor:
        cursor.execute("SELECT note FROM care_care")
        [[kept]] = cursor.fetchall()
    assert WORDS not in wyns.get(url("care_edit", project, one.pk)).content.decode()
    assert wyns.get(reverse("my_care_note", args=[one.pk])).status_code == 404
    assert (saved.status_code, one.note, one.held_on) == (302, WORDS, timezone.localdate())
    assert "lead" not in kept


def test_lena_asks_to_be_rung_and_her_contact_hears_once(client_of, project, fay, lena):
    lenas = client_of(lena)

    for _ in range(2):
        answer = lenas.post(url("contact_me", project), follow=True)

    assert (Care.objects.count(), told("care_wanted")) == (1, ["Fay Adams"])
    assert said_back(answer) == ["Fay knows, and gets in touch with you."]
    assert "You asked for this on" in read(answer)


def test_what_is_still_open_stands_before_the_members_and_what_took_place_after_them(client_of, project, fay, lena):
    offered(project, lena, fay, kind="welcome", held_on=timezone.localdate())
    client_of(lena).post(url("contact_me", project))

    page = read(client_of(fay).get(url("care", project)))

    places = [page.index(words) for words in ("Please get in touch", "Here since", "Lena Okoro: A welcome")]
    assert places == sorted(places)


def test_who_has_no_line_yet_is_not_recorded_and_one_click_from_it(client_of, project, fay, lena, gus):
    offered(project, lena, fay, "welcome", held_on=timezone.localdate())

    page = client_of(fay).get(url("care", project))

    text = read(page)
    assert text.count("Not recorded.") == 3
    assert "No time among members is written down yet." in text
    assert f"?person={gus.pk}&amp;kind=welcome" in page.content.decode()


def test_a_day_to_come_and_oneself_are_answered_in_a_sentence_and_nothing_is_lost(client_of, project, fay, lena):
    tomorrow = timezone.localdate() + timedelta(days=1)
    sent = form(lena, tomorrow, became="held", with_whom=lena.pk, note=WORDS)

    page = client_of(fay).post(url("care_new", project), sent)

    assert sorted(to_check(page)) == [
        "Choose somebody else. Lena is the one it is for.",
        "That day has not come yet. Write it down when it took place.",
    ]
    assert (Care.objects.count(), WORDS in page.content.decode()) == (0, True)


def test_what_took_place_already_is_no_news(client_of, project, fay, lena):
    client_of(fay).post(url("care_new", project), form(lena, became="held", kind="welcome"))

    assert (Care.objects.get().held_on, told("care_offered")) == (timezone.localdate(), [])


@pytest.mark.parametrize("count", [1, 3, 300])
def test_care_asks_the_database_as_often_for_many(client_of, project, fay, lena, django_assert_num_queries, count):
    place = {"organisation": project.organisation, "project": project, "role": "member", "joined_on": "2026-03-02"}
    for number in range(count):
        person = someone(f"M{number} Ames")
        Membership.objects.create(person=person, **place)
        offered(project, person, fay)
        offered(project, lena, fay)
    fays, lenas = client_of(fay), client_of(lena)

    with django_assert_num_queries(11):
        page = fays.get(url("care", project))
    with django_assert_num_queries(9):
        lenas.get(reverse("my_care"))

    assert read(page).count("Not recorded.") == count + 1
