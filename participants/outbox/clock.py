"""The one clock of the outbox: the database's, because all processes share it."""

from collections.abc import Callable
from datetime import datetime

from django.db import connection
from django.utils import timezone

Clock = Callable[[], datetime]


def database_clock() -> datetime:
    """Now, on the database server. SQLite has no server: there it is this machine's clock."""
    if connection.vendor != "postgresql":
        return timezone.now()
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        now: datetime = cursor.fetchone()[0]
    return now
