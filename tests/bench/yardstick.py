"""L: the worker's processor time for one request to a bare Django list of 50 rows."""

from datetime import timedelta

from django.utils import timezone

from tests.bench.bare.models import Author, Group, Note
from tests.bench.bare.urls import BareHandler
from tests.bench.visits import Visit

ROWS = 500
TEXT = "The door of the waiting room is heavy, and the bell is too high to reach from a chair. " * 3


def bare_visits(session: str) -> tuple[Visit, Visit]:
    """The list, and an empty template, each behind nine middlewares."""
    Group.objects.bulk_create(Group(name=f"Group {n}") for n in range(5))
    Author.objects.bulk_create(Author(name=f"Ada{n} Moss") for n in range(20))
    now = timezone.now()
    Note.objects.bulk_create(
        Note(group_id=1, author_id=n % 20 + 1, title=f"Note {n}", text=TEXT, written_at=now - timedelta(hours=n))
        for n in range(ROWS)
    )
    handler = BareHandler()
    return Visit(handler, "/notes", session), Visit(handler, "/empty", session)
