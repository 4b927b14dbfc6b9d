"""A personal card: it opens a member's own pages, for a while, until it is shut."""

import re
from datetime import timedelta

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from lxml import html

from participants.models import Event, Message, Person
from projects import codes
from projects.models import Membership, Role, WayIn
from tests.people import join
from tests.projects.paper_codes import card_of, members, type_in, who_is_in, written_to
from tests.reading import heading, read, said_back, to_check, typed

UNKNOWN = "We do not know this code. Look at each letter and number again."
TOO_MANY = "That was a lot of wrong codes. Wait ten minutes, then try again. Or ring us."


def url(name, project, *args):
    return reverse(name, args=[project.pk, *args])


def place_of(person):
    return person.memberships.get()


def made_by(browser, project, person) -> str:
    """The code of a new card, as it is shown once."""
    page = browser.post(url("person_card", project, place_of(person).pk))
    [code] = html.fromstring(page.content).xpath("//*[@class='code']/text()")
    return code


# ---- coming in


def test_gus_comes_in_with_his_card_for_two_hours(client_of, project, fay, gus):
    code, browser = made_by(client_of(fay), project, gus), Client()

    page = type_in("card", code.lower(), browser)

    assert (page["Location"], who_is_in(browser)) == (reverse("home"), str(gus.pk))
    assert round(browser.session.get_expiry_age(), -2) == 2 * 60 * 60
    assert heading(browser.get(reverse("home"))) == "Hello, Gus"
    assert browser.get(project.get_absolute_url()).status_code == 200
    assert browser.get(url("people", project)).status_code == 403


def test_a_visit_with_a_card_stays_short_on_ones_own_device(project, gus):
    browser = Client()
    type_in("card", card_of(gus), browser)

    browser.post(reverse("own_device"), {"own": "yes"})

    assert round(browser.session.get_expiry_age(), -2) == 2 * 60 * 60


def test_a_visit_with_a_card_ends_after_two_hours(project, gus):
    browser = Client()
    type_in("card", card_of(gus), browser)
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))

    page = browser.get(reverse("home"), follow=True)

    assert page.wsgi_request.user.is_anonymous


def test_the_square_fills_in_the_box_and_signs_nobody_in(project, gus, caplog):
    code, browser = card_of(gus), Client()

    page = browser.get(reverse("card_scan", args=[code]), follow=True)
    before = who_is_in(browser)
    browser.post(reverse("card"), typed(page))

    assert page.redirect_chain == [(reverse("card"), 302)]
    assert (typed(page), before, who_is_in(browser)) == ({"code": code}, None, str(gus.pk))
    assert typed(browser.get(reverse("card"))) == {"code": ""}
    assert code not in caplog.text


def test_either_box_takes_either_code(project, fay, gus):
    letter, browser = written_to(project, fay), Client()

    answers = type_in("card", letter.code), type_in("join_code", card_of(gus), browser)

    assert [answer["Location"] for answer in answers] == [letter.link, reverse("home")]
    assert who_is_in(browser) == str(gus.pk)


def test_a_card_signs_out_whoever_used_the_computer_before(client_of, project, fay, gus):
    browser = client_of(fay)

    type_in("card", card_of(gus), browser)

    assert who_is_in(browser) == str(gus.pk)
    assert browser.get(url("people", project)).status_code == 403


# ---- not coming in


@pytest.mark.parametrize("role", [Role.FACILITATOR, Role.MANAGER, Role.SAFEGUARDING, Role.PROFESSIONAL])
def test_a_card_does_not_open_what_staff_do(project, gus, role):
    code, browser = card_of(gus), Client()
    join(gus, project.organisation, None, role)

    page = type_in("card", code, browser)

    assert to_check(page) == ["A card does not open what staff do. Sign in with your email."]
    assert who_is_in(browser) is None


def test_whoever_is_in_with_a_card_is_out_once_they_are_staff(project, gus):
    browser = Client()
    type_in("card", card_of(gus), browser)
    Membership.objects.filter(person=gus).update(role=Role.FACILITATOR)

    page = browser.get(url("people", project))

    assert page["Location"].startswith(reverse("account_login"))


def test_no_card_is_made_for_staff_nor_for_who_signs_in_by_e_mail(client_of, project, fay, pru, lena):
    answers = [
        said_back(client_of(fay).post(url("person_card", project, place_of(person).pk), follow=True))
        for person in (pru, lena, fay)
    ]

    assert answers == [
        ["Pru works here. A card is for members only."],
        ["Lena signs in by email, and needs no card."],
        ["Fay works here. A card is for members only."],
    ]
    assert WayIn.objects.count() == 0


def test_a_lost_card_is_shut_and_whoever_is_in_with_it_is_out(client_of, project, fay, gus):
    code, thief = card_of(gus), Client()
    type_in("card", code, thief)

    page = client_of(fay).post(url("person_card_shut", project, place_of(gus).pk), follow=True)

    assert said_back(page) == ["The card of Gus Hart is shut."]
    assert thief.get(project.get_absolute_url())["Location"].startswith(reverse("account_login"))
    assert to_check(type_in("card", code)) == ["This card is shut. Ask for a new one."]


def test_a_new_card_shuts_the_old_one(client_of, project, fay, gus):
    fays, thief = client_of(fay), Client()
    old = made_by(fays, project, gus)
    type_in("card", old, thief)

    new, browser = made_by(fays, project, gus), Client()
    type_in("card", new, browser)

    assert thief.get(project.get_absolute_url())["Location"].startswith(reverse("account_login"))
    assert to_check(type_in("card", old)) == ["This card is shut. Ask for a new one."]
    assert who_is_in(browser) == str(gus.pk)


