"""Whose way of reading a page follows: the person's own, else what was kept in this browser."""

from django.http import HttpRequest

from participants.models import Reading

COOKIE = "reading"
KEPT_FOR = 365 * 24 * 3600  # seconds


def reading_of(request: HttpRequest | None) -> Reading:
    """Asks the database nothing: whoever is signed in was fetched anyway. A crash has no request, and is as usual."""
    if not request:
        return Reading()
    own = getattr(getattr(request, "user", None), "reading", None)
    return own or Reading.from_cookie(request.COOKIES.get(COOKIE, ""))
