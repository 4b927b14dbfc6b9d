"""The file that a person takes along: a page to read, the same as JSON, and a table for each kind of record."""

import csv
import json
from datetime import date, datetime
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone

from participants.models import Person
from participants.templatetags.look import day
from principles.my_data.gather import Column, Table, gather
from projects.views.decision_csv import safe

LOOK = Path(settings.BASE_DIR) / "static" / "css" / "take-away.css"


def take_along(person: Person, as_at: datetime, facts: dict[str, Any]) -> bytes:
    """The zip file, whole. `facts`: who runs this and whom to ask, for the page."""
    tables = gather(person)
    page = facts | {"person": person, "as_at": as_at, "tables": [in_words(one) for one in tables if one.rows]}
    page["nothing"] = [one.title for one in tables if not one.rows]
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as together:
        together.writestr("about-me.html", render_to_string("principles/my_data_file.html", page))
        together.writestr("look.css", LOOK.read_text())
        together.writestr("about-me.json", as_json(tables, as_at))
        together.writestr("README.txt", render_to_string("principles/my_data_readme.txt", page | {"all": tables}))
        for table in filter(lambda table: table.rows, tables):
            together.writestr(f"tables/{table.file_name}", as_csv(table))
    return file.getvalue()


def in_words(table: Table) -> dict[str, Any]:
    """For the page: one list of heads and words for each record, without what is empty."""
    records = [[(column, said(cell)) for column, cell in zip(table.columns, row, strict=True)] for row in table.rows]
    return {"title": table.title, "records": [with_words(record) for record in records], "count": len(records)}


def with_words(record: list[tuple[Column, str]]) -> list[tuple[Column, str]]:
    return [(column, words) for column, words in record if words]


def said(cell: Any) -> str:
    """Thursday 12 March 2026, 10:30."""
    if isinstance(cell, datetime):
        return f"{day(cell)}, {cell:%H:%M}"
    return day(cell) if isinstance(cell, date) else cell


def as_json(tables: list[Table], as_at: datetime) -> str:
    """Every kind of record with its columns, what they mean, and its rows."""
    held = [
        {
            "title": table.title,
            "columns": {column.label: column.means for column in table.columns},
            "rows": [dict(zip([column.label for column in table.columns], row, strict=True)) for row in table.rows],
        }
        for table in tables
    ]
    return json.dumps({"made_at": timezone.localtime(as_at), "held": held}, ensure_ascii=False, indent=1, default=iso)


def iso(value: date) -> str:
    return value.isoformat()


def as_csv(table: Table) -> str:
    """For a spreadsheet, which takes no cell for a formula."""
    file = StringIO()
    file.write("\ufeff")
    rows = csv.writer(file)
    rows.writerow([column.label for column in table.columns])
    rows.writerows([safe(cell) for cell in row] for row in table.rows)
    return file.getvalue()
