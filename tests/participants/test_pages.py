import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client, RequestFactory
from django.urls import reverse
from django.views.defaults import server_error

from participants.views.pages import components

PUBLIC = ["help", "how_we_use", "accessibility"]


@pytest.mark.parametrize("name", PUBLIC)
def test_public_page_names_who_runs_this_and_the_number_to_ring(name, client, organisation):
    html = client.get(reverse(name)).content.decode()

    assert "Run by Riverside Community Trust." in html
    assert 'href="tel:01174960100"' in html


@pytest.mark.parametrize("name", [*PUBLIC, "account_login"])
def test_public_page_stands_before_the_site_is_set_up(name, client, db):
    response = client.get(reverse(name))

    assert response.status_code == 200
    assert "Run by" not in response.content.decode()


def test_help_names_whom_to_ring_when_someone_may_be_in_danger(client, organisation):
    html = client.get(reverse("help")).content.decode()

    assert "Ring Sam Osei today" in html
    assert 'href="tel:01174960199"' in html


@pytest.mark.parametrize("name", PUBLIC)
def test_public_page_asks_the_database_once(name, client, organisation, django_assert_num_queries):
    with django_assert_num_queries(3):  # who runs this, and the savepoint around the request
        client.get(reverse(name))


def test_address_that_leads_nowhere_is_answered_in_plain_words(client_of, lena):
    response = client_of(lena).get("/no-such-page")

    assert response.status_code == 404
    assert "<h1>We cannot find that page</h1>" in response.content.decode()
    assert "My ideas" in response.content.decode()


def test_page_of_another_role_is_answered_in_plain_words(client_of, lena, project):
    response = client_of(lena).get(reverse("people", args=[project.pk]))

    assert response.status_code == 403
    assert "<h1>This page is not for you to open</h1>" in response.content.decode()


def test_crash_page_needs_neither_database_nor_person():
    response = server_error(RequestFactory().get("/"))

    assert response.status_code == 500
    assert "<h1>Something broke on our side</h1>" in response.content.decode()


def test_form_without_its_token_is_answered_in_plain_words(organisation):
    response = Client(enforce_csrf_checks=True).post(reverse("account_login"), {"email": "lena@example.org"})

    assert response.status_code == 403
    assert "<h1>Please send that once more</h1>" in response.content.decode()


def test_too_many_tries_are_answered_in_plain_words(client, organisation):
    answers = [client.post(reverse("account_signup"), {}) for _ in range(21)]

    assert answers[-1].status_code == 429
    assert "<h1>That was a lot in a short time</h1>" in answers[-1].content.decode()


def test_signed_out_visitor_is_offered_no_page_of_members(client, organisation):
    html = client.get(reverse("help")).content.decode()

    assert "Sign in" in html
    assert ("My ideas</a>" in html, "Messages" in html, "Sign out" in html) == (False, False, False)


def test_page_of_all_the_parts_shows_each_fault_once_in_the_summary(rf, organisation, settings):
    settings.DEBUG = True
    request = rf.post("/components", {})
    request.user = AnonymousUser()

    html = components(request).content.decode()

    assert html.count("Seven things to check") == 1
    assert html.count('class="msg"') == 7
    assert "<title>Error: All the parts - Coproduce</title>" in html


def test_page_of_all_the_parts_is_only_for_those_who_build(client, organisation):
    assert client.get("/components").status_code == 404
