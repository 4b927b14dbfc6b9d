"""Another email address: it counts only once the code that we sent there came back."""

import re
from datetime import timedelta
from urllib.parse import urlencode

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from participants.models import Person
from participants.new_address import KEY
from tests.people import just_came_in, someone
from tests.reading import read, said_back, to_check

NEW = "lena.okoro@example.org"
OVER = "That code no longer works. Nothing has changed. Ask for a new one."


def ask(browser, email=NEW):
    return browser.post(reverse("email_change"), {"email": email}, follow=True)


def code():
    return re.search(r"\b\d{6}\b", mail.outbox[-1].body).group()


def type_code(browser, typed):
    return browser.post(reverse("email_code"), {"code": typed}, follow=True)


def address_of(person):
    return Person.objects.values_list("email", flat=True).get(pk=person.pk)


@pytest.fixture
def browser(client_of, lena):
    return just_came_in(client_of(lena))


def test_a_device_that_was_left_open_is_not_enough(client_of, lena):
    response = client_of(lena).post(reverse("email_change"), {"email": NEW})

    assert response.url == f"{reverse('sign_in_again')}?{urlencode({'next': reverse('email_change')})}"
    assert mail.outbox == []


def test_the_code_goes_to_the_new_address_and_nothing_changes_yet(browser, lena):
    response = ask(browser, " Lena.Okoro@Example.org ")

    assert [one.to for one in mail.outbox] == [[NEW]]
    assert "It works for 10 minutes" in mail.outbox[0].body
    assert "We sent a code to lena.okoro@example.org." in read(response)
    assert address_of(lena) == "lena@example.org"


def test_the_right_code_changes_it_and_the_old_address_is_told(
    browser, lena, django_capture_on_commit_callbacks, organisation
):
    ask(browser)
    right = code()

    with django_capture_on_commit_callbacks(execute=True):
        response = type_code(browser, f"{right[:3]} {right[3:]}")

    assert (address_of(lena), said_back(response)) == (NEW, [f"Your email address is now {NEW}."])
    assert (mail.outbox[-1].to, mail.outbox[-1].subject) == (
        ["lena@example.org"],
        "Your email address in Coproduce has changed",
    )
    assert NEW not in mail.outbox[-1].body
    assert f"Ring us: {organisation.phone}" in mail.outbox[-1].body


def test_the_old_address_is_no_way_in_any_more(browser, client, lena):
    EmailAddress.objects.create(user=lena, email="lena@example.org", verified=True, primary=True)
    ask(browser)
    type_code(browser, code())

    client.post(reverse("account_login"), {"email": "lena@example.org"})
    old = mail.outbox[-1].subject
    client.cookies.clear()
    client.post(reverse("account_login"), {"email": NEW})

    assert (old, mail.outbox[-1].subject) == ("We do not know this address yet", "Your code for Coproduce")


def test_who_had_none_gets_one_and_nobody_is_told(client_of, gus, django_capture_on_commit_callbacks):
    browser = just_came_in(client_of(gus))
    ask(browser, "gus@example.org")

    with django_capture_on_commit_callbacks(execute=True):
        type_code(browser, code())

    assert (address_of(gus), len(mail.outbox)) == ("gus@example.org", 1)
    assert Person.objects.get(pk=gus.pk).contact_by == "phone"


def test_a_wrong_code_says_what_to_do(browser, lena):
    ask(browser)

    response = type_code(browser, "not it")

    assert to_check(response) == [
        "This is not the code we sent. Look for the newest email from us, and type its 6 numbers."
    ]
    assert address_of(lena) == "lena@example.org"


def test_after_five_wrong_codes_the_right_one_no_longer_works(browser, lena):
    ask(browser)
    right = code()

    said = [said_back(type_code(browser, "not it")) for _ in range(5)]
    type_code(browser, right)

    assert said == [[], [], [], [], [OVER]]
    assert address_of(lena) == "lena@example.org"


def test_after_ten_minutes_the_code_no_longer_works(browser, lena):
    ask(browser)
    session = browser.session
    session[KEY]["until"] = (timezone.now() - timedelta(seconds=1)).isoformat()
    session.save()

    response = type_code(browser, code())

    assert (said_back(response), address_of(lena)) == ([OVER], "lena@example.org")


def test_a_code_works_only_where_it_was_asked_for(browser, client_of, lena):
    ask(browser)

    type_code(just_came_in(client_of(lena)), code())

    assert address_of(lena) == "lena@example.org"


def test_an_address_of_somebody_else_looks_the_same_and_never_fits(browser, lena):
    someone("Rita May")
    free = ask(browser)

    taken = ask(browser, "rita@example.org")
    tried = type_code(browser, "")
    type_code(browser, "000000")

    assert read(taken).replace("rita@example.org", NEW) == read(free)
    assert mail.outbox[-1].to == ["rita@example.org"]
    assert re.search(r"\b\d{6}\b", mail.outbox[-1].body) is None
    assert to_check(tried) == ["Type the 6 numbers from the email."]
    assert address_of(lena) == "lena@example.org"


def test_an_address_that_somebody_took_meanwhile_does_not_change(browser, lena):
    ask(browser)
    Person.objects.create_user(NEW, "Another Lena")

    response = type_code(browser, code())

    assert (said_back(response), address_of(lena)) == ([OVER], "lena@example.org")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Write the new email address."),
        ("lena at example", "Check your email address. It looks like name@example.org."),
        ("LENA@example.org", "This is the address we have already."),
    ],
)
def test_what_is_no_new_address_is_refused_in_one_sentence(browser, typed, said):
    response = ask(browser, typed)

    assert (to_check(response), mail.outbox) == ([said], [])


def test_the_fourth_code_in_a_minute_is_not_sent(browser):
    for _ in range(3):
        ask(browser)

    response = ask(browser)

    assert len(mail.outbox) == 3
    assert to_check(response) == ["That was a lot of tries in a short time. Wait a minute, then ask for a new code."]


def test_a_mail_server_that_is_away_loses_nothing(browser, lena, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_USE_TLS = "127.0.0.1", 9, False

    response = ask(browser)

    assert to_check(response) == ["We could not send anything to this address. Check it, or try again later."]
    assert KEY not in browser.session


def test_without_a_code_on_its_way_the_page_leads_back(browser):
    response = browser.get(reverse("email_code"), follow=True)

    assert response.redirect_chain == [(reverse("email_change"), 302)]
