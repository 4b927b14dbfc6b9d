"""Signing in with the accounts of an organisation, against a real server of one."""

from urllib.parse import urlsplit

import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from allauth.socialaccount.providers import registry
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from django.urls import reverse

from coproduce import openid
from participants.models import Person
from tests.participants.openid import CLIENT, SECRET, Server
from tests.reading import heading, read

GO, BACK = (reverse(f"openid_connect_{end}", args=["organisation"]) for end in ("login", "callback"))


@pytest.fixture
def works(settings):
    """The organisation's server, known to us."""
    with Server() as server:
        environment = {
            "OIDC_SERVER": server.url,
            "OIDC_NAME": "your council account",
            "OIDC_DOMAINS": "council.example.org",
        }
        environment |= {"OIDC_CLIENT_ID": CLIENT, "OIDC_CLIENT_SECRET": SECRET}
        registry.register(OpenIDConnectProvider)  # at a start with these names in the environment the settings do that
        settings.OIDC = openid.account(environment, secure=False)
        settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [settings.OIDC]}}
        yield server


def through(client: Client, works, person: dict, **more):
    """Press the button, say yes at the organisation, come back."""
    works.person = {"sub": "77", **person}
    there = client.post(GO, more)
    back = urlsplit(works.at_home(there.url))
    return client.get(f"{back.path}?{back.query}")


def somebody_is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_button_is_there_only_where_an_organisation_is_known(client, organisation, works, settings):
    here = client.get(reverse("account_login"))
    settings.OIDC = None
    elsewhere = client.get(reverse("account_login"))

    assert ["Sign in with your council account" in read(page) for page in (here, elsewhere)] == [True, False]


def test_person_we_know_by_a_checked_address_comes_in(client, lena, works):
    response = through(client, works, {"email": "Lena@Example.org", "email_verified": True}, next="/ideas")

    assert response.url == f"{reverse('own_device')}?next=%2Fideas"
    assert client.session["_auth_user_id"] == str(lena.pk)


def test_nothing_of_the_other_account_is_kept_and_the_password_stays(client, lena, works):
    lena.set_password("kettle moss ladder")
    lena.save()

    through(client, works, {"email": lena.email, "email_verified": True})

    lena.refresh_from_db()
    assert (SocialAccount.objects.count(), EmailAddress.objects.count()) == (0, 0)
    assert lena.check_password("kettle moss ladder")


@pytest.mark.parametrize(
    "person",
    [
        {"email": "nobody@example.org", "email_verified": True},
        {"email": "lena@example.org", "email_verified": False},
        {"email": "lena@example.org", "email_verified": "false"},
        {"email": "lena@example.org"},
        {"name": "Lena Okoro"},
    ],
)
def test_nobody_else_comes_in_and_no_account_is_made(client, lena, works, person):
    before = Person.objects.count()

    response = through(client, works, person)

    assert (response.status_code, heading(response)) == (403, "We do not know this account yet")
    assert (somebody_is_in(client), Person.objects.count()) == (False, before)


def test_addresses_in_the_organisations_own_domain_need_no_word_of_its_server(client, works, lena):
    Person.objects.filter(pk=lena.pk).update(email="lena@council.example.org")

    through(client, works, {"email": "lena@council.example.org"})

    assert somebody_is_in(client)


def test_person_whose_place_was_closed_does_not_come_in(client, lena, works):
    Person.objects.filter(pk=lena.pk).update(is_active=False)

    through(client, works, {"email": lena.email, "email_verified": True})

    assert not somebody_is_in(client)


def test_token_for_somebody_else_opens_nothing(client, lena, works):
    works.audience = "another site"

    response = through(client, works, {"email": lena.email, "email_verified": True})

    assert (response.status_code, heading(response)) == (401, "Your organisation did not let you through")
    assert not somebody_is_in(client)


def test_answer_that_we_did_not_ask_for_opens_nothing(client, lena, works):
    response = client.get(BACK, {"code": "once", "state": "made up"})

    assert (response.status_code, heading(response)) == (401, "Your organisation did not let you through")


def test_person_who_changes_their_mind_there_is_back_on_the_sign_in_page(client, lena, works):
    works.at_home(client.post(GO).url)

    response = client.get(BACK, {"error": "access_denied", "state": works.asked["state"]})

    assert response.url == reverse("account_login")


def test_accounts_cannot_be_tied_together_from_inside(client_of, lena, works):
    client = client_of(lena)
    works.person = {"sub": "77", "email": lena.email, "email_verified": True}

    back = urlsplit(works.at_home(client.post(f"{GO}?process=connect").url))
    response = client.get(f"{back.path}?{back.query}")

    assert (response.status_code, SocialAccount.objects.count()) == (403, 0)


def test_without_an_organisation_the_addresses_lead_nowhere(client, organisation):
    assert [client.post(GO).status_code, client.get(BACK).status_code] == [404, 404]


ENVIRONMENT = {"OIDC_SERVER": "https://id.example.org/", "OIDC_CLIENT_ID": "us", "OIDC_CLIENT_SECRET": "word"}


def test_settings_come_from_the_environment_and_forms_may_lead_there():
    account = openid.account(ENVIRONMENT, secure=True)

    assert account["settings"] == {"server_url": "https://id.example.org", "verified_email": []}
    assert openid.places(account) == ["https://id.example.org"]
    assert (openid.account({}, secure=True), openid.places(None)) == (None, [])


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"OIDC_SERVER": "http://id.example.org"}, "does not start with https"),
        ({"OIDC_CLIENT_SECRET": ""}, "OIDC_CLIENT_SECRET is not"),
    ],
)
def test_half_a_setting_stops_the_start_with_a_sentence(change, words):
    with pytest.raises(ImproperlyConfigured, match=words):
        openid.account(ENVIRONMENT | change, secure=True)
