"""The print run: letters on paper, ready to post, and ticked in one press."""

from datetime import timedelta

import pymupdf
import pytest
from django.urls import reverse
from django.utils import timezone

from feedback.kinds import tell_answer
from feedback.models import Reply
from participants.models import ContactBy, Message, Person
from participants.outbox.paper import PRESS
from principles.press import on_paper, press, typed
from projects.models import Role
from tests.feedback.saying import answered, said
from tests.people import join
from tests.reading import heading, read, said_back, to_check, tree

MILL_LANE = "3 Mill Lane\nHarrowmere\nHM1 2AB"
MM = 72 / 25.4


@pytest.fixture
def pat(project):
    pat = Person.objects.create_user(name="Pat Dale", address=MILL_LANE, contact_by=ContactBy.POST)
    join(pat, project.organisation, project, Role.MEMBER)
    return pat


@pytest.fixture
def owed_to(project, fay):
    """`owed_to(pat)`: an answer that waits for a letter."""

    def tell(person, **more) -> Message:
        reply = answered(said(project, person, **more), fay)
        tell_answer(reply)
        return Message.objects.get(about=f"reply:{reply.pk}")

    return tell


def page(client_of, person):
    return client_of(person).get(reverse("letters"))


def posted(client, messages, day=None, **more):
    day = day or timezone.localdate()
    parts = {"on_day": day.day, "on_month": day.month, "on_year": day.year}
    return client.post(reverse("letters"), {"letter": [row.pk for row in messages]} | parts | more, follow=True)


def pages(pdf: bytes) -> list[str]:
    with pymupdf.open(stream=pdf) as document:
        return [" ".join(page.get_text().split()) for page in document]


@pytest.mark.pdf
def test_all_letters_are_one_pdf_each_from_a_new_page(client_of, pat, owed_to, fay, project):
    una = Person.objects.create_user(name="Una Dale", address=MILL_LANE, contact_by=ContactBy.POST)
    rows = [owed_to(pat, problem="The door is heavy."), owed_to(una), owed_to(pat, problem="The lamp is dim.")]
    client = client_of(fay)
    link = next(one.get("href") for one in tree(page(client_of, fay)).iter("a") if "letters.pdf" in one.get("href"))

    before = list(Message.objects.values())
    file = client.get(link)

    first, *_, second = (text for text in pages(file.content) if "Mill Lane" in text)
    assert (file["Content-Type"], link.count("letter=")) == ("application/pdf", len(rows))
    assert "Pat Dale 3 Mill Lane Harrowmere HM1 2AB" in first
    assert "2 messages for you Hello Pat," in first
    assert 'You said: "The door is heavy."' in first
    assert "Una" not in first
    assert "Una Dale 3 Mill Lane" in second
    assert list(Message.objects.values()) == before


@pytest.mark.pdf
def test_the_address_stands_in_the_window_in_letters_of_14_point_below(pat, owed_to):
    with pymupdf.open(stream=press([typed(owed_to(pat))])) as document:
        spans = [
            span
            for block in document[0].get_text("dict")["blocks"]
            for line in block.get("lines", [])
            for span in line["spans"]
        ]
    window = [span for span in spans if span["text"] in ("Pat Dale", "3 Mill Lane", "Harrowmere", "HM1 2AB")]
    hello = next(span for span in spans if span["text"].startswith("Hello"))

    assert len(window) == 4
    assert all(span["bbox"][0] > 24 * MM and span["bbox"][2] < 120 * MM for span in window)
    assert all(span["bbox"][1] > 39.5 * MM and span["bbox"][3] < 66.3 * MM for span in window)
    assert round(hello["size"]) == 14


def test_the_letter_names_whom_to_ring_and_has_a_square_for_a_phone(pat, owed_to, fay):
    fay.phone = "0117 496 0001"
    fay.save()

    html = on_paper([[typed(owed_to(pat))]])

    assert "Ring Fay Adams on 0117 496 0001." in html
    assert html.count('class="qr"') == 1


def test_the_outbox_has_its_letters_printed_here():
    assert [press] == PRESS


