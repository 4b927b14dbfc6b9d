"""What each test asks the database: noted in the SQLite pass of ./run test, so that the PostgreSQL pass asks all of it
again, but not again and again.

A statement is noted without its values, with the page that asked it; beside pages only what was written, for what a
test itself looks up is no business of the product. What stands in a page is proven by the SQLite pass, that PostgreSQL
understands what each page asks by the first test that asks it.
"""

import os
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Any

import pytest
from django.core.signals import request_finished, request_started
from django.db import connection
from django.urls import Resolver404, resolve

from tests.services import on_postgres

FOLDER = os.environ.get("TEST_ASKED", "")  # ./run test names it: whoever runs one pass alone runs all of it
VALUES = re.compile(r"%s(?:, %s)*|\d+")


@cache
def mark_of(statement: str, where: str) -> str:
    return blake2b(f"{where} {VALUES.sub('', statement)}".encode(), digest_size=6).hexdigest()


class Noting:
    """Notes what is asked while it is there, and in which page."""

    def __init__(self) -> None:
        self.asked: set[tuple[str, str]] = set()
        self.where = ""

    @contextmanager
    def listening(self) -> Iterator[None]:
        request_started.connect(self.begin)
        request_finished.connect(self.end)
        with connection.execute_wrapper(self):
            yield
        request_started.disconnect(self.begin)
        request_finished.disconnect(self.end)

    def begin(self, environ: dict[str, Any] | None = None, **_: Any) -> None:
        try:
            self.where = f"{environ['REQUEST_METHOD']} {resolve(environ['PATH_INFO']).view_name}" if environ else ""
        except Resolver404:
            self.where = ""

    def end(self, **_: Any) -> None:
        self.where = ""

    def __call__(self, execute: Callable, statement: str, *rest: Any) -> Any:
        if self.where or not str(statement).startswith("SELECT"):
            self.asked.add((str(statement), self.where))
        return execute(statement, *rest)


def forget_last_time() -> None:
    """Before the SQLite pass begins."""
    if FOLDER and not on_postgres():
        shutil.rmtree(FOLDER, ignore_errors=True)
        Path(FOLDER).mkdir(parents=True)


@contextmanager
def noted(test: str) -> Iterator[None]:
    """Only where the next pass will read it."""
    if not FOLDER or on_postgres():
        yield
        return
    noting, file = Noting(), Path(FOLDER, os.environ.get("PYTEST_XDIST_WORKER", "one"))
    with noting.listening():
        yield
    marks = " ".join(sorted({mark_of(*one) for one in noting.asked}))
    with file.open("a") as notes:
        notes.write(f"{test}\t{marks}\n")


def one_of(items: list[pytest.Item]) -> pytest.Item:
    """Of one test's values the last, of lists the longest; where queries are counted that in the middle: that 300 ask
    as often as 1 is proven by the SQLite pass, and 3 ask for lists too."""
    return items[len(items) // 2] if "django_assert_num_queries" in items[0].fixturenames else items[-1]


def opens_pages(item: pytest.Item) -> bool:
    """Whether the test is about pages alone. One that counts queries is about the database too."""
    fixtures = set(item.fixturenames)
    return bool({"client", "client_of"} & fixtures) and not {"django_assert_num_queries", "transactional_db"} & fixtures


def those_that_ask_anew(items: list[pytest.Item]) -> list[pytest.Item]:
    """All that are not about pages, and of the others each that asks what none before it asks, or was not noted."""
    files = Path(FOLDER).glob("*") if FOLDER else ()
    lines = [line.split("\t") for file in files for line in file.read_text().splitlines()]
    noted = {test: set(marks.split()) for test, marks in lines}
    seen: set[str] = set()
    chosen = set()
    for item in sorted(items, key=opens_pages):
        marks = noted.get(item.nodeid)
        if marks is None or not opens_pages(item) or item.get_closest_marker("both") or marks - seen:
            chosen.add(item)
            seen |= marks or set()
    return [item for item in items if item in chosen]
