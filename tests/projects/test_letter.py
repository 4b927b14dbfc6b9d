"""An invitation on paper: a short code, once, in time, for a tired person."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from lxml import html

from participants.models import Message, Person
from projects import codes
from projects.models import Invitation, Membership, Role
from tests.people import someone
from tests.projects.paper_codes import type_in, who_is_in, written_to
from tests.reading import heading, links, read, said_back, to_check, typed

ASK = {"name": "Rita May", "role": "member", "contact_by": "post", "joins": "letter", "address": "4 Wren Street"}
UNKNOWN = "We do not know this code. Look at each letter and number again."


def url(name, project, *args):
    return reverse(name, args=[project.pk, *args])


@pytest.fixture
def letter(project, fay):
    return written_to(project, fay)


def shown_code(page) -> str:
    [code] = html.fromstring(page.content).xpath("//*[@class='code']/text()")
    return code


# ---- writing one


def test_fay_asks_rita_by_letter_and_gets_it_to_print(client_of, project, fay):
    page = client_of(fay).post(url("invite", project), ASK, follow=True)

    letter = Invitation.objects.get()
    assert page.redirect_chain == [(url("letter", project, letter.pk), 302)]
    assert heading(page) == "Waiting room: will you join us?"
    assert shown_code(page) == codes.grouped(letter.code)
    assert (letter.person.address, letter.person.email, letter.role) == ("4 Wren Street", None, Role.MEMBER)
    assert not Membership.objects.filter(person=letter.person).exists()
    assert not Message.objects.exists()


def test_the_letter_says_who_asks_to_what_where_to_type_and_whom_to_ring(client_of, project, fay, letter):
    fay.phone = "0117 496 0111"
    fay.save()

    page = client_of(fay).get(url("letter", project, letter.pk))

    words = " ".join(html.fromstring(page.content).find(".//main").text_content().split())
    for said in (
        "Fay Adams invites you to take part.",
        "Make the waiting room a place where people want to be.",
        "Go to 127.0.0.1:8000/join and type this code:",
        "Ring Fay Adams on 0117 496 0111.",
        "You can stop at any time.",
    ):
        assert said in words


def test_a_letter_can_be_printed_again_until_it_is_used(client_of, project, fay, letter):
    fays = client_of(fay)
    first, second = (shown_code(fays.get(url("letter", project, letter.pk))) for _ in range(2))

    letter.accept(timezone.now())

    assert first == second
    assert fays.get(url("letter", project, letter.pk)).status_code == 404


def test_a_letter_that_ran_out_is_made_anew_and_its_old_code_stops(client_of, project, fay):
    old = written_to(project, fay, made_at=timezone.now() - timedelta(days=15))
    fays = client_of(fay)

    people = fays.get(url("people", project))
    again = fays.get(url("letter", project, old.pk), follow=True)
    page = fays.post(url("invite_again", project, old.pk), follow=True)

    new = Invitation.objects.open().get()
    assert "The letter ran out on" in read(people)
    assert said_back(again) == ["The code in this letter has run out. Make a new letter."]
    assert shown_code(page) == codes.grouped(new.code)
    assert to_check(type_in("join_code", old.code)) == ["There is a newer letter. Type the code from that one."]


def test_only_members_are_asked_by_letter(client_of, project, fay):
    page = client_of(fay).post(url("invite", project), ASK | {"role": "facilitator"})

    assert to_check(page) == ["A letter is for members. Staff sign in by email."]
    assert typed(page)["address"] == "4 Wren Street"
    assert not Person.objects.filter(name="Rita May").exists()


def test_without_e_mail_fay_says_how_somebody_joins(client_of, project, fay):
    page = client_of(fay).post(url("invite", project), ASK | {"joins": ""})

    assert to_check(page) == ["Choose how they join."]


# ---- typing its code


@pytest.mark.parametrize(
    "as_typed",
    [
        lambda code: code,
        lambda code: codes.grouped(code),
        lambda code: f"  {'-'.join(code.lower())} ",
        lambda code: code.lower().replace("8", "b").replace("5", "s").replace("2", "z").replace("v", "u"),
    ],
)
def test_a_tired_rita_types_the_code_in_her_way_and_joins(project, letter, as_typed):
    browser = Client()

    leads_to = type_in("join_code", as_typed(letter.code), browser)
    asked = browser.get(leads_to["Location"])
    nobody_yet = letter.person.memberships.exists()
    joined = browser.post(leads_to["Location"], {"agree": "yes"}, follow=True)

    place = letter.person.memberships.get()
    assert (heading(asked), nobody_yet) == ("Hello, Rita", False)
    assert who_is_in(browser) == str(letter.person.pk)
    assert (place.role, place.agreed_on) == (Role.MEMBER, timezone.localdate())
    assert said_back(joined) == ["You are in. To come back another day, ask us for a card."]


def test_a_used_code_says_what_to_do(letter):
    letter.accept(timezone.now())

    page = type_in("join_code", letter.code)

    assert to_check(page) == ["This code has been used. It works once. Ask us for a card to come back."]
    assert typed(page) == {"code": letter.code}


def test_a_code_works_for_14_days_and_not_longer(project, fay):
    now = timezone.now()
    lasts, ran_out = (
        written_to(project, fay, made_at=now - Invitation.LASTS + timedelta(minutes=minutes)) for minutes in (1, -1)
    )

    answers = [type_in("join_code", lasts.code), type_in("join_code", ran_out.code)]

    assert answers[0]["Location"] == lasts.link
    [line] = to_check(answers[1])
    assert re.fullmatch(r"This code worked until \w+ \d+ \w+( \d{4})?\. Ask us for a new letter\.", line)
    assert typed(answers[1]) == {"code": ran_out.code}


def test_an_unknown_code_stays_in_the_box(letter):
    wrong = codes.grouped(codes.made(codes.LETTER_LENGTH)).lower()

    page = type_in("join_code", wrong)

    assert (to_check(page), typed(page)) == ([UNKNOWN], {"code": wrong})


def test_a_code_that_is_too_short_says_so(db):
    page = type_in("join_code", "K7M QRT")

    assert to_check(page) == ["A code has 9 or 12 letters and numbers. This one has 6."]


def test_the_code_of_an_invitation_by_e_mail_opens_nothing(project, fay):
    by_mail = Invitation.objects.ask(
        organisation=project.organisation, project=project, person=someone("Nan Poe"), role=Role.MEMBER
    )

    assert to_check(type_in("join_code", by_mail.code)) == [UNKNOWN]


def test_no_table_holds_the_code(letter):
    kept = Invitation.objects.values_list().get(pk=letter.pk)

    assert [value for value in kept if letter.code in str(value)] == []
    assert letter.code_hash == codes.hashed("letter", letter.code)


def test_codes_have_no_signs_that_look_alike_and_no_two_are_the_same(project, fay):
    some = [codes.made(codes.CARD_LENGTH) for _ in range(200)] + [
        codes.derived(f"letter {n}", codes.LETTER_LENGTH) for n in range(200)
    ]

    assert set("".join(some)) & set("0O1ILAEU") == set()
    assert len(set(some)) == 400
    assert all(codes.read(codes.grouped(code).lower()) == code for code in some)


# ---- the square on it


def test_the_link_of_a_dead_letter_sends_no_mail_and_says_whom_to_ring(project, fay):
    old = written_to(project, fay, made_at=timezone.now() - timedelta(days=20))

    page = Client().get(old.link)
    asked = Client().post(reverse("join_again", args=[old.pk, old.token]))

    assert (page.status_code, heading(page)) == (410, "This letter no longer works")
    assert "Ring Riverside Community Trust on 0117 496 0100 and ask for Fay Adams." in read(page)
    assert (asked.status_code, Message.objects.count()) == (404, 0)


def test_a_used_letter_leads_to_the_card(letter):
    letter.accept(timezone.now())

    page = Client().get(letter.link)

    assert heading(page) == "This letter has been used"
    assert links(page) == [reverse("card")]


# ---- saying yes


def test_nobody_joins_without_the_tick(project, letter):
    page = Client().post(letter.link, {})

    assert to_check(page) == ["Tick this if you want to join. If not, close this page."]
    assert not letter.person.memberships.exists()


def test_the_page_says_what_this_is_what_can_change_whom_to_ring_and_that_one_may_stop(project, letter):
    words = read(Client().get(letter.link))

    for said in (
        "Make the waiting room a place where people want to be.",
        "Co-production: members and staff decide together.",
        "Open: How the room looks and sounds.",
        "Fixed: The opening hours.",
        "We tell you what comes of what you say. Not decided yet. Ask Fay.",
        "Ring Riverside Community Trust on 0117 496 0100 and ask for Fay Adams.",
        "You can pause or stop at any time. You do not need to say why.",
    ):
        assert said in words


def test_whoever_is_made_at_the_table_has_said_yes_and_may_have_a_card(client_of, project, fay):
    page = client_of(fay).post(url("invite", project), ASK | {"joins": "table", "contact_by": "phone"}, follow=True)

    place = Membership.objects.get(person__name="Rita May")
    assert page.redirect_chain == [(url("person", project, place.pk), 302)]
    assert place.agreed_on == timezone.localdate()
    assert "Make a card" in read(page)


def test_who_said_yes_again_has_the_new_day(project, fay, gus):
    written_to(project, fay, gus).accept(timezone.now())

    assert gus.memberships.get().agreed_on == timezone.localdate()


# ---- whose address is it?


def test_asking_in_looks_the_same_for_an_address_we_know(client_of, project, fay, olu):
    pages = []
    for number, address in enumerate((olu.email, "new@example.org")):
        mail = {"name": "Nan Poe", "role": "member", "contact_by": "email", "email": address}
        pages.append(client_of(fay).post(url("invite", project), mail, follow=True).content.decode())
        Invitation.objects.all().delete()
        pages[number] = without_the_token(pages[number].replace(address, "the address"))

    assert pages[0] == pages[1]


def test_signing_in_looks_the_same_for_an_address_we_know(project, lena):
    pages = []
    for address in (lena.email, "nobody@example.org"):
        page = Client().post(reverse("account_login"), {"email": address}, follow=True)
        pages.append((page.redirect_chain, without_the_token(page.content.decode().replace(address, "the address"))))

    assert pages[0] == pages[1]


def without_the_token(page: str) -> str:
    """Byte for byte, but for the key of the forms and of things in the database."""
    page = re.sub(r'(name="csrfmiddlewaretoken" value=")[^"]+', r"\1", page)
    return re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "a key", page)