def test_i_posted_these_tells_all_of_them_on_that_day(client_of, pat, owed_to, fay):
    rows = [owed_to(pat, problem="The door is heavy."), owed_to(pat, problem="The lamp is dim.")]
    yesterday = timezone.localdate() - timedelta(days=1)

    response = posted(client_of(fay), rows, yesterday)

    assert said_back(response) == ["Written down: 2 letters posted."]
    assert {(reply.told_on, reply.told_how) for reply in Reply.objects.all()} == {(yesterday, "by letter")}
    assert {row.decided_by for row in Message.objects.filter(kind="answer")} == {fay}
    assert read(page(client_of, fay)) == "Messages Letters to post Nobody waits for a letter."


def test_what_stays_here_is_not_told(client_of, pat, owed_to, fay):
    first, second = owed_to(pat, problem="The door is heavy."), owed_to(pat, problem="The lamp is dim.")

    posted(client_of(fay), [first])

    assert list(Message.objects.by_hand_to_do()) == [second]


def test_nothing_ticked_or_a_day_to_come_is_said(client_of, pat, owed_to, fay):
    row = owed_to(pat)
    client = client_of(fay)

    answers = [posted(client, []), posted(client, [row], timezone.localdate() + timedelta(days=2))]

    assert [to_check(answer) for answer in answers] == [
        ["Tick the letters that you posted."],
        ["This day is still to come. Give the day on which it was done."],
    ]
    assert Message.objects.by_hand_to_do().count() == 1


def test_twice_pressed_is_posted_once(client_of, pat, owed_to, fay):
    row = owed_to(pat)
    client = client_of(fay)
    posted(client, [row])

    again = posted(client, [row])

    assert said_back(again) == ["Somebody has written one of these down in the meantime. Look again at the list."]
    assert Message.objects.get(kind="answer").state == "sent"


def test_who_has_no_address_is_named_with_a_link_to_add_it(client_of, pat, owed_to, fay):
    pat.address = ""
    pat.save()
    row = owed_to(pat)
    client = client_of(fay)
    before = read(client.get(reverse("letters")))

    client.post(reverse("message_reach", args=[row.pk]), {"phone": "", "address": MILL_LANE})

    assert before == (
        "Messages Letters to post We have no address "
        "Pat Dale: There is news about what you said. Add the address of Pat Dale"
    )
    assert "Print the letter" in read(page(client_of, fay))


def test_olu_prints_nothing_of_fays_project(client_of, pat, owed_to, olu):
    row = owed_to(pat)

    response = client_of(olu).get(reverse("letters_pdf"), {"letter": row.pk})

    assert response.status_code == 404
    assert read(page(client_of, olu)) == "Messages Letters to post Nobody waits for a letter."


@pytest.mark.parametrize("letter", ["", "x", "0", "'; --"])
def test_no_letters_no_pdf(client_of, project, fay, letter):
    assert client_of(fay).get(reverse("letters_pdf"), {"letter": letter}).status_code == 404


def many(project, count):
    people = [Person(name=f"Pat {n}", address=MILL_LANE, contact_by=ContactBy.POST) for n in range(count)]
    words = {"kind": "answer", "slot": "told", "scope": project.pk, "channel": "by_hand", "subject": "News"}
    rows = [
        Message(about=f"reply:{number}", recipient=person, text="Hello Pat,\n\nIt is done.\n\nWhy.", **words)
        for number, person in enumerate(Person.objects.bulk_create(people))
    ]
    return Message.objects.bulk_create(rows)


@pytest.mark.parametrize("count", [1, 3, 300])
def test_the_page_asks_as_often_for_300_as_for_1(client_of, project, fay, django_assert_num_queries, count):
    many(project, count)
    browser = client_of(fay)

    with django_assert_num_queries(11):
        response = browser.get(reverse("letters"))

    assert heading(response) == "Letters to post"
    assert len(tree(response).xpath("//input[@name='letter']")) == min(count, 40)


@pytest.mark.parametrize("count", [1, 3, 300])
def test_the_letters_ask_as_often_for_300_as_for_1(project, django_assert_num_queries, count):
    many(project, count)
    rows = list(Message.objects.select_related("recipient"))

    with django_assert_num_queries(2):
        html = on_paper([[typed(row)] for row in rows])

    assert html.count("<section") == count
