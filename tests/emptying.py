"""Tables made empty again after a test that really committed."""

from functools import cache

from django.db import connection, transaction
from django.test import TransactionTestCase

from tests.services import on_postgres

# Made with the tables, and the same for all tests.
KEPT = {"django_content_type", "auth_permission", "django_migrations"}


@cache
def tables() -> list[str]:
    names = connection.introspection.django_table_names(include_views=False)
    return [connection.ops.quote_name(name) for name in names if name not in KEPT]


def empty_tables(case: TransactionTestCase | None = None) -> None:
    """Only where there are rows. Django makes every table anew on the disk, and tells each app that it was made: that
    takes a second on PostgreSQL, most of it for nothing. As there, whoever still writes is waited for."""
    with transaction.atomic(), connection.cursor() as cursor:
        if on_postgres():
            cursor.execute(f"LOCK TABLE {', '.join(tables())}")
        cursor.execute(" UNION ALL ".join(f"SELECT '{name}' WHERE EXISTS (SELECT 1 FROM {name})" for name in tables()))
        for (name,) in cursor.fetchall():
            cursor.execute(f"DELETE FROM {name}")  # in any order: the keys are looked at when all are gone
