"""The file itself: PDF/UA-1, the same bytes for the same facts, and deaf to whatever stands in it."""

import threading
import time
from http.server import BaseHTTPRequestHandler, HTTPServer
from io import BytesIO

import outloud
import pikepdf
import pymupdf
import pytest
from django.urls import reverse
from django.utils import timezone

from feedback.models import NamedAs
from principles.models import Checklist, Review, Says
from principles.report.pdf import NoPdf, make_pdf
from principles.report.render import on_paper
from principles.tasks import make_review
from projects.models import Capacity, DecisionMaker
from tests.feedback.saying import said, thanked, told
from tests.principles.answering import MARCH, members, open_checklist, questions, say
from tests.principles.reviewing import ask, facts_of, noon
from tests.projects.test_decision import make_final, write_down

pytestmark = pytest.mark.pdf

PRINTED = 4
PAGE = '<!doctype html><html lang="en-GB"><head><title>A page</title></head><body>{}</body></html>'


@pytest.fixture
def story(project, fay, lena, gus):
    """Something of everything that a review can show."""
    told(said(project, lena, "Signs in Welsh: dŵr, tŷ, ŵ ŷ"), fay)
    told(said(project, None, group="The Tuesday group"), fay)
    thanked(said(project, gus, "The step is high.", typed_by=fay), fay)
    said(project, lena, "Copperkettle shouted.", named_as=NamedAs.PRIVATE)
    said(project, lena).take_back(noon(2026, 3, 5))
    first = write_down(project, fay, reason="It wakes the babies.", views_that_differed="Two people like jazz.")
    DecisionMaker.objects.create(decision=first, body="The board")
    make_final(first, (lena, Capacity.LIVED), (fay, Capacity.PROFESSIONAL))
    new = first.revise(fay, "Nobody minds at nine.", MARCH, reason="Babies sleep till nine.")
    make_final(new, (gus, Capacity.PERSONAL))
    checklist = open_checklist(project, fay, questions())
    for person in [fay, *members(project, 5)]:
        say(checklist, person, A1=Says.YES, B1=Says.NOT_YET)
    Checklist.objects.filter(pk=checklist.pk).update(revealed_on=MARCH)
    return project


MADE: list[bytes] = []


@pytest.fixture
def pdf(request):
    """The review of the story, for tests that only read it: it takes two seconds to make."""
    if not MADE:
        MADE.append(make_pdf(on_paper(facts_of(request.getfixturevalue("story")))))
    return MADE[0]


def pages(pdf):
    with pymupdf.open(stream=pdf) as document:
        return [" ".join(page.get_text().split()) for page in document]


# ---- what it says, and to whom


def test_max_downloads_a_pdf_that_says_what_the_page_says(client_of, story, fay, max):
    review = ask(story, fay)

    make_review(str(review.pk))

    address = reverse("review_pdf", args=[story.pk, review.pk])
    front, *rest = pages(client_of(max).get(address).content)
    assert "Waiting room" in front
    assert "1 of 4 loops closed" in front
    assert "Covers 2 March 2026 to 1 April 2026" in front
    text = " ".join(rest)
    for words in (
        "Used. The button comes in May.",
        "The door hurts wrists.",
        "10 March 2026, by email.",
        "Decision 1: Shall the radio play?",
        "1 with lived experience, 1 professional and The board",
        "All 5 members said yes.",
        "Decision 1. Why: Nobody minds at nine.",
    ):
        assert words in text, words
    found = [word for word in ("Copperkettle", "Lena", "Gus", "Fay", "Max") if word in front + text]
    assert found == []
    assert front.endswith(f"Waiting room: review. Facts as they stood on 1 April 2026 Page 1 of {len(rest) + 1}")


def test_reading_software_finds_nothing_wrong(pdf, tmp_path):
    file = tmp_path / "review.pdf"
    file.write_bytes(pdf)

    result = outloud.check(str(file))

    assert (result.error, [str(finding) for finding in result.findings if finding.severity == "error"]) == (None, [])
    assert result.stats["tagged"] is True


def test_it_claims_pdf_ua_1_and_has_a_title_a_language_and_an_author(pdf):
    with pymupdf.open(stream=pdf) as document:
        about, claims = document.metadata, document.get_xml_metadata()
    assert about["title"] == "Review: Waiting room, 2 March 2026 to 1 April 2026"
    assert about["author"] == "Riverside Community Trust"
    assert 'pdfuaid:part="1"' in claims or "<pdfuaid:part>1</pdfuaid:part>" in claims
    with pikepdf.open(BytesIO(pdf)) as file:
        assert str(file.Root.Lang) == "en-GB"


def test_pictures_without_words_are_decoration_and_headers_say_what_they_head(pdf):
    with pikepdf.open(BytesIO(pdf)) as file:
        elements = list(below(file.Root.StructTreeRoot))
        flags = [int(link.F) & PRINTED for page in file.pages for link in page.get("/Annots", [])]

    kinds = [str(element.S) for element in elements]
    assert "/Figure" not in kinds
    assert {str(element.A.Scope) for element in elements if element.S == "/TH"} == {"/Row", "/Column"}
    assert flags == [PRINTED]


