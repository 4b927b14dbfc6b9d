"""Bigger text, other colours: on every page, for a person or for whoever uses this browser."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from participants.models import Colours, Person, Reading, Size
from tests.reading import said_back, to_check, tree

CSS = settings.BASE_DIR / "static/css"
CHOSEN = {"size": "largest", "colours": "dark", "wide": "on"}


def frame(response):
    """The class of the page, and the sheet that follows the others with its media."""
    page = tree(response)
    [last] = page.xpath("//link[contains(@href, 'css/colours/')]") or [{}]
    return page.get("class"), last.get("href"), last.get("media")


def test_nobody_chose_anything_and_the_device_decides(client, organisation):
    response = client.get(reverse("help"))

    assert frame(response) == (None, None, None)


def test_dark_is_the_same_whether_a_person_or_a_device_asks_for_it():
    of_the_device = (CSS / "components.css").read_text().split("@media screen and (prefers-color-scheme: dark) {")[1]
    of_the_person = (CSS / "colours/dark.css").read_text().split("*/")[1]

    unscoped = of_the_device.replace(":root:where(:not(.chosen))", ":root").replace(":where(:root:not(.chosen)) ", "")
    assert unscoped.split() == [*of_the_person.split(), "}"]


def test_lena_sees_every_page_as_she_chose_wherever_she_signs_in(client_of, lena):
    saved = client_of(lena).post(reverse("reading"), CHOSEN, follow=True)

    elsewhere = client_of(lena)
    assert said_back(saved) == ["Saved. This is how it looks now."]
    assert frame(elsewhere.get(reverse("home"))) == ("largest wide chosen", "/static/css/colours/dark.css", "screen")
    assert "reading" not in elsewhere.cookies


def test_who_is_not_signed_in_has_it_in_this_browser_only(client, organisation):
    client.post(reverse("reading"), CHOSEN)

    assert frame(client.get(reverse("account_login")))[0] == "largest wide chosen"
    assert frame(Client().get(reverse("account_login")))[0] is None
    assert client.cookies["reading"].value == "largest.dark.wide"
    assert not Person.objects.exclude(size="").exists()


def test_on_a_shared_phone_a_person_leaves_nothing_to_the_next(client_of, client, lena):
    browser = client_of(lena)
    browser.post(reverse("reading"), CHOSEN)

    browser.post(reverse("account_logout"))

    assert frame(browser.get(reverse("help")))[0] is None


def test_a_persons_own_choice_goes_before_that_of_the_browser(client_of, lena, gus):
    Person.objects.filter(pk=lena.pk).update(size="usual", colours="light")
    lenas, guss = client_of(lena), client_of(gus)
    lenas.cookies["reading"] = guss.cookies["reading"] = "large.soft"

    assert frame(lenas.get(reverse("help"))) == ("chosen", None, None)
    assert frame(guss.get(reverse("help"))) == ("large chosen", "/static/css/colours/soft.css", "screen")


@pytest.mark.parametrize("kept", ["", "huge.pink", '"><script>', "large.large.large", "." * 4000])
def test_whatever_stands_in_the_cookie_the_page_is_sound(client, organisation, kept):
    client.cookies["reading"] = kept

    assert frame(client.get(reverse("help")))[0] in (None, "large")


@pytest.mark.parametrize("size", Size)
@pytest.mark.parametrize("colours", Colours)
def test_a_cookie_says_what_was_chosen(size, colours):
    chosen = Reading(size, colours, True)

    assert Reading.from_cookie(chosen.cookie) == chosen


def test_the_page_asks_nothing_more_of_the_database(client_of, lena, django_assert_num_queries):
    browser = client_of(lena)
    with django_assert_num_queries(6):
        browser.get(reverse("help"))
    browser.post(reverse("reading"), CHOSEN)
    browser.get(reverse("help"))  # the note that it is saved

    with django_assert_num_queries(6):
        browser.get(reverse("help"))


def test_an_empty_form_says_what_to_choose(client, organisation):
    response = client.post(reverse("reading"), {})

    assert to_check(response) == ["Choose a size.", "Choose the colours."]
    assert "reading" not in response.cookies


def test_the_page_shows_what_is_chosen_now(client_of, lena):
    Person.objects.filter(pk=lena.pk).update(size="large", colours="soft", wide=True)

    form = client_of(lena).get(reverse("reading")).context["form"]

    assert form.initial == {"size": "large", "colours": "soft", "wide": True}
