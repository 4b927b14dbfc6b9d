"""What a browser fetches when somebody opens the sign-in page for the first time."""

import http.client
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from playwright.sync_api import Request, sync_playwright

from coproduce.processes import die_with_parent
from tests.chromium import launch

TOP = Path(__file__).resolve().parents[2]


@contextmanager
def gunicorn() -> Iterator[None]:
    """The product's own server, at the address that the settings name."""
    where = urlsplit(settings.SITE_URL).netloc
    command = f"-m gunicorn coproduce.wsgi --bind {where} --worker-class gthread --no-control-socket --log-level error"
    server = subprocess.Popen([sys.executable, *command.split()], env=os.environ, cwd=TOP, preexec_fn=die_with_parent)
    try:
        give_up = time.monotonic() + 30
        while not answers(where) and time.monotonic() < give_up:
            time.sleep(0.1)
        yield
    finally:
        server.terminate()
        server.wait()


def answers(where: str) -> bool:
    try:
        http.client.HTTPConnection(where, timeout=5).request("GET", "/healthz")
    except OSError:
        return False
    return True


def first_load() -> tuple[int, float, float]:
    """Requests, KB as sent, and KB of JavaScript among them."""
    fetched: list[Request] = []
    with gunicorn(), sync_playwright() as playwright:
        browser = launch(playwright)
        page = browser.new_page()
        page.on("requestfinished", lambda request: fetched.append(request))  # it marks the function
        page.goto(settings.SITE_URL + reverse("account_login"), wait_until="networkidle")
        sizes = [(request.resource_type, request.sizes()["responseBodySize"]) for request in fetched]
        browser.close()
    script = sum(size for kind, size in sizes if kind == "script")
    return len(sizes), sum(size for _, size in sizes) / 1000, script / 1000
