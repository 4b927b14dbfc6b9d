"""Put a copy of the records back. What may have been sent since is held until a person decides."""

import gzip
import shutil
import sqlite3
import subprocess
import tempfile
from argparse import ArgumentParser
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError, call_command
from django.db import DatabaseError, connection
from django.utils import timezone

from coproduce.management.commands.backup import is_whole, run_client
from participants.models import Heartbeat
from participants.outbox.hold import hold

JUST_NOW = timedelta(seconds=30)


class Command(BaseCommand):
    help = "Replace the whole database by a copy that `backup` made. Stop the site first."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--yes", action="store_true", help="do not ask")

    def handle(self, file: Path, yes: bool, **options: Any) -> None:
        put_back = restore_postgres if connection.vendor == "postgresql" else restore_sqlite
        if not is_whole(file):
            raise CommandError(f"{file} is not a whole copy of a {connection.display_name} database.")
        stop_while_running(timezone.now())
        if not yes and input("Everything written since this copy will be gone. Type yes to go on: ") != "yes":
            raise CommandError("Nothing was changed.")
        put_back(file)
        call_command("migrate", verbosity=0)
        held = hold(timezone.now())
        self.stdout.write(f"Restored. {held} messages are held: a facilitator decides about each on the messages page.")
        self.stdout.write("Nothing else is sent until a facilitator presses a button there, or you run: release")


def restore_sqlite(file: Path) -> None:
    connection.ensure_connection()
    with closing(sqlite3.connect(file)) as copy:
        copy.backup(connection.connection)


def restore_postgres(file: Path) -> None:
    """In one transaction: either all of it, or nothing changes."""
    quiet = ["psql", "--quiet", "--no-psqlrc", "--single-transaction", "--set=ON_ERROR_STOP=1", "--file=-"]
    with gzip.open(file) as packed, tempfile.TemporaryFile() as words:
        words.write(b"DROP SCHEMA public CASCADE; CREATE SCHEMA public;\n")
        shutil.copyfileobj(packed, words)
        words.seek(0)
        connection.close()
        run_client(quiet, stdin=words, stdout=subprocess.DEVNULL)


def stop_while_running(as_at: datetime) -> None:
    """A worker would send from the restored records before they are held."""
    try:
        running = Heartbeat.objects.filter(name="dispatch", at__gt=as_at - JUST_NOW).exists()
    except DatabaseError:
        return  # an empty system: there is nothing that could run
    if running:
        raise CommandError("The site is running. Stop its web and its worker, and try again half a minute later.")