def test_pictures_keep_their_colours_on_paper(pdf):
    with pymupdf.open(stream=pdf) as document:
        drawn = [drawing for page in document for drawing in page.get_drawings()]
    colours = {hex_of(drawing[way]) for drawing in drawn for way in ("fill", "color") if drawing[way]}
    wanted = {"petrol": "#0b4a50", "moss": "#3b5a14", "marigold": "#f2b23a", "a square": "#2f7077", "thread": "#d08a12"}
    assert [name for name, colour in wanted.items() if colour not in colours] == []


def hex_of(colour):
    return "#" + "".join(f"{round(part * 255):02x}" for part in colour)


def test_the_same_facts_give_the_same_bytes_and_others_do_not(story, fay):
    facts = facts_of(story)
    first = make_pdf(on_paper(facts))
    time.sleep(1.1)

    again, other = make_pdf(on_paper(facts)), make_pdf(on_paper(facts_of(story, noon(2026, 4, 2))))

    assert (first == again, first == other) == (True, False)


def below(element):
    for child in element.get("/K", []):
        if not isinstance(child, int) and "/S" in child:
            yield child
            yield from below(child)


# ---- the seal


@pytest.fixture
def listener():
    """A server that writes down who asked for what."""
    asked = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_response(200)
            self.end_headers()

        def log_message(self, *args):
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", asked
    server.shutdown()
    server.server_close()
    thread.join()


def attacks(address, file):
    return f"""
        <img src="{address}/img" alt="x"><object data="{address}/object"></object><embed src="{address}/embed">
        <link rel="stylesheet" href="{address}/link"><link rel="attachment" href="file://{file}">
        <style>@import "{address}/import"; @font-face {{ font-family: f; src: url({address}/font) }}
        p {{ font-family: f; background: url({address}/background) }} li {{ list-style: url(file://{file}) }}</style>
        <svg><title>x</title><image href="{address}/svg"/><use href="file://{file}#a"/></svg>
        <img alt="x" src="data:image/svg+xml,&lt;!DOCTYPE s [&lt;!ENTITY x SYSTEM 'file://{file}'&gt;]&gt;&lt;svg&gt;&amp;x;&lt;/svg&gt;">
        <img alt="x" src="https://report.localhost/../../etc/passwd"><p>After all this</p><ul><li>still here</ul>"""


def test_the_press_asks_nobody_and_opens_no_file(listener, tmp_path):
    address, asked = listener
    secret = tmp_path / "secret.txt"
    secret.write_text("Copperkettle")

    pdf = make_pdf(PAGE.format(attacks(address, secret)))

    assert asked == []
    assert "After all this" in pages(pdf)[0]
    with pikepdf.open(BytesIO(pdf)) as file:
        assert len(file.attachments) == 0
        read = [stream.read_bytes() for stream in file.objects if isinstance(stream, pikepdf.Stream)]
    assert [part for part in read if b"Copperkettle" in part] == []


def test_attacks_in_every_field_are_only_words(listener, story, fay, lena, tmp_path):
    address, asked = listener
    attack = f'<img src="{address}/x">&<style>@import "{address}/y"</style>'
    told(said(story, lena, attack, better=attack), fay, how=attack, why=attack)
    make_final(write_down(story, fay, question=attack, decided=attack, reason=attack), (lena, Capacity.LIVED))
    story.boundaries.create(what=attack, openness="fixed", why=attack, set_by=attack)
    story.title = story.purpose = story.for_whom = attack[:99]
    story.started_despite = attack
    story.save()

    pdf = make_pdf(on_paper(facts_of(story, timezone.now())))

    assert asked == []
    assert "".join(pages(pdf)).replace(" ", "").count("/x") >= 8


# ---- the limits


def test_a_page_that_breaks_the_press_breaks_nothing_else():
    deep = PAGE.format('<div style="float:left">' * 400 + "deep" + "</div>" * 400)

    with pytest.raises(NoPdf, match="The PDF could not be made") as refused:
        make_pdf(deep)

    assert refused.value.again is True
    assert pages(make_pdf(PAGE.format("<p>The next one</p>"))) == ["The next one"]


def test_after_three_broken_tries_the_page_stands_without_its_pdf(project, fay, settings, tmp_path):
    review = ask(project, fay)
    settings.BASE_DIR = tmp_path  # nothing is installed there, so the press cannot start
    owed = []

    for _ in range(3):
        owed.append(Review.objects.unmade(timezone.now()).count())
        make_review(str(review.pk))

    review.refresh_from_db()
    assert owed == [1, 1, 1]
    assert (review.attempts, review.pdf, review.state(timezone.now())) == (3, None, Review.State.READY)
    assert review.no_pdf_because.startswith("The PDF could not be made.")


@pytest.mark.audit
def test_a_hundred_thousand_rows_are_stopped_in_time():
    rows = "".join(f"<tr><td>{at}</td><td>some words that fill a row</td></tr>" for at in range(100_000))
    began = time.monotonic()

    with pytest.raises(NoPdf):
        make_pdf(PAGE.format(f"<table>{rows}</table>"))

    assert time.monotonic() - began < 35
