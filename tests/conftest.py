"""Where every test runs: addresses first, then Django, then the people."""

import gc
import os
import sys
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path

import django
import pytest
from celery.contrib.testing.worker import start_worker
from django.core.cache import cache
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import TransactionTestCase
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from pytest_django import DjangoDbBlocker, Settings

from coproduce.celery import app
from tests import asked, services
from tests.emptying import empty_tables

gc.set_threshold(100_000, 50, 100)  # else a sixth of the time goes into looking for what could be thrown away
sys.modules["pymupdf.layout"] = None  # a second, in each process, for a model that we do not ask

os.environ["DJANGO_SETTINGS_MODULE"] = "coproduce.settings"
services.choose_addresses()
django.setup()

# How fast a machine is says nothing of the code.
hypothesis_settings.register_profile("any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
hypothesis_settings.load_profile("any machine")

pytest_plugins = ["tests.people", "tests.walk", "tests.side_by_side"]

# Marks whose tests count in one of the two passes of ./run test only.
NOT_ON_SQLITE = {"browser", "postgres"}
NOT_ON_POSTGRES = {"chaos", "once", "pdf"}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--audit", action="store_true", help="run the slow tests, and only those")
    parser.addoption("--without", default="", help="leave these out by name: browser,pdf")


def pytest_sessionstart(session: pytest.Session) -> None:
    if not hasattr(session.config, "workerinput") and not session.config.option.collectonly:
        services.start()
        asked.forget_last_time()


def pytest_report_header() -> str:
    return f"database: {'PostgreSQL, with Valkey' if services.on_postgres() else 'SQLite'}"


def asks_database(item: pytest.Item) -> bool:
    return bool(item.get_closest_marker("django_db") or {"db", "transactional_db"} & set(item.fixturenames))


def counts_here(item: pytest.Item) -> bool:
    """Whether this test belongs to this pass. What never asks the database counts in the SQLite pass only."""
    marks = {mark.name for mark in item.iter_markers()}
    audit = item.config.getoption("--audit")
    if marks & set(item.config.getoption("--without").split(",")) or ("audit" in marks) != audit:
        return False
    if not services.on_postgres():
        return not marks & NOT_ON_SQLITE
    return audit or bool(marks & NOT_ON_SQLITE) or (asks_database(item) and not marks & NOT_ON_POSTGRES)


def counts_with_one_value(item: pytest.Item) -> bool:
    """Of a test with several values all count in the SQLite pass. The same statements with other values tell nothing
    new of PostgreSQL: there one value counts."""
    both = not {mark.name for mark in item.iter_markers()} & NOT_ON_SQLITE
    return services.on_postgres() and both and not item.config.getoption("--audit")


def chosen_of(items: list[pytest.Item]) -> list[pytest.Item]:
    """Those that count in this pass, in the order in which they came. Of tests that only look at pages those count on
    PostgreSQL that ask it something new there (tests/asked.py): words are proven by the SQLite pass."""
    here = [item for item in items if counts_here(item)]
    tests: dict[str, list[pytest.Item]] = {}
    for item in here:
        name = item.nodeid.partition("[")[0] if counts_with_one_value(item) else item.nodeid
        tests.setdefault(name, []).append(item)
    kept = {asked.one_of(values) for values in tests.values()}
    once = [item for item in here if item in kept]
    return asked.those_that_ask_anew(once) if services.on_postgres() else once


def turn(item: pytest.Item) -> int:
    """The long ones begin first, and before all the others those that mostly wait for their own processes."""
    return int(asks_database(item)) if item.get_closest_marker("early") else 2


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Each test in its pass; what is left out is counted in the last line."""
    chosen = chosen_of(items)
    kept = set(chosen)
    other = [item for item in items if item not in kept]
    items[:] = sorted(chosen, key=turn)
    config.hook.pytest_deselected(items=other)
    if hasattr(config, "workeroutput"):
        config.workeroutput["left_out"] = len(other)


def pytest_collection_finish() -> None:
    """What is there now stays until the end: nobody need look through it again."""
    gc.freeze()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """The tables are made from the models, in a tenth of the time. The migrations are run by the sites that the tests
    of the demonstration and of the containers start, and ./run lint compares them with the models."""
    with django_db_blocker.unblock():
        MigrationRecorder(connection).ensure_schema()
    TransactionTestCase._fixture_teardown = empty_tables


@pytest.fixture(autouse=True)
def _asked(request: pytest.FixtureRequest) -> Iterator[None]:
    here_alone = {mark.name for mark in request.node.iter_markers()} & NOT_ON_POSTGRES
    with nullcontext() if here_alone else asked.noted(request.node.nodeid):
        yield


@pytest.fixture(autouse=True)
def _nothing_remembered() -> Iterator[None]:
    """No test meets the sign-in limits, the cached pages or the ticks of another."""
    yield
    cache.clear()
    Path(os.environ["VAR_DIR"], "ticks-of-sending").unlink(missing_ok=True)


@pytest.fixture
def mail_server(settings: Settings) -> Iterator[services.MailServer]:
    """A real SMTP server that Django's mail settings point at."""
    server = services.MailServer()
    server.controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_USE_TLS = "127.0.0.1", server.port, False
    yield server
    server.controller.stop()


@pytest.fixture
def worker(transactional_db: None) -> Iterator[None]:
    """A Celery worker that takes its tasks from the real Valkey. For tests marked `postgres`."""
    with start_worker(app, pool="solo", perform_ping_check=False):
        yield
