"""Needs stand in no file, no letter, no search and no log: planted words are looked for in all of them."""

import logging

import pymupdf
import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from participants.models import Message
from participants.outbox.letter import Part, letter
from participants.outbox.plan import plan
from principles.models import Review
from principles.search import search
from principles.tasks import make_review
from tests.walk import visitors_of
from tests.world_needs import WORDS

pytestmark = [pytest.mark.once]


@pytest.fixture
def visitors(everything):
    return visitors_of(everything)


def found_in(text: str) -> list[str]:
    return [word for word in (*WORDS, "Getting in and moving about") if word in text]


def test_no_file_that_anybody_takes_away_holds_a_need(everything, visitors):
    here, session = everything.here.pk, everything.things["session"][0]
    files = {
        "decisions_csv": [here],
        "session_ics": [here, session.pk],
        "session_print": [here, session.pk],
        "plan_print": [here],
    }
    feed = reverse("calendar_feed", kwargs=everything.key("feed"))

    for role in ("facilitator", "member", "wide"):
        for name, args in files.items():
            answer = visitors[role].look(reverse(name, args=args))
            assert (name, answer.code, found_in(answer.text)) == (name, 200, [])
        answer = visitors[role].look(feed)
        assert (answer.code, found_in(answer.text)) == (200, [])


def test_no_search_finds_a_need(everything):
    for role in ("facilitator", "member", "wide", "manager"):
        person = everything.people[role]
        assert [(role, word) for word in WORDS if search(person, word)] == []
    assert search(everything.people["member"], "Larkspur") != []


@pytest.mark.pdf
def test_no_pdf_holds_a_need(everything):
    review = Review.objects.create(project=everything.here, as_at=timezone.now(), made_by=everything.people["manager"])
    make_review(str(review.pk))
    review.refresh_from_db()

    text = "".join(page.get_text() for page in pymupdf.open(stream=bytes(review.pdf)))

    assert ("Saltmarsh" in text, found_in(text)) == (True, [])


def test_no_letter_and_no_log_holds_a_need(everything, caplog):
    caplog.set_level(logging.DEBUG)

    plan(timezone.now())

    letters = [letter([Part(message, "")]) for message in Message.objects.exclude(recipient__email=None)]
    parts = [part.get_content() for one in letters for part in one.walk() if not part.is_multipart()]
    text = "".join(part if isinstance(part, str) else part.decode(errors="replace") for part in parts)
    assert len(letters) > 3
    assert found_in(text) == []
    assert found_in("".join(Message.objects.values_list("text", flat=True))) == []
    assert found_in(caplog.text) == []


def test_a_copy_of_the_database_shows_no_word_of_a_need(everything):
    kept = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            kept += [str(value) for row in cursor.fetchall() for value in row]

    assert [word for word in WORDS if any(word in value for value in kept)] == []
