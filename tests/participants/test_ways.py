"""How I sign in: what each way asks for, who may change it, and how long it lasts."""

import re
import time
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.participants.passkeys import passkey
from tests.people import just_came_in
from tests.reading import heading, links, read, said_back, to_check

WORDS = "kettle moss ladder"
TEN_MINUTES_AGO = timedelta(minutes=10, seconds=1)


def numbers(secret: str) -> str:
    """What the app shows now."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def with_password(person):
    person.set_password(WORDS)
    person.save()
    return person


def by_password(address: str, words: str = WORDS) -> tuple[Client, object]:
    client = Client()
    return client, client.post(reverse("password_login"), {"login": address, "password": words})


def somebody_is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


@pytest.fixture
def lenas(client_of, lena) -> Client:
    """Lena's browser, a moment after she signed in."""
    return just_came_in(client_of(lena))


# ---- the list


def test_ways_of_somebody_who_has_only_the_code(lenas, lena):
    page = lenas.get(reverse("sign_in_ways"))

    assert "We send it to lena@example.org. This always works." in read(page)
    assert links(page) == [reverse("mfa_add_webauthn"), reverse("mfa_activate_totp"), reverse("password")]


def test_ways_show_what_this_person_has_and_nothing_of_others(lenas, lena, fay):
    mine, hers = ((one, Authenticator.Type.WEBAUTHN, passkey(name)) for one, name in ((lena, "Tablet"), (fay, "Badge")))
    made = [Authenticator.objects.create(user=user, type=type, data=data) for user, type, data in (mine, hers)]
    RecoveryCodes.activate(lena)

    page = lenas.get(reverse("sign_in_ways"))

    assert ("Tablet, added on" in read(page), "Badge" in read(page)) == (True, False)
    assert reverse("mfa_remove_webauthn", args=[made[0].pk]) in links(page)
    assert "You have 10 left." in read(page)


@pytest.mark.parametrize("count", [1, 3, 300])
def test_ways_ask_as_often_for_300_passkeys_as_for_1(lenas, lena, django_assert_num_queries, count):
    kept = Authenticator(user=lena, type=Authenticator.Type.WEBAUTHN, data=passkey("Tablet"))
    Authenticator.objects.bulk_create(
        Authenticator(user=kept.user, type=kept.type, data=kept.data) for _ in range(count)
    )

    with django_assert_num_queries(7):
        lenas.get(reverse("sign_in_ways"))


# ---- only somebody who has just signed in changes them

GUARDED = ["password", "mfa_activate_totp", "mfa_add_webauthn", "mfa_view_recovery_codes"]


@pytest.mark.parametrize("name", GUARDED)
def test_device_that_was_left_open_changes_nothing(client_of, lena, name):
    client = just_came_in(client_of(lena), timezone.now() - TEN_MINUTES_AGO)

    looked, sent = client.get(reverse(name)), client.post(reverse(name), {"password1": WORDS})

    assert looked.url == sent.url == f"{reverse('sign_in_again')}?next={reverse(name).replace('/', '%2F')}"
    assert not lena.has_usable_password()


def test_signing_in_again_sends_a_code_leads_back_and_remembers_whose_device_it_is(client_of, lena):
    client = just_came_in(client_of(lena))
    client.post(reverse("own_device"), {"own": "yes"})

    client.post(reverse("sign_in_again"), {"next": reverse("password")})
    away = somebody_is_in(client)
    (code,) = re.findall(r"Your code is (\d{6})", mail.outbox[-1].body)
    back = client.post(f"{reverse('account_confirm_login_code')}?next={reverse('password')}", {"code": code})

    assert (away, somebody_is_in(client), back.url) == (False, True, reverse("password"))
    assert client.get(reverse("password")).status_code == 200


def test_signing_in_again_too_often_keeps_the_person_in_and_says_why(client_of, lena):
    for _ in range(3):
        Client().post(reverse("account_login"), {"email": lena.email})
    client = client_of(lena)

    page = client.post(reverse("sign_in_again"))

    assert "That was a lot of tries in a short time. Wait a few minutes, then try again." in read(page)
    assert (len(mail.outbox), somebody_is_in(client)) == (3, True)


def test_somebody_without_an_address_is_told_whom_to_ring(client_of, gus):
    page = client_of(gus).get(reverse("sign_in_again"))

    assert "we have no email address for you" in read(page)
    assert "tel:01174960100" in links(page)


# ---- a password


def test_password_is_added_changed_and_taken_away_and_each_is_told_by_mail(lenas, lena):
    lenas.post(reverse("password"), {"password1": WORDS})
    lena.refresh_from_db()
    kept = lena.check_password(WORDS)
    lenas.post(reverse("password"), {"password1": f"{WORDS} too"})
    lena.refresh_from_db()
    changed = lena.check_password(f"{WORDS} too")
    page = lenas.post(reverse("password_remove"), follow=True)
    lena.refresh_from_db()

    assert (kept, changed, lena.has_usable_password()) == (True, True, False)
    assert said_back(page)[-1:] == ["Your password is gone. The code by email still works."]
    assert [letter.subject for letter in mail.outbox] == ["How you sign in has changed"] * 3
    assert "You have a new password. That was on" in mail.outbox[0].body


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        ("", "Type a password, or go back: you do not need one."),
        ("brimstone", "This is too short. Use 12 letters or more: three words work well."),
        ("1q2w3e4r5t6y7u8i9o0p", "Many people use this one, so it is easy to guess."),
        ("lena@example.org", "This is too much like your own name or address."),
    ],
)
def test_password_that_is_easy_to_guess_is_refused_in_plain_words(lenas, lena, words, fault):
    page = lenas.post(reverse("password"), {"password1": words})

    lena.refresh_from_db()
    assert to_check(page) == [fault]
    assert not lena.has_usable_password()


