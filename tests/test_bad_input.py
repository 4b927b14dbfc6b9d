"""Every form of every page, sent empty, too long and with choices that nobody offered: the words come back."""

import re
from collections.abc import Iterator

import pytest
from django.test import Client
from lxml import html

from tests import world
from tests.access_matrix import rows
from tests.people import BACKEND
from tests.reading import main_form, to_check, tree, typed
from tests.test_access import address

DJANGOS_OWN = re.compile(
    r"This field|Ensure this|Enter a|Select a valid|is not (a valid|one of)|[Ii]nvalid|[Rr]equired|[Ff]ailed|[Ss]orry|!"
)
NOBODY = "00000000-0000-4000-8000-000000000000"
LONG = "Ünï " * 5000


@pytest.fixture
def everything(db):
    return world.build()


def browser_of(everything, role: str) -> Client:
    client = Client()
    if everything.people[role]:
        client.force_login(everything.people[role], backend=BACKEND)
    return client


def pages_with_a_form(everything) -> Iterator[tuple[Client, str]]:
    """Each page that asks something, and a browser that may open it."""
    for row in rows():
        role = row.method == "GET" and row.seen_by
        if role and row.url != "components":
            browser, url = browser_of(everything, role), address(row, everything.here, everything.key(row.of))
            if main_form(browser.get(url)) is not None:
                yield browser, url


def filled(form: html.FormElement, words: str) -> dict[str, str]:
    """The form with these words in every box, and every choice one that nobody offered."""
    names = [name for name in form.fields if name not in ("csrfmiddlewaretoken", "file")]
    choices = set(form.xpath(".//select/@name | .//input[@type='radio' or @type='checkbox']/@name"))
    return {name: NOBODY if name in choices and words else words for name in names}


def what_is_wrong(response, sent: dict[str, str]) -> Iterator[str]:
    """What a person would miss: the summary in the order of the page, plain words, what they had typed."""
    lines = to_check(response)
    if not lines:
        yield "no summary"
    yield from (line for line in lines if DJANGOS_OWN.search(line))
    page = tree(response)
    ids = [element.get("id") for element in page.iter() if element.get("id")]
    led_to = [ids.index(link.get("href")[1:]) for link in page.xpath("//*[@class='errs']//a")]
    if led_to != sorted(led_to):
        yield "the summary has another order than the page"
    kept = typed(response)
    boxes = page.xpath("//textarea/@name | //input[not(@type) or @type='text' or @type='email']/@name")
    yield from (f"{name} is gone" for name in boxes if name in sent and kept.get(name) != sent[name])


def faults(everything, words: str, may_be_fine: bool = False) -> list[str]:
    found = []
    for browser, url in pages_with_a_form(everything):
        sent = filled(main_form(browser.get(url)), words)
        response = browser.post(url, sent)
        if response.status_code == 302 and may_be_fine:
            continue
        if response.status_code != 200:
            found.append(f"{url}: {response.status_code}")
        else:
            found += [f"{url}: {fault}" for fault in what_is_wrong(response, sent)]
    return found


@pytest.mark.once
def test_words_that_are_too_long_come_back_with_a_plain_sentence(everything):
    assert faults(everything, LONG) == []


@pytest.mark.once
def test_empty_forms_come_back_with_a_plain_sentence_where_something_is_needed(everything):
    assert faults(everything, "", may_be_fine=True) == []


def test_signs_that_no_database_keeps_break_nothing(everything):
    gone_in_html = re.compile(r": \w+ is gone$")  # what a NUL becomes on the way back is the browser's business

    assert [fault for fault in faults(everything, "\x00\x1b\ud7ff" * 700) if not gone_in_html.search(fault)] == []
