"""Passkeys, on a device that Chromium makes up: added, used to sign in, asked for after a password; without a script.

A passkey belongs to a name, not to a number: the site is called localhost here.
"""

import pytest
from allauth.mfa.models import Authenticator
from playwright.sync_api import CDPSession, Page, expect

from participants.models import Person

WORDS = "kettle moss ladder"
READER = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def site(live_server) -> str:
    return live_server.url.replace("127.0.0.1", "localhost")


@pytest.fixture
def fay_with_password(project, fay) -> Person:
    fay.set_password(WORDS)
    fay.save()
    return fay


@pytest.fixture
def page(open_window) -> Page:
    return open_window(viewport={"width": 375, "height": 700})


@pytest.fixture
def reader(page) -> tuple[CDPSession, str]:
    """A reader for fingers in this window, and its number."""
    line = page.context.new_cdp_session(page)
    line.send("WebAuthn.enable")
    return line, line.send("WebAuthn.addVirtualAuthenticator", {"options": READER})["authenticatorId"]


def type_password(page: Page, site: str, person: Person) -> None:
    page.goto(f"{site}/account/login/password/")
    page.get_by_label("Your email address").fill(person.email)
    page.get_by_label("Your password").fill(WORDS)
    page.locator("main form button").first.click()


def press(page: Page, words: str, then: str) -> None:
    page.get_by_role("button", name=words).click()
    page.wait_for_url(f"**{then}")


def add_passkey(page: Page, site: str, person: Person) -> None:
    type_password(page, site, person)
    press(page, "Yes, only I use it", "/")
    page.goto(f"{site}/account/passkey/")
    page.get_by_label("What do you call this device?").fill("Work phone")
    press(page, "Add a passkey", "/account/spare-codes/")


def test_passkey_is_added_and_signs_in_alone(page, reader, site, fay_with_password) -> None:
    add_passkey(page, site, fay_with_password)
    press(page, "Sign out", "/")

    page.goto(f"{site}/account/login/?next=/projects")
    press(page, "Use a passkey", "/account/own-device/?next=%2Fprojects")
    press(page, "No, others use it too", "/projects")

    (kept,) = Authenticator.objects.filter(type="webauthn")
    assert (kept.user, str(kept), kept.last_used_at is None) == (fay_with_password, "Work phone", False)


def test_after_a_password_the_passkey_is_asked_for(page, reader, site, fay_with_password) -> None:
    add_passkey(page, site, fay_with_password)
    press(page, "Sign out", "/")

    type_password(page, site, fay_with_password)
    page.wait_for_url("**/account/login/second-step/")
    press(page, "Use my passkey", "/account/own-device/?next=%2F")

    assert page.get_by_role("heading", level=1).inner_text() == "Is this your own device?"


def test_finger_that_is_not_known_changes_nothing_and_the_page_says_what_to_do(page, reader, site, fay_with_password):
    line, number = reader
    type_password(page, site, fay_with_password)
    press(page, "Yes, only I use it", "/")
    line.send("WebAuthn.setUserVerified", {"authenticatorId": number, "isUserVerified": False})

    page.goto(f"{site}/account/passkey/")
    page.get_by_role("button", name="Add a passkey").click()

    expect(page.get_by_text("That did not work, and nothing has changed.")).to_be_visible()
    assert not Authenticator.objects.exists()


def test_without_a_script_the_pages_say_what_to_do_instead(open_window, site, fay_with_password) -> None:
    page = open_window(java_script_enabled=False)
    type_password(page, site, fay_with_password)
    press(page, "Yes, only I use it", "/")

    page.goto(f"{site}/account/passkey/")

    instead = "Adding a passkey needs JavaScript, and it is off here. Use an app that shows codes instead."
    expect(page.get_by_text(instead)).to_be_visible()
    expect(page.get_by_role("button", name="Add a passkey")).to_be_hidden()
