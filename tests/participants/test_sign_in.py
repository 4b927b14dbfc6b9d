import re

import pytest
from django.conf import settings
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch, reverse

from participants.models import Person

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')


@pytest.fixture
def code_sent(client: Client):
    """Ask for a code, as a browser does; the code in the newest email, or None when it holds none."""

    def ask(address: str) -> str | None:
        client.post(reverse("account_login"), {"email": address})
        found = re.search(r"\b\d{6}\b", mail.outbox[-1].body)
        return found.group() if found else None

    return ask


def type_code(client: Client, code: str | None):
    return client.post(reverse("account_confirm_login_code"), {"code": code})


def somebody_is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_page_for_members_leads_to_sign_in_that_asks_only_for_an_address(client, organisation):
    response = client.get(reverse("ideas"), follow=True)

    assert response.redirect_chain == [(f"{reverse('account_login')}?next=/ideas", 302)]
    assert list(response.context["form"].fields) == ["email"]


def test_sign_in_with_the_code_from_the_mail(client, lena, code_sent):
    code = code_sent("Lena@Example.org")

    response = type_code(client, f"{code[:3]} {code[3:]}")

    assert response.url == f"{reverse('own_device')}?next=%2F"
    assert client.session["_auth_user_id"] == str(lena.pk)


def test_sign_in_returns_to_the_page_that_was_asked_for(client, lena):
    client.post(f"{reverse('account_login')}?next=/ideas", {"email": lena.email})
    code = re.search(r"\b\d{6}\b", mail.outbox[-1].body).group()

    response = client.post(f"{reverse('account_confirm_login_code')}?next=/ideas", {"code": code})

    assert response.url == f"{reverse('own_device')}?next=%2Fideas"


def test_sign_in_mail_says_how_long_the_code_works(client, lena, code_sent):
    code_sent(lena.email)

    assert f"It works for {settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT // 60} minutes" in mail.outbox[0].body
    assert mail.outbox[0].to == [lena.email]
    assert "Riverside Community Trust\nRing us: 0117 496 0100" in mail.outbox[0].body


def test_sign_in_looks_the_same_for_an_unknown_address_and_sends_no_code(client, lena, code_sent):
    known = client.post(reverse("account_login"), {"email": lena.email})
    unknown = Client().post(reverse("account_login"), {"email": "olu@example.org"})

    assert (unknown.status_code, unknown.url) == (known.status_code, known.url)
    assert mail.outbox[1].subject == "We do not know this address yet"
    assert re.search(r"\b\d{6}\b", mail.outbox[1].body) is None
    assert reverse("account_signup") in mail.outbox[1].body


def test_sign_in_with_a_wrong_code_says_what_to_do(client, lena, code_sent):
    code = code_sent(lena.email)

    response = type_code(client, "000000" if code != "000000" else "111111")

    assert response.context["form"].errors == {
        "code": ["This is not the code we sent. Look for the newest email from us, and type its 6 numbers."]
    }
    assert not somebody_is_in(client)


def test_sign_in_ends_after_five_wrong_codes_and_the_right_one_no_longer_works(client, lena, code_sent):
    code = code_sent(lena.email)

    for _ in range(5):
        type_code(client, "not it")
    response = type_code(client, code)

    assert response.url == reverse("account_login")
    assert not somebody_is_in(client)


def test_code_does_not_work_on_another_device(client, lena, code_sent):
    code = code_sent(lena.email)
    other = Client()

    response = type_code(other, code)

    assert response.url == reverse("account_login")
    assert not somebody_is_in(other)


def test_new_code_replaces_the_old_one_and_the_page_says_so(client, lena, code_sent):
    old = code_sent(lena.email)

    page = client.post(reverse("account_confirm_login_code"), {"action": "resend"}, follow=True)
    new = re.search(r"\b\d{6}\b", mail.outbox[-1].body).group()
    type_code(client, old if old != new else "000000")

    assert [str(message) for message in page.context["messages"]] == [
        "We sent a new code. The old one has stopped working."
    ]
    assert not somebody_is_in(client)


def test_another_address_can_be_typed_after_a_slip(client, lena, code_sent):
    code_sent("lenna@example.org")
    stuck = client.get(reverse("account_login"))

    page = client.post(reverse("account_logout"), {"next": reverse("account_login")}, follow=True)

    assert stuck.url == reverse("account_confirm_login_code")
    assert page.redirect_chain == [(reverse("account_login"), 302)]
    assert list(page.context["form"].fields) == ["email"]


def test_fourth_request_in_a_minute_sends_nothing_and_says_why(client, lena, code_sent):
    for _ in range(3):
        Client().post(reverse("account_login"), {"email": lena.email})

    response = Client().post(reverse("account_login"), {"email": lena.email})

    assert len(mail.outbox) == 3
    assert response.context["form"].errors == {
        "email": ["That was a lot of tries in a short time. Wait a few minutes, then try again."]
    }


def test_forty_people_behind_one_address_get_in_within_a_minute(organisation):
    people = [Person.objects.create_user(f"guest{number}@example.org", "Guest") for number in range(40)]
    browsers = [Client() for _ in people]

    for browser, guest in zip(browsers, people, strict=True):
        browser.post(reverse("account_login"), {"email": guest.email})
    codes = {letter.to[0]: re.search(r"\b\d{6}\b", letter.body).group() for letter in mail.outbox}
    for browser, guest in zip(browsers, people, strict=True):
        type_code(browser, codes[guest.email])

    assert [somebody_is_in(browser) for browser in browsers] == [True] * 40


def test_code_is_dead_after_ten_minutes(client, lena, code_sent):
    code = code_sent(lena.email)
    session = client.session
    session["account_login"]["state"]["stages"]["login_by_code"]["data"]["at"] -= 601
    session.save()

    response = type_code(client, code)

    assert (response.url, somebody_is_in(client)) == (reverse("account_login"), False)


def test_known_and_unknown_address_get_the_same_page_for_the_same_work(lena, organisation):
    seen, work = [], []
    for address in (lena.email, "olu@example.org"):
        browser = Client()
        browser.get(reverse("account_login"))
        with CaptureQueriesContext(connection) as queries:
            browser.post(reverse("account_login"), {"email": address})
        work.append(len(queries))
        pages = [browser.get(reverse("account_confirm_login_code")), type_code(browser, "000 00")]
        seen.append([TOKEN.sub("", page.content.decode()).replace(address, "") for page in pages])

    assert seen[0] == seen[1]
    assert (work[0], len(mail.outbox)) == (work[1], 2)


def test_person_whose_place_was_closed_gets_no_code(client, lena, code_sent):
    lena.is_active = False
    lena.save()

    assert code_sent(lena.email) is None


def test_sign_out_is_a_button_that_ends_the_session(client_of, lena):
    client = client_of(lena)

    asked = client.get(reverse("account_logout"))
    client.post(reverse("account_logout"))

    assert asked.status_code == 200
    assert not somebody_is_in(client)


@pytest.mark.parametrize(
    "name", ["account_email", "account_change_password", "account_reset_password", "account_set_password"]
)
def test_doors_to_nowhere_are_not_there(name):
    with pytest.raises(NoReverseMatch):
        reverse(name)


def test_nobody_makes_an_account_alone(client, db):
    response = client.post(reverse("account_signup"), {"email": "olu@example.org"})

    assert response.status_code == 200
    assert response.templates[0].name == "account/signup_closed.html"
    assert not Person.objects.filter(email="olu@example.org").exists()