def test_password_is_kept_with_argon2(lena):
    assert with_password(lena).password.split("$")[0] == "argon2"


def test_new_password_ends_the_sign_ins_on_other_devices(lenas, client_of, lena):
    phone = client_of(lena)

    lenas.post(reverse("password"), {"password1": WORDS})

    assert lenas.get(reverse("sign_in_ways")).status_code == 200
    assert phone.get(reverse("sign_in_ways")).status_code == 302


def test_password_signs_in_and_asks_whose_device_it_is(lena):
    client, response = by_password(with_password(lena).email)

    assert response.url == f"{reverse('own_device')}?next=%2F"
    assert client.session["_auth_user_id"] == str(lena.pk)


def test_wrong_password_no_password_and_unknown_address_look_the_same(lena, fay, organisation):
    with_password(lena)

    pages = [by_password(address, "wrong words here")[1] for address in (lena.email, fay.email, "olu@example.org")]

    bodies = [re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page.content.decode()) for page in pages]
    known = [
        body.replace(address, "")
        for body, address in zip(bodies, (lena.email, fay.email, "olu@example.org"), strict=True)
    ]
    assert to_check(pages[0]) == ["We do not know this address with this password. Try again, or use a code instead."]
    assert known[0] == known[1] == known[2]


def test_sixth_wrong_password_in_five_minutes_is_not_looked_at(lena):
    with_password(lena)
    for _ in range(5):
        by_password(lena.email, "wrong words here")

    client, page = by_password(lena.email)

    assert "That was a lot of tries in a short time." in read(page)
    assert not somebody_is_in(client)


# ---- the second step


@pytest.fixture
def secret(lena) -> str:
    """Lena has an app, and spare codes."""
    secret = generate_totp_secret()
    TOTP.activate(with_password(lena), secret)
    RecoveryCodes.activate(lena)
    return secret


def test_app_is_added_with_the_numbers_it_shows_and_spare_codes_follow(lenas, lena):
    secret = lenas.get(reverse("mfa_activate_totp")).context["form"].secret

    response = lenas.post(reverse("mfa_activate_totp"), {"code": numbers(secret)})

    assert response.url == reverse("mfa_view_recovery_codes")
    assert read(lenas.get(response.url)).count("Each one works once") == 1
    assert Authenticator.objects.get(user=lena, type="totp").data["secret"].find(secret) == -1


def test_app_is_not_added_with_wrong_numbers(lenas, lena):
    lenas.get(reverse("mfa_activate_totp"))

    page = lenas.post(reverse("mfa_activate_totp"), {"code": "nothing"})

    assert to_check(page) == [
        "These are not the right numbers. An app shows new ones every half minute. A spare code works once."
    ]
    assert not Authenticator.objects.filter(user=lena).exists()


def test_after_the_password_the_app_is_asked_for(lena, secret):
    client, first = by_password(lena.email)
    before = somebody_is_in(client)

    wrong = client.post(reverse("mfa_authenticate"), {"code": "000 000"})
    right = client.post(reverse("mfa_authenticate"), {"code": numbers(secret)})

    assert (first.url, before, heading(wrong)) == (reverse("mfa_authenticate"), False, "One more step")
    assert (right.url, somebody_is_in(client)) == (f"{reverse('own_device')}?next=%2F", True)


def test_after_the_code_from_the_mail_the_app_is_asked_for_too(client, lena, secret):
    client.post(reverse("account_login"), {"email": lena.email})
    (code,) = re.findall(r"Your code is (\d{6})", mail.outbox[-1].body)

    response = client.post(reverse("account_confirm_login_code"), {"code": code})

    assert (response.url, somebody_is_in(client)) == (reverse("mfa_authenticate"), False)


def test_spare_code_works_once(lena, secret):
    spare = Authenticator.objects.get(user=lena, type="recovery_codes").wrap().get_unused_codes()[0]

    answers = []
    for _ in range(2):
        client, _ = by_password(lena.email)
        client.post(reverse("mfa_authenticate"), {"code": spare})
        answers.append(somebody_is_in(client))

    assert answers == [True, False]


def test_new_spare_codes_replace_the_old_ones(client_of, lena, secret):
    client = just_came_in(client_of(lena))
    old = Authenticator.objects.get(user=lena, type="recovery_codes").wrap().get_unused_codes()

    page = client.post(reverse("spare_codes_new"), follow=True)

    new = Authenticator.objects.get(user=lena, type="recovery_codes").wrap().get_unused_codes()
    assert (page.context["codes"], set(new) & set(old)) == (new, set())


def test_app_is_taken_away_and_the_spare_codes_with_it(client_of, lena, secret):
    client = just_came_in(client_of(lena))

    page = client.post(reverse("mfa_deactivate_totp"), follow=True)

    assert said_back(page)[-1:] == ["The app is taken away."]
    assert not Authenticator.objects.filter(user=lena).exists()