def test_the_card_of_somebody_whose_place_here_is_closed_is_shut(project, gus):
    code = card_of(gus)
    Person.objects.filter(pk=gus.pk).update(is_active=False)

    assert to_check(type_in("card", code)) == ["This card is shut. Ask for a new one."]


def test_the_secret_of_a_diary_is_no_card(project, gus):
    WayIn.make(WayIn.Kind.CALENDAR, gus, timezone.now())
    WayIn.objects.update(secret_hash=codes.hashed("card", "K7MQRTX9W234"))

    assert to_check(type_in("card", "K7MQRTX9W234")) == [UNKNOWN]


# ---- trying


def test_after_five_wrong_codes_a_browser_waits_ten_minutes(project, gus, monkeypatch):
    right, browser = card_of(gus), Client()
    wrong = [type_in("card", codes.made(codes.CARD_LENGTH), browser) for _ in range(5)]

    sixth = type_in("card", right, browser)
    somebody_else = type_in("card", right)
    clock = timezone.now().timestamp()
    monkeypatch.setattr("allauth.core.internal.ratelimit.time.time", lambda: clock + 601)
    later = type_in("card", right, browser)

    assert [to_check(page) for page in wrong] == [[UNKNOWN]] * 5
    assert (to_check(sixth), typed(sixth)) == ([TOO_MANY], {"code": right})
    assert [answer.status_code for answer in (somebody_else, later)] == [302, 302]


def test_an_address_that_tries_sixty_wrong_codes_waits_whatever_its_browser(project, gus):
    for _ in range(60):
        Client().post(reverse("card"), {"code": codes.made(codes.CARD_LENGTH)}, headers={"cookie": csrf()})

    page = type_in("card", card_of(gus))

    assert to_check(page) == [TOO_MANY]


def csrf() -> str:
    return f"csrftoken={codes.made(12) * 3}"[: len("csrftoken=") + 32]


def test_right_codes_are_not_counted(project, fay):
    browser = Client()

    answers = [type_in("card", card_of(person), browser).status_code for person in members(project, 7)]

    assert answers == [302] * 7


def test_forty_people_behind_one_address_get_in_within_a_minute_by_card_letter_and_mail(project, fay):
    by_card = [card_of(person) for person in members(project, 40)]
    by_letter = [written_to(project, fay) for _ in range(40)]
    by_mail = [Person.objects.create_user(f"guest{number}@example.org", "Guest") for number in range(40)]
    began = timezone.now()

    browsers = [Client() for _ in range(120)]
    for browser, code in zip(browsers[:40], by_card, strict=True):
        type_in("card", codes.made(codes.CARD_LENGTH), browser)  # each of them mistypes once
        type_in("card", code, browser)
    for browser, letter in zip(browsers[40:80], by_letter, strict=True):
        leads_to = type_in("join_code", letter.code, browser)["Location"]
        browser.post(leads_to, {"agree": "yes"})
    for browser, guest in zip(browsers[80:], by_mail, strict=True):
        browser.post(reverse("account_login"), {"email": guest.email})
        code = re.search(r"\b\d{6}\b", mail.outbox[-1].body).group()
        browser.post(reverse("account_confirm_login_code"), {"code": code})

    assert [who_is_in(browser) is not None for browser in browsers] == [True] * 120
    assert timezone.now() - began < timedelta(minutes=1)


# ---- shown once, and nowhere else


def test_a_card_is_shown_once_and_in_no_list_message_log_or_table(client_of, project, fay, gus, caplog):
    caplog.set_level("DEBUG")
    fays = client_of(fay)
    code = made_by(fays, project, gus)
    type_in("card", code)

    pages = ["people", "invite", "project", "sessions", "board", "decisions", "reviews"]
    addresses = [url(name, project) for name in pages] + [reverse("messages"), reverse("home"), reverse("card")]
    addresses.append(url("person", project, place_of(gus).pk))
    read_there = "".join(fays.get(address).content.decode() for address in addresses)
    kept = "".join(str(row) for model in apps.get_models() for row in model._default_manager.values_list())
    logged = "".join(record.getMessage() for record in caplog.records if not record.name.startswith("django.db"))

    for written in (code, codes.read(code)):
        assert [written in where for where in (read_there, kept, logged)] == [False] * 3
    assert Message.objects.count() == 0


def test_who_made_and_who_shut_a_card_is_noted(client_of, project, fay, gus):
    fays = client_of(fay)
    code = made_by(fays, project, gus)
    type_in("card", code)
    for _ in range(2):
        fays.post(url("person_card_shut", project, place_of(gus).pk))

    noted = [(event.kind, event.by, event.about) for event in Event.objects.order_by("at")]

    assert noted == [
        ("card_made", fay, f"person:{gus.pk}"),
        ("signed_in", gus, "card"),
        ("card_shut", fay, f"person:{gus.pk}"),
    ]


# ---- the page of a person


def test_the_page_of_a_person_says_how_they_came_and_come_back(client_of, project, fay, gus, lena):
    card_of(gus)
    fays = client_of(fay)

    gus_is, lena_is = (read(fays.get(url("person", project, place_of(one).pk))) for one in (gus, lena))

    assert "Here as Member, since 2 March" in gus_is
    assert "Said yes on Not recorded Hears from us Phone call, 0117 496 0042 Signs in With a card, made on" in gus_is
    assert "Make a new card" in gus_is
    assert ("Signs in By email" in lena_is, "card" in lena_is) == (True, False)


def test_the_page_of_a_person_of_another_project_is_not_found(client_of, project, fay, olu):
    assert client_of(fay).get(url("person", project, place_of(olu).pk)).status_code == 404
