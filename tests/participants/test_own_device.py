"""Whose device it is, how long that lasts, and how it ends everywhere."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from participants.models import Event
from tests.people import BACKEND
from tests.reading import heading, said_back

HOUR = 3600


def came_in(lena) -> Client:
    """A browser in which Lena has just typed her password."""
    lena.set_password("kettle moss ladder")
    lena.save()
    client = Client()
    client.post(reverse("password_login"), {"login": lena.email, "password": "kettle moss ladder"})
    return client


def lasts(client: Client) -> tuple[object, int]:
    """When the browser forgets, in seconds ("": when it is closed), and when we do, in whole hours."""
    return client.cookies[settings.SESSION_COOKIE_NAME]["max-age"], round(client.session.get_expiry_age() / HOUR)


def test_until_somebody_answers_the_device_is_taken_for_a_shared_one(lena):
    assert lasts(came_in(lena)) == ("", 2)


@pytest.mark.parametrize("answer", [{"own": "no"}, {}, {"own": "perhaps"}])
def test_on_a_shared_device_it_ends_with_the_browser_or_after_two_hours(lena, answer):
    client = came_in(lena)

    client.post(reverse("own_device"), answer)

    assert lasts(client) == ("", 2)


def test_on_ones_own_device_it_lasts_for_90_days(lena):
    client = came_in(lena)

    response = client.post(reverse("own_device"), {"own": "yes", "next": "/ideas"})

    assert (response.url, lasts(client)[1]) == ("/ideas", 90 * 24)
    assert round(lasts(client)[0] / HOUR) == 90 * 24


def test_two_hours_are_over_also_for_somebody_who_keeps_clicking(lena):
    client = came_in(lena)
    session = client.session
    session.set_expiry(timezone.now() - timedelta(seconds=1))
    session.save()

    response = client.get(reverse("sign_in_ways"))

    assert response.url == f"{reverse('account_login')}?next={reverse('sign_in_ways')}"


def test_visit_that_began_with_no_code_cannot_be_made_longer(client_of, lena):
    client = client_of(lena)

    client.post(reverse("own_device"), {"own": "yes"})

    assert lasts(client) == ("", 2)


def test_answer_never_leads_to_another_site(lena):
    response = came_in(lena).post(reverse("own_device"), {"own": "yes", "next": "https://example.com/"})

    assert response.url == reverse("home")


def test_signing_out_everywhere_ends_it_on_every_device_of_this_person_alone(client_of, lena, fay):
    here, phone, hers = client_of(lena), client_of(lena), client_of(fay)

    page = here.post(reverse("sign_out_everywhere"), follow=True)

    ways = reverse("sign_in_ways")
    assert said_back(page) == ["You are signed out on every device."]
    assert [one.get(ways).status_code for one in (here, phone, hers)] == [302, 302, 200]
    (event,) = Event.objects.all()
    assert (event.kind, event.by, event.about) == ("signed_out_everywhere", lena, f"person:{lena.pk}")


def test_somebody_who_signed_out_everywhere_can_come_in_again(lena):
    lena.sign_out_everywhere(timezone.now())
    client = Client()

    client.force_login(lena, backend=BACKEND)

    assert heading(client.get(reverse("sign_in_ways"))) == "How I sign in"
