"""A real Chromium in front of a real server."""

from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Error, Page, sync_playwright
from pytest_django.live_server_helper import LiveServer

from participants.models import Person
from tests.chromium import NO_BROWSER, launch


def pytest_itemcollected(item: pytest.Item) -> None:
    """All tests in this folder are marked."""
    item.add_marker("browser")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Never skipped: without a browser the test says how to get one."""
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # Playwright's loop is open while Django works
        try:
            with sync_playwright() as playwright:
                browser = launch(playwright)
                yield browser
                browser.close()
        except (LookupError, Error):
            pytest.fail(NO_BROWSER)


@pytest.fixture
def open_window(browser: Browser, live_server: LiveServer) -> Iterator[Callable[..., Page]]:
    """`open_window(person, viewport=…)`: a page, signed in. The browser's own complaints fail the test."""
    windows: list[BrowserContext] = []
    complaints: list[str] = []

    def open_one(person: Person | None = None, **options) -> Page:
        window = browser.new_context(base_url=live_server.url, **options)
        windows.append(window)
        if person:
            client = Client()
            client.force_login(person, backend=settings.AUTHENTICATION_BACKENDS[0])
            cookie = client.cookies[settings.SESSION_COOKIE_NAME]
            window.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])
        page = window.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda said: said.type == "error" and complaints.append(said.text))
        return page

    yield open_one
    for window in windows:
        window.close()
    assert complaints == []
