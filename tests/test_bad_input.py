"""Every form of every page, sent empty, too long and with choices that nobody offered: the words come back."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.db import transaction
from django.http import HttpResponse, SimpleCookie
from django.test import Client
from lxml import html
from pytest_django import DjangoDbBlocker

from tests.access_matrix import rows
from tests.people import BACKEND, just_came_in
from tests.reading import main_form, to_check, tree, typed
from tests.walk import address
from tests.world import World

DJANGOS_OWN = re.compile(
    r"This field|Ensure this|Enter a|Select a valid|is not (a valid|one of)|[Ii]nvalid|[Rr]equired|[Ff]ailed|[Ss]orry|!"
)
NOBODY = "00000000-0000-4000-8000-000000000000"
LONG = "Ünï " * 5000


@dataclass
class Asking:
    """A page that asks something, and a browser that may open it."""

    browser: Client
    url: str
    form: html.FormElement

    def send(self, words: dict[str, str]) -> HttpResponse:
        """What comes back; afterwards nothing of it is left."""
        cookies = self.browser.cookies.output()
        with transaction.atomic():
            response = self.browser.post(self.url, words)
            transaction.set_rollback(True)
        self.browser.cookies = SimpleCookie(cookies.replace("Set-Cookie: ", ""))
        return response


@pytest.fixture(scope="module")
def pages(shared_world: World, django_db_blocker: DjangoDbBlocker) -> list[Asking]:
    """Each page with a form, as a person who may open it."""
    found, browsers = [], {}
    for row in rows():
        role = row.is_page and row.seen_by
        if role and row.url != "components":
            browser = browsers.setdefault(role, browser_of(shared_world, role))
            url = address(row, shared_world.here, shared_world.key(row.of))
            response = browser.get(url)
            assert response.status_code == 200, url
            if (form := main_form(response)) is not None:
                found.append(Asking(browser, url, form))
    return found


def browser_of(everything: World, role: str) -> Client:
    client = Client(raise_request_exception=False)
    if everything.people[role]:
        client.force_login(everything.people[role], backend=BACKEND)
        just_came_in(client)
    return client


def filled(form: html.FormElement, words: str) -> dict[str, str]:
    """The form with these words in every box, and every choice one that nobody offered."""
    ticks = form.xpath(".//input[@type='checkbox'][not(@value)]/@name")  # nothing wrong can be said with one
    for_robots = form.xpath(".//*[@aria-hidden='true']//input/@name")
    names = [name for name in form.fields if name not in ("csrfmiddlewaretoken", "file", *ticks, *for_robots)]
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
    if page.get_element_by_id("main").xpath(".//*[@class='errs']/preceding::h1"):
        yield "the summary comes after the heading"
    yield from unmarked(page)
    kept = typed(response)
    boxes = page.xpath("//textarea/@name | //input[not(@type) or @type='text' or @type='email']/@name")
    yield from (f"{name} is gone" for name in boxes if name in sent and kept.get(name) != sent[name])


def unmarked(page: html.HtmlElement) -> Iterator[str]:
    """What a line of the summary leads to, where a screen reader does not hear there that and what is wrong."""
    for link in page.xpath("//*[@class='errs']//a"):
        control = page.get_element_by_id(link.get("href")[1:])
        if control.tag not in ("input", "textarea", "select"):
            yield f"the summary leads to a {control.tag}"
            continue
        told = " ".join(control.xpath("ancestor-or-self::*/@aria-describedby")).split()
        messages = [" ".join(page.get_element_by_id(one).text_content().split()) for one in told]
        if control.get("aria-invalid") != "true":
            yield f"{control.get('name')} is not marked"
        if not any(" ".join(link.text_content().split()) in message for message in messages):
            yield f"{control.get('name')} does not say what is wrong"


def faults(pages: list[Asking], words: str, may_be_fine: bool = False) -> list[str]:
    found = []
    for page in pages:
        sent = filled(page.form, words)
        response = page.send(sent)
        if response.status_code == 302 and may_be_fine:
            continue
        if response.status_code != 200:
            found.append(f"{page.url}: {response.status_code}")
        else:
            found += [f"{page.url}: {fault}" for fault in what_is_wrong(response, sent)]
    return found


@pytest.mark.once
def test_words_that_are_too_long_come_back_with_a_plain_sentence(everything, pages):
    assert faults(pages, LONG) == []


@pytest.mark.once
def test_empty_forms_come_back_with_a_plain_sentence_where_something_is_needed(everything, pages):
    assert faults(pages, "", may_be_fine=True) == []


@pytest.mark.postgres  # SQLite keeps them all
def test_signs_that_no_database_keeps_break_nothing(everything, pages):
    gone_in_html = re.compile(r": \w+ is gone$")  # what a NUL becomes on the way back is the browser's business

    assert [fault for fault in faults(pages, "\x00\x1b\ud7ff" * 700) if not gone_in_html.search(fault)] == []
