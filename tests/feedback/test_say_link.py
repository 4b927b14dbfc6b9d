"""Somebody hurt by services says something at a table, without a name. Nothing is kept that leads to them."""

import re
from base64 import urlsafe_b64decode

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session as BrowserSession
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from feedback.models import Channel, Feedback, NamedAs
from feedback.ways import typed_address_of
from projects import codes
from projects.models import WayIn
from projects.working_days import add_working_days
from tests.feedback.by_link import WORDS, came_by, code_on, hear, link_to, page_of, say_by
from tests.meeting import planned
from tests.projects.test_decision import make_final, write_down
from tests.reading import heading, read, to_check, tree

AT_THE_TABLE = {"REMOTE_ADDR": "203.0.113.77", "HTTP_USER_AGENT": "Old phone of Zebulon"}


@pytest.fixture
def way(project) -> WayIn:
    return link_to(project)


def everything_kept() -> dict[str, list[dict]]:
    """Every row of every table."""
    models = [model for model in apps.get_models(include_auto_created=True) if model._meta.managed]
    return {model._meta.label: list(model._base_manager.values()) for model in models}


def test_ada_says_something_at_a_table_and_gets_a_code_and_a_date(way, project):
    response = say_by(way)

    one, today = Feedback.objects.get(), timezone.localdate()
    promised = add_working_days(today, 10)
    assert heading(response) == "Thank you. Keep this code"
    assert codes.checks(codes.read(code_on(response)))
    assert f"You will hear from us by {promised:%A} {promised.day} {promised:%B}" in read(response)
    assert (one.project, one.giver, one.group, one.typed_by, one.owner) == (project, None, "", None, None)
    assert (one.problem, one.better, one.channel, one.way_in) == (
        *(WORDS["problem"], WORDS["better"]),
        *(Channel.LINK, way),
    )
    assert (one.received_on, one.promised_by, one.waits_for_look) == (today, promised, True)


def test_nothing_that_is_kept_leads_to_her(way):
    before, browser = everything_kept(), Client(**AT_THE_TABLE)

    code = code_on(say_by(way, browser))

    after = everything_kept()
    [row] = after.pop("feedback.Feedback")
    assert before.pop("feedback.Feedback") == []
    assert after == before  # no session, no event, no message, no person
    midnight = timezone.localtime(row["recorded_at"])
    assert (midnight.hour, midnight.minute, midnight.second, midnight.microsecond) == (0, 0, 0, 0)
    kept = " ".join(map(str, row.values())).upper()
    assert [word for word in ("203.0.113.77", "ZEBULON", code, codes.read(code)) if word in kept] == []
    assert not BrowserSession.objects.exists()
    assert set(browser.cookies) == {"csrftoken"}


def test_a_member_who_is_signed_in_is_not_written_down_either(client_of, way, lena):
    browser = client_of(lena)
    before = everything_kept()

    say_by(way, browser)

    after = everything_kept()
    [row] = after.pop("feedback.Feedback")
    assert (row["giver_id"], row["typed_by_id"], row["owner_id"]) == (None, None, None)
    assert {name for name in after if after[name] != before[name]} == set()


def test_the_page_says_what_it_is_who_reads_it_what_comes_next_and_whom_to_ring(way, project):
    text = read(Client().get(page_of(way)))

    assert "About Waiting room." in text
    assert project.purpose in text
    assert "The people who run this project, Fay among them." in text
    assert "You get a code. Keep it" in text
    assert "Please ring Sam Osei today: 0117 496 0199." in text
    assert text.index("If someone may be in danger") < text.index("What is it?")


def test_looking_at_the_page_writes_nothing(way):
    before = everything_kept()

    Client().get(page_of(way))

    assert everything_kept() == before


def test_a_form_sent_twice_is_one_piece_with_one_code(way):
    browser = Client()
    [form] = [form for form in tree(browser.get(page_of(way))).forms if "problem" in form.fields]
    sent = WORDS | {"once": form.fields["once"]}

    first, second = (code_on(browser.post(page_of(way), sent)) for _ in range(2))

    assert first == second
    assert Feedback.objects.count() == 1


def test_other_words_from_the_same_form_get_another_code(way):
    browser = Client()
    [form] = [form for form in tree(browser.get(page_of(way))).forms if "problem" in form.fields]
    sent = WORDS | {"once": form.fields["once"]}

    first = code_on(browser.post(page_of(way), sent))
    second = code_on(browser.post(page_of(way), sent | {"problem": "The door."}))

    assert first != second
    assert {one.problem for one in Feedback.objects.all()} == {WORDS["problem"], "The door."}


@pytest.mark.parametrize("once", ["", "K7MQRTX9", "K7MQRTX9:x:y"])
def test_nobody_chooses_a_code(way, once):
    code = code_on(say_by(way, once=once))

    assert codes.read(code) != "K7MQRTX9"
    assert Feedback.holds(codes.read(code)).count() == 1


def test_a_machine_that_fills_every_box_is_asked_to_send_again_and_a_person_then_gets_through(way):
    browser = Client()

    caught = say_by(way, browser, trap="https://example.org")
    kept = dict(next(form for form in tree(caught).forms if "problem" in form.fields).form_values())

    assert to_check(caught) == ['Press "Send it" once more. We ask this to keep machines out.']
    assert (kept["problem"].strip(), kept.get("trap", "")) == (WORDS["problem"], "")
    assert not Feedback.objects.exists()
    assert heading(browser.post(page_of(way), kept)) == "Thank you. Keep this code"


