"""Every column of every table as text, and every file that the site keeps: what a thief of the disk could read."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pymupdf
from django.conf import settings
from django.db import connection

FOLDERS = ("cache", "queue", "queue-control", "queue-done")


def everything() -> Iterator[tuple[str, str]]:
    """Where, and the words that stand there."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            columns = [column[0] for column in cursor.description]
            for row in cursor.fetchall():
                for column, value in zip(columns, row, strict=True):
                    yield f"{table}.{column}", as_text(value)
    for folder in FOLDERS:
        for file in Path(settings.VAR_DIR, folder).rglob("*"):
            if file.is_file():
                yield str(file), as_text(file.read_bytes())


def as_text(value: Any) -> str:
    """Of a PDF the words on its pages; JSON with its letters as they are."""
    if isinstance(value, memoryview | bytes):
        held = bytes(value)
        if held.startswith(b"%PDF"):
            return "".join(page.get_text() for page in pymupdf.open(stream=held, filetype="pdf"))
        return held.decode(errors="replace")
    text = str(value)
    return text.encode().decode("unicode_escape", errors="replace") + text if "\\u" in text else text


def places_of(*words: str) -> list[str]:
    """Where any of these words stand, whatever their case."""
    wanted = [word.casefold() for word in words]
    return sorted({where for where, text in everything() for word in wanted if word in text.casefold()})
