"""One command keeps the site alive, and leaves nothing behind."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from coproduce.management.commands.up import answers
from tests.services import free_port

pytestmark = pytest.mark.once

ROOT = Path(__file__).parent.parent


class Site:
    """`manage.py up` with a folder of its own, by which its processes are known."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.port = folder, free_port()
        self.said = folder / "said"
        environment = {"PATH": os.environ["PATH"], "VAR_DIR": str(folder), "PYTHONUNBUFFERED": "1"}
        command = [sys.executable, "manage.py", "up", "--port", str(self.port)]
        with self.said.open("wb") as out:
            self.process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=out, stderr=out)
        wait_until(lambda: f"Ready: http://127.0.0.1:{self.port}/" in self.said.read_text(), 90, self.said.read_text)

    def processes(self, words: str = "") -> set[int]:
        """Who lives: the processes that were given our folder, all or those whose command has these words."""
        found = set()
        for entry in Path("/proc").glob("[0-9]*"):
            try:
                ours = f"VAR_DIR={self.folder}\0".encode() in (entry / "environ").read_bytes()
                if ours and words in (entry / "cmdline").read_text().replace("\0", " "):
                    found.add(int(entry.name))
            except OSError:
                continue
        return found


def wait_until(happened: Callable[[], bool], seconds: float, otherwise: Callable[[], object] = str) -> None:
    give_up = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < give_up, otherwise()
        time.sleep(0.1)


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    site = Site(tmp_path)
    yield site
    for pid in site.processes():
        os.kill(pid, signal.SIGKILL)
    site.process.wait()


def test_the_web_and_the_worker_come_back_after_kill_9_and_all_end_with_sigterm(site: Site) -> None:
    web, worker = site.processes("gunicorn"), site.processes("celery")
    wait_until(lambda: len(site.processes("celery")) == 2, 60)

    for pid in web | site.processes("celery"):
        os.kill(pid, signal.SIGKILL)
    wait_until(lambda: answers(site.port) and len(site.processes("celery")) == 2, 30, site.said.read_text)
    back = site.processes("gunicorn") | site.processes("celery")
    site.process.send_signal(signal.SIGTERM)
    code = site.process.wait(20)

    assert web
    assert worker
    assert not back & (web | worker)
    assert (code, site.processes()) == (0, set())


def test_killing_only_the_worker_takes_its_clock_along(site: Site) -> None:
    wait_until(lambda: len(site.processes("celery")) == 2, 60)
    worker, clock = sorted(site.processes("celery"))

    os.kill(worker, signal.SIGKILL)
    wait_until(lambda: len(site.processes("celery") - {worker, clock}) == 2, 30, site.said.read_text)

    assert not site.processes("celery") & {worker, clock}
    assert "The worker stopped and will be started again." in site.said.read_text()


def test_nothing_outlives_kill_9_of_the_supervisor(site: Site) -> None:
    wait_until(lambda: len(site.processes("celery")) == 2, 60)
    children = site.processes() - {site.process.pid}

    site.process.kill()
    site.process.wait()
    wait_until(lambda: not site.processes(), 10, site.processes)

    assert len(children) == 4


def test_a_taken_port_is_said_at_once(site: Site) -> None:
    command = [sys.executable, "manage.py", "up", "--port", str(site.port)]

    second = subprocess.run(command, cwd=ROOT, env=os.environ | {"VAR_DIR": str(site.folder)}, capture_output=True)

    assert second.returncode == 1
    assert f"CommandError: Port {site.port} is taken. Choose another one: --port {site.port + 1}" in str(second.stderr)
