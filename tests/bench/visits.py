"""One visit: a request as a browser sends it, answered by the worker's own handler; what it costs."""

import io
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode, urlsplit
from wsgiref.util import setup_testing_defaults

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection
from django.http import HttpResponse

SECRET = "s" * 32  # of the form's key against forged requests: the same in the cookie and in the form


@dataclass
class Visit:
    """`answered` is what the worker must say; anything else is no page, so its cost means nothing."""

    handler: WSGIHandler
    path: str
    session: str = ""
    form: dict[str, str] | None = None

    @property
    def answered(self) -> int:
        return 200 if self.form is None else 302

    def environment(self) -> dict[str, Any]:
        address = urlsplit(self.path)
        cookies = f"{settings.SESSION_COOKIE_NAME}={self.session}; {settings.CSRF_COOKIE_NAME}={SECRET}"
        body = urlencode((self.form or {}) | {"csrfmiddlewaretoken": SECRET}).encode()
        environment = {
            "PATH_INFO": address.path,
            "QUERY_STRING": address.query,
            "REQUEST_METHOD": "GET" if self.form is None else "POST",
            "REMOTE_ADDR": "127.0.0.1",
            "HTTP_HOST": urlsplit(settings.SITE_URL).netloc,
            "HTTP_COOKIE": cookies,
            "HTTP_ACCEPT_ENCODING": "gzip, deflate, br",
            "CONTENT_TYPE": "application/x-www-form-urlencoded",
            "CONTENT_LENGTH": str(len(body) if self.form else 0),
            "wsgi.input": io.BytesIO(body if self.form else b""),
        }
        setup_testing_defaults(environment)
        return environment

    def answer(self) -> tuple[HttpResponse, bytes]:
        """The response and what went over the line."""
        response = self.handler(self.environment(), lambda status, headers: None)
        body = b"".join(response)
        response.close()
        return response, body

    def cpu(self, times: int) -> float:
        """Seconds of the worker's processor for one answer, the mean of so many."""
        start = time.process_time()
        for _ in range(times):
            self.answer()
        return (time.process_time() - start) / times


@dataclass
class Cost:
    """What one answer takes beside the processor: queries, milliseconds spent in them, bytes as sent."""

    status: int
    queries: int
    database: float
    size: int


def cost(visit: Visit) -> Cost:
    """Of one answer. What only looks is asked three times, and the quickest counts."""
    return min((one_cost(visit) for _ in range(1 if visit.form else 3)), key=lambda cost: cost.database)


def one_cost(visit: Visit) -> Cost:
    spent: list[float] = []

    def count(execute: Callable, sql: str, *rest: Any) -> Any:
        start = time.perf_counter()
        try:
            return execute(sql, *rest)
        finally:
            spent.append(1000 * (time.perf_counter() - start))

    with connection.execute_wrapper(count):
        response, body = visit.answer()
    return Cost(response.status_code, len(spent), sum(spent), len(body))
