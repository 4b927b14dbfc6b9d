"""A copy of all the records, taken while people work."""

import gzip
import os
import sqlite3
import subprocess
import zlib
from argparse import ArgumentParser
from contextlib import closing
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError
from django.db import connection
from django.db.backends.postgresql.client import DatabaseClient
from django.utils import timezone


class Command(BaseCommand):
    help = "Copy the database into one file, check the copy, and remove copies that are too old to keep."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--folder", type=Path, default=settings.VAR_DIR / "backups")
        parser.add_argument("--keep", type=int, default=30, help="how many copies to keep")

    def handle(self, folder: Path, keep: int, **options: Any) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        copy, ending = (copy_postgres, "sql.gz") if connection.vendor == "postgresql" else (copy_sqlite, "sqlite3")
        file = folder / f"coproduce-{timezone.localtime():%Y-%m-%d-%H%M%S}.{ending}"
        half = folder / f".{file.name}"  # only a whole copy gets the name of one
        half.unlink(missing_ok=True)
        half.touch(mode=0o600)
        copy(half)
        if not is_whole(half):
            raise CommandError(f"The copy in {half} is damaged.")
        half.rename(file)
        for old in sorted(folder.glob("coproduce-*"))[:-keep]:
            old.unlink()
        self.stdout.write(f"Copied to {file}")


def copy_sqlite(file: Path) -> None:
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(file)])


def copy_postgres(file: Path) -> None:
    run_client(["pg_dump", "--no-owner", "--no-privileges", "--compress=gzip", f"--file={file}"])


def is_whole(file: Path) -> bool:
    """True when the file is an undamaged copy of the kind of database that we use."""
    try:
        return is_whole_postgres(file) if connection.vendor == "postgresql" else is_whole_sqlite(file)
    except (OSError, EOFError, zlib.error, sqlite3.DatabaseError):
        return False


def is_whole_sqlite(file: Path) -> bool:
    with closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)) as copy:
        ours = copy.execute("SELECT count(*) FROM sqlite_master WHERE name = 'django_migrations'").fetchone()
        return (ours, copy.execute("PRAGMA integrity_check").fetchone()) == ((1,), ("ok",))


def is_whole_postgres(file: Path) -> bool:
    with gzip.open(file) as lines:
        return any(line == b"-- PostgreSQL database dump complete\n" for line in lines)


def run_client(command: list[str], **more: Any) -> None:
    """Run one of PostgreSQL's own programs against our database."""
    (_, *address), password = DatabaseClient.settings_to_cmd_args_env(connection.settings_dict, [])
    environment = {**os.environ, **(password or {})}
    done = subprocess.run([*command, *address], env=environment, stderr=subprocess.PIPE, text=True, **more)
    if done.returncode:
        raise CommandError(f"{command[0]}: {done.stderr}")
