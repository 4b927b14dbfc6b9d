"""Where every test runs: addresses first, then Django, then the people."""

import os
from collections.abc import Iterator

import django
import pytest
from celery.contrib.testing.worker import start_worker
from django.core.cache import cache
from pytest_django import Settings

from coproduce.celery import app
from tests import services

os.environ["DJANGO_SETTINGS_MODULE"] = "coproduce.settings"
services.choose_addresses()
django.setup()

pytest_plugins = ["tests.people", "tests.walk"]

# Marks whose tests count in one of the two passes of ./run test only.
NOT_ON_SQLITE = {"browser", "postgres"}
NOT_ON_POSTGRES = {"chaos", "once"}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--audit", action="store_true", help="run the slow tests, and only those")
    parser.addoption("--without", default="", help="leave these out by name: browser,pdf")


def pytest_sessionstart(session: pytest.Session) -> None:
    if not hasattr(session.config, "workerinput") and not session.config.option.collectonly:
        services.start()


def pytest_report_header() -> str:
    return f"database: {'PostgreSQL, with Valkey' if services.on_postgres() else 'SQLite'}"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Each test in its pass; what is left out is counted in the last line, and named in the run before it."""
    left_out = NOT_ON_POSTGRES if services.on_postgres() else NOT_ON_SQLITE
    left_out = left_out | set(config.getoption("--without").split(","))
    chosen, other = [], []
    for item in items:
        marks = {mark.name for mark in item.iter_markers()}
        fits = not marks & left_out and ("audit" in marks) == config.getoption("--audit")
        (chosen if fits else other).append(item)
    items[:] = chosen
    config.hook.pytest_deselected(items=other)


@pytest.fixture(autouse=True)
def _nothing_remembered() -> Iterator[None]:
    """No test meets the sign-in limits or the cached pages of another."""
    yield
    cache.clear()


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
