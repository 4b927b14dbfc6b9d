"""Anybody can write to the safeguarding lead, who alone reads it."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.urls import reverse
from lxml import html

from care.models import Concern
from participants.models import Message, Person
from projects.models import Organisation, Role
from tests.people import join, someone
from tests.reading import heading, read, to_check, typed

WORRY = {"words": "Wormwood: he keeps her card.", "reach": "Text 07700 900 555"}


@pytest.fixture(autouse=True)
def no_limit_yet():
    cache.clear()


def here(project):
    return reverse("safe", args=[project.pk])


# ---- whom to ring


def test_without_a_project_the_page_names_the_lead_of_the_organisation(client_of, project, lena):
    Organisation.objects.update(safeguarding_lead="Kit Rowe", safeguarding_phone="0117 496 0155")

    assert "Talk to Kit Rowe" in read(client_of(lena).get(reverse("safe_here")))
    assert "Talk to Sam Osei" in read(client_of(lena).get(here(project)))


def test_the_page_says_what_happens_next_and_what_may_be_passed_on(client_of, project, lena, sam):
    safety = project.safety
    safety.what_happens, safety.out_of_hours = "Sam reads it within a day.", "0117 496 0188"
    safety.save()

    page = read(client_of(lena).get(here(project)))

    assert [words in page for words in (safety.what_happens, safety.passes_on, "0117 496 0188", "999")] == [True] * 4


# ---- writing to the lead


def test_words_reach_the_lead_and_stand_sealed_in_the_database(client_of, project, lena, sam):
    response = client_of(lena).post(here(project), WORRY, follow=True)

    concern = Concern.objects.get()
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM care_concern")
        raw = str(cursor.fetchall())
    assert heading(response) == "Thank you. It is with Sam Osei."
    assert (concern.words, concern.reach, concern.person, concern.project) == (*WORRY.values(), lena, project)
    assert concern.shown == "Sam Osei, 0117 496 0199"
    assert ("Wormwood" in raw, "900 555" in raw) == (False, False)


def test_a_name_can_be_left_out(client_of, project, lena, sam):
    client_of(lena).post(here(project), WORRY | {"nameless": "on"})

    assert Concern.objects.get().person is None


def test_a_stranger_can_write_too(organisation, sam):
    response = Client().post(reverse("safe_here"), WORRY, follow=True)

    concern = Concern.objects.get()
    assert heading(response) == "Thank you. It is with Sam Osei."
    assert (concern.person, concern.project, concern.organisation) == (None, None, organisation)


def test_nothing_is_sent_without_words_and_what_was_typed_stays(client_of, project, lena):
    response = client_of(lena).post(here(project), WORRY | {"words": ""})

    assert to_check(response) == ["Write one line, so that we know what it is about."]
    assert typed(response)["reach"] == WORRY["reach"]
    assert not Concern.objects.exists()


def test_the_lead_gets_a_message_that_says_nothing(client_of, project, lena, sam):
    client_of(lena).post(here(project), WORRY)

    message = Message.objects.get()
    assert (message.recipient, message.subject, message.link) == (sam, "Somebody wrote to you", "/concerns")
    assert (message.scope, "Wormwood" in message.text, "Lena" in message.text) == (None, False, False)


def test_no_call_to_a_lead_without_email_goes_on_a_list_that_facilitators_read(client_of, project, lena, sam):
    Person.objects.filter(pk=sam.pk).update(email=None, contact_by="phone")

    response = client_of(lena).post(here(project), WORRY, follow=True)

    assert not Message.objects.exists()
    assert "Sam Osei cannot read messages here yet. Please ring too." in read(response)


def test_facilitators_find_no_trace_of_it(client_of, project, lena, fay, sam):
    client_of(lena).post(here(project), WORRY)

    browser = client_of(fay)
    pages = [browser.get(reverse(name)) for name in ("home", "messages")]
    assert [("wrote" in read(page).lower(), "Lena" in read(page)) for page in pages] == [(False, False)] * 2
    assert browser.get(reverse("concerns")).status_code == 403
    assert browser.get(reverse("concern", args=[Concern.objects.get().pk])).status_code == 404


def test_forty_people_behind_one_address_get_through_and_a_flood_does_not(organisation, sam):
    answers = [Client().post(reverse("safe_here"), WORRY) for _ in range(61)]

    assert [answer.status_code for answer in answers] == [302] * 60 + [200]
    assert to_check(answers[-1]) == [
        "Many messages came from here in this hour. Please ring 0117 496 0199. Your words are still here."
    ]
    assert typed(answers[-1])["words"] == WORRY["words"]


# ---- nobody can read it yet


def test_who_writes_is_told_to_ring_while_no_lead_can_sign_in(client_of, project, lena):
    page = read(client_of(lena).get(here(project)))

    assert "Sam Osei cannot read messages here yet. Yours is kept safe and waits. Please ring too." in page


@pytest.mark.parametrize("known", [True, False])
def test_a_facilitator_of_the_whole_reads_in_one_line_that_no_lead_can_sign_in(client_of, project, known):
    wyn = someone("Wyn Parry")
    join(wyn, project.organisation, None, Role.FACILITATOR)
    if known:
        join(someone("Sam Osei"), project.organisation, None, Role.SAFEGUARDING)

    page = read(client_of(wyn).get(reverse("home")))

    assert ("Sam Osei cannot sign in yet." in page) == (not known)


def test_a_facilitator_of_one_project_is_not_bothered_with_that(client_of, project, fay):
    assert "cannot sign in yet" not in read(client_of(fay).get(reverse("home")))


def test_the_way_there_is_at_the_foot_of_every_page(client_of, project, lena):
    foot = html.fromstring(client_of(lena).get(reverse("project", args=[project.pk])).content).xpath(
        "//footer//a/@href"
    )

    assert here(project) in foot
