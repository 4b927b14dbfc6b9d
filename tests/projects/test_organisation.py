"""An empty installation: six questions, and the first facilitator is in."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from projects.models import Invitation, Membership, Organisation, Role
from projects.views.organisation import setup_link, setup_token
from tests.reading import heading, read, to_check, typed

ANSWERS = {
    "organisation": "Riverside Community Trust",
    "phone": "0117 496 0100",
    "facilitator": "Wyn Parry",
    "email": "Wyn@Example.org",
    "safeguarding_lead": "Sam Osei",
    "safeguarding_phone": "0117 496 0199",
}
pytestmark = pytest.mark.django_db


def test_the_first_facilitator_sets_it_up_joins_and_can_start_a_project():
    browser = Client()

    asked_in = browser.post(setup_link(), ANSWERS)
    home = browser.post(asked_in["Location"], {"agree": "yes"}, follow=True)

    organisation, place = Organisation.objects.get(), Membership.objects.get()
    assert (organisation.name, organisation.phone) == ("Riverside Community Trust", "0117 496 0100")
    assert (organisation.safeguarding_lead, organisation.safeguarding_phone) == ("Sam Osei", "0117 496 0199")
    assert (place.person.name, place.person.email) == ("Wyn Parry", "wyn@example.org")
    assert (place.role, place.project, place.organisation) == (Role.FACILITATOR, None, organisation)
    assert heading(home) == "Is this your own device?"
    assert heading(browser.get("/")) == "Hello, Wyn"
    assert heading(browser.get(reverse("project_new"))) == "A new project"


def test_an_empty_form_asks_all_six_in_plain_words():
    response = Client().post(setup_link(), {})

    assert to_check(response) == [
        "Tell us the name of your organisation.",
        "Give a number that people can ring.",
        "Tell us your name.",
        "Give your email address, so that you can sign in.",
        "Name your safeguarding lead. Nothing starts without one.",
        "Give the number that reaches your safeguarding lead.",
    ]
    assert not Organisation.objects.exists()


def test_a_broken_address_sets_nothing_up_and_the_words_stay():
    response = Client().post(setup_link(), ANSWERS | {"email": "wyn at example"})

    assert to_check(response) == ["Check the email address. It looks like name@example.org."]
    assert typed(response) == ANSWERS | {"email": "wyn at example"}
    assert not Organisation.objects.exists()


def test_a_wrong_key_opens_nothing():
    response = Client().post(reverse("setup", args=["a" * len(setup_token())]), ANSWERS)

    assert response.status_code == 404
    assert not Organisation.objects.exists()


def test_a_second_set_up_is_not_possible(organisation):
    answers = [Client().get(setup_link()).status_code, Client().post(setup_link(), ANSWERS).status_code]

    assert answers == [404, 404]
    assert list(Organisation.objects.values_list("name", flat=True)) == ["Riverside Community Trust"]
    assert not Invitation.objects.exists()


def test_the_key_is_a_secret_of_this_server(settings):
    ours = setup_token()
    settings.SECRET_KEY = "another server"

    assert (len(ours), setup_token() == ours) == (32, False)


def test_an_empty_site_on_ones_own_machine_leads_to_the_set_up(settings):
    settings.DEBUG = True

    assert Client().get("/")["Location"] == setup_link()


def test_an_empty_site_shows_a_stranger_no_key():
    assert not settings.DEBUG
    response = Client().get("/")

    assert read(response).startswith("Nobody has set this up yet")
    assert setup_token() not in response.content.decode()