def test_nothing_said_asks_for_words_and_keeps_the_rest(way):
    response = say_by(way, problem="", with_others="Four of us")

    assert to_check(response) == ["Write one line or two, so that we know what it is about."]
    assert 'value="Four of us"' in response.content.decode()


def test_forty_people_behind_one_address_get_through_in_a_minute(way):
    answers = [heading(say_by(way, Client(**AT_THE_TABLE), problem=f"Chair {n}")) for n in range(40)]

    assert answers == ["Thank you. Keep this code"] * 40


def test_a_flood_from_one_address_waits_and_loses_no_words(way, settings):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"say_by_link": "2/m/ip"}
    for n in range(2):
        say_by(way, Client(**AT_THE_TABLE), problem=f"Chair {n}")

    response = say_by(way, Client(**AT_THE_TABLE))
    elsewhere = say_by(way, Client(REMOTE_ADDR="203.0.113.78"))

    assert to_check(response)[0].startswith("A great deal came from here just now.")
    assert WORDS["problem"] in read(response)
    assert heading(elsewhere) == "Thank you. Keep this code"


@pytest.mark.parametrize("kind", ["session", "decision"])
def test_a_link_about_a_session_or_a_decision_says_so_and_keeps_it(project, fay, kind):
    about = (
        planned(project, fay)
        if kind == "session"
        else make_final(write_down(project, fay, reason="It is too loud."), (fay, "professional"))
    )
    way = link_to(project, **{kind: about})

    before = read(Client().get(page_of(way)))
    say_by(way)

    one = Feedback.objects.get()
    assert f"About {way.about}. It is part of Waiting room." in before
    assert (one.session if kind == "session" else one.about) == about


@pytest.mark.parametrize("ending", ["revoked", "closed", "not started", "unknown"])
def test_a_shut_link_looks_like_one_that_never_was(way, project, ending):
    if ending == "revoked":
        WayIn.objects.update(revoked_at=timezone.now())
    elif ending != "unknown":
        project.closed_on = timezone.localdate() if ending == "closed" else None
        project.started_on = None if ending == "not started" else project.started_on
        project.save()
    address = page_of(way) if ending != "unknown" else reverse("say_link", args=["CCCDDDFFF"])

    response = Client().post(address, WORDS)

    assert (response.status_code, heading(response)) == (404, "This link is shut")
    assert "Waiting room" not in response.content.decode()
    assert not Feedback.objects.exists()


def test_the_address_may_be_typed_in_small_letters(way):
    typed = typed_address_of(way)

    page = Client().get(typed[typed.index("/") :].lower())

    assert (page.status_code, heading(page)) == (200, "Say something")


def test_only_a_hash_of_the_link_is_kept(way):
    row = WayIn.objects.values().get()

    assert way.say_code not in str(row)
    assert row["secret_hash"] == codes.hashed("say", way.say_code)


def test_only_the_facilitators_may_be_chosen_to_read_it(way):
    say_by(way, named_as="private")

    assert Feedback.objects.get().named_as == NamedAs.PRIVATE


def test_a_name_is_not_asked_for(way):
    assert to_check(say_by(way, named_as="name")) == ["Choose one of the answers that stand here."]


def test_the_page_gives_away_no_code_before_something_is_said(way):
    browser = Client()
    [form] = [form for form in tree(browser.get(page_of(way))).forms if "problem" in form.fields]

    code = codes.read(code_on(browser.post(page_of(way), WORDS | {"once": form.fields["once"]})))

    open_part = urlsafe_b64decode(form.fields["once"].split(":")[0] + "===").decode()
    assert codes.checks(code)
    assert code not in open_part
    assert [part for part in re.findall(r"\w{8}", open_part) if codes.checks(part)] == []


def test_an_address_that_tries_many_wrong_codes_waits_however_slowly_it_tries(way, settings):
    _, code = came_by(way)
    rates = settings.ACCOUNT_RATE_LIMITS["wrong_code"]
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"wrong_code": rates.replace("60/m/ip,300/h", "3/h")}
    for n in range(3):
        hear("K7MQRTX9", browser=Client(headers={"cookie": f"csrftoken={n}"}))

    page = hear(code, browser=Client(headers={"cookie": "csrftoken=9"}))

    assert to_check(page) == ["That was a lot of wrong codes. Wait ten minutes, then try again. Or ring us."]


@pytest.mark.parametrize(("hangs", "words"), [("The hall", "People find this link here: The hall. "), ("", "")])
def test_the_page_says_that_a_link_for_one_person_tells_who_it_was(client, project, hangs, words):
    page = read(client.get(page_of(link_to(project, hangs=hangs))))

    assert f"no time of day. {words}Whoever gave it to you alone, or to a few, may guess who said it." in page


def test_the_box_for_robots_is_read_out_to_nobody(client, way):
    boxes = tree(client.get(page_of(way))).xpath("//*[@aria-hidden='true']//input/@name")

    assert boxes == ["trap"]
