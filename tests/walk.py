"""Walking about the site as each role: where things are, what is answered there, and what that wrote."""

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

import pymupdf
import pytest
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import URLPattern, get_resolver, reverse
from pytest_django import DjangoDbBlocker

from projects.models import Project
from tests import world
from tests.access_matrix import ROLES, Row
from tests.people import BACKEND, SITE, just_came_in
from tests.world import World

WRITES = re.compile(r"^(INSERT|UPDATE|DELETE)\b(?!.*\bdjango_session\b)", re.DOTALL)


def named_urls(patterns: Iterable | None = None) -> Iterator[URLPattern]:
    """Every address the site answers to."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLPattern):
            yield pattern
        else:
            yield from named_urls(pattern.url_patterns)


@cache
def needs_project(name: str) -> bool:
    return any("project_id" in url.pattern.converters for url in named_urls() if url.name == name)


def address(row: Row, project: Project, key: dict) -> str:
    """Where something is, as seen from this project."""
    return reverse(row.url, kwargs=key | ({"project_id": project.pk} if needs_project(row.url) else {}))


@dataclass(frozen=True)
class Answer:
    """`written`: the statements that changed something, but for the session. `asked`: all of them, where
    no page is shown."""

    code: int
    location: str
    kind: str
    body: bytes
    written: list[str]
    asked: str

    @property
    def status(self) -> str:
        """As the table says it: `login` is the way to the sign-in page."""
        return "login" if self.code == 302 and self.location.startswith("/account/login/") else str(self.code)

    @cached_property
    def text(self) -> str:
        """What a person can read in it; of a PDF the text."""
        with suppress(pymupdf.FileDataError):  # somebody's own file may only be called one
            if self.kind == "application/pdf":
                return "".join(page.get_text() for page in pymupdf.open(stream=self.body))
        return self.body.decode(errors="replace")


class Browser(RequestFactory):
    """As Django's own for tests, but it copies nothing out of the templates."""

    def request(self, **environment: Any) -> HttpResponse:
        return SITE(self._base_environ(**environment))


class Visitor:
    """One role in a browser. All that a request does is taken back, so each address is looked at only once."""

    def __init__(self, session: str) -> None:
        self.session = session
        self.looks: dict[str, Answer] = {}

    def look(self, url: str) -> Answer:
        if url not in self.looks:
            self.looks[url] = self.ask("GET", url)
        return self.looks[url]

    def ask(self, method: str, url: str) -> Answer:
        browser, asked = Browser(), []
        if self.session:
            browser.cookies["sessionid"] = self.session

        def note(execute: Callable, sql: str, *rest: Any) -> Any:
            asked.append(sql)
            return execute(sql, *rest)

        with transaction.atomic():
            with connection.execute_wrapper(note):
                response = browser.generic(method, url)
            transaction.set_rollback(True)
        body = response.getvalue() if response.streaming else response.content
        location, kind = response.get("Location", ""), response.get("Content-Type", "")
        written = [sql for sql in asked if WRITES.match(sql)]
        refused_after = "" if response.status_code == 200 else " ".join(asked)
        return Answer(response.status_code, location, kind, body, written, refused_after)


def visitors_of(everything: World) -> dict[str, Visitor]:
    """Role -> a browser in which that person is signed in."""
    found = {}
    for role in ROLES:
        client = Client()
        if person := everything.people[role]:
            client.force_login(person, backend=BACKEND)
            just_came_in(client)
        found[role] = Visitor(client.cookies["sessionid"].value if person else "")
    return found


@pytest.fixture(scope="module")
def shared_world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """The world, built once for the tests of a module. A test that asks for it asks for `db` too, which takes back
    what that test does to it."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield world.build()
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def visitors(shared_world: World, django_db_blocker: DjangoDbBlocker) -> dict[str, Visitor]:
    """Shared too: only for tests that leave the world and the addresses as they are."""
    return visitors_of(shared_world)


@pytest.fixture
def everything(shared_world: World, db: None, caplog: pytest.LogCaptureFixture) -> World:
    """The shared world; refusals are what is wanted here, so nothing is logged about them."""
    caplog.set_level("CRITICAL", "django.request")
    return shared_world


@pytest.fixture
def newcomers(everything: World) -> dict[str, Visitor]:
    """Visitors who have seen nothing yet: for tests that change something."""
    return visitors_of(everything)
