"""Everything on one server: the web and the worker with its clock."""

import socket
import sys
from argparse import ArgumentParser
from datetime import timedelta
from http.client import HTTPConnection, HTTPException
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError, call_command
from django.db import DatabaseError, connections
from django.utils import timezone

from coproduce.supervisor import Child, Supervisor
from participants.models import Heartbeat

SILENT_AFTER = timedelta(minutes=10)
WEB = "-m gunicorn coproduce.wsgi --worker-class gthread --workers 1 --threads 4 --timeout 60 --graceful-timeout 8"
WORKER = "-m celery -A coproduce worker -B -P threads -c 2 -l WARNING --without-gossip --without-mingle"


class Command(BaseCommand):
    help = "Run the site and everything it needs on this one machine, until Ctrl-C."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8000)

    def handle(self, port: int, **options: Any) -> None:
        self.url = f"http://127.0.0.1:{port}"
        self.stop_when_taken(port)
        for folder in ("log", "mail", "cache", "queue", "queue-control", "queue-done"):
            (settings.VAR_DIR / folder).mkdir(parents=True, exist_ok=True)
        self.prepare()
        connections.close_all()
        supervisor = Supervisor(self.web(port), self.worker(), worker_is_silent)
        supervisor.run(is_up=lambda: answers(port), when_up=self.announce)

    def stop_when_taken(self, port: int) -> None:
        with socket.socket() as line:
            line.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                line.bind(("127.0.0.1", port))
            except OSError as error:
                raise CommandError(f"Port {port} is taken. Choose another one: --port {port + 1}") from error

    def prepare(self) -> None:
        """Bring the database and the files up to date."""
        call_command("migrate", verbosity=0)
        call_command("load_principles", verbosity=0)
        call_command("load_methods", verbosity=0)
        if settings.PRODUCTION:
            call_command("collectstatic", verbosity=0, interactive=False)

    def web(self, port: int) -> Child:
        command = [sys.executable, *WEB.split(), "--bind", f"127.0.0.1:{port}", "--no-control-socket"]
        # Whoever looks at it meets our error pages, not a developer's.
        site = {} if settings.PRODUCTION else {"SITE_URL": self.url, "DEBUG": "0"}
        return Child("web", command, settings.VAR_DIR / "log/web.log", site)

    def worker(self) -> Child:
        command = [sys.executable, *WORKER.split(), "--without-heartbeat", "-s", str(settings.VAR_DIR / "beat")]
        # The embedded queue moves each message to the temporary folder: on the same disk that is one step.
        more = {"TMPDIR": str(settings.VAR_DIR / "queue-done")}
        site = {} if settings.PRODUCTION else {"SITE_URL": self.url}
        return Child("worker", command, settings.VAR_DIR / "log/worker.log", site | more)

    def announce(self) -> None:
        call_command("setup_link", stdout=self.stdout)
        self.stdout.write(f"Ready: {self.url}/ (Ctrl-C stops)")


def worker_is_silent(alive_for: float) -> bool:
    """True when the worker has run for ten minutes (given in seconds) and has sent nothing on in that time."""
    if alive_for < SILENT_AFTER.total_seconds():
        return False
    try:
        return not Heartbeat.objects.filter(name="dispatch", at__gt=timezone.now() - SILENT_AFTER).exists()
    except DatabaseError:
        return False  # the worker cannot be blamed
    finally:
        connections.close_all()


def answers(port: int) -> bool:
    """True when the web gives any answer at all."""
    line = HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        line.request("GET", "/healthz")
        return line.getresponse().status > 0
    except (OSError, HTTPException):
        return False
    finally:
        line.close()
