"""One command keeps the site alive, and leaves nothing behind."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
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


@contextmanager
def running_site(folder: Path) -> Iterator[Site]:
    site = Site(folder)
    wait_until(lambda: len(site.processes("celery")) == 2, 60, site.said.read_text)
    yield site
    for pid in site.processes():
        os.kill(pid, signal.SIGKILL)
    site.process.wait()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """One site for all stories that leave it running; the last one ends it."""
    with running_site(tmp_path_factory.mktemp("site")) as site:
        yield site


def test_the_web_and_the_worker_come_back_after_kill_9(site: Site) -> None:
    web, worker = site.processes("gunicorn"), site.processes("celery")

    for pid in web | worker:
        os.kill(pid, signal.SIGKILL)
    wait_until(lambda: answers(site.port) and len(site.processes("celery")) == 2, 30, site.said.read_text)

    assert (len(web), len(worker)) == (2, 2)
    assert site.processes() & (web | worker) == set()


def test_a_killed_worker_takes_its_clock_along(site: Site) -> None:
    worker, clock = sorted(site.processes("celery"))

    os.kill(worker, signal.SIGKILL)
    wait_until(lambda: len(site.processes("celery") - {worker, clock}) == 2, 30, site.said.read_text)

    assert site.processes("celery") & {worker, clock} == set()
    assert f"The worker stopped and will be started again. Its words are in {site.folder}/log/worker.log" in (
        site.said.read_text().splitlines()
    )


def test_a_taken_port_is_said_at_once(site: Site) -> None:
    command = [sys.executable, "manage.py", "up", "--port", str(site.port)]

    second = subprocess.run(
        command, cwd=ROOT, env=os.environ | {"VAR_DIR": str(site.folder)}, capture_output=True, text=True, check=False
    )

    assert second.returncode == 1
    assert second.stderr == f"CommandError: Port {site.port} is taken. Choose another one: --port {site.port + 1}\n"


def test_sigterm_ends_everything(site: Site) -> None:
    site.process.send_signal(signal.SIGTERM)

    assert site.process.wait(20) == 0
    assert site.processes() == set()


def test_nothing_outlives_kill_9_of_the_supervisor(tmp_path: Path) -> None:
    with running_site(tmp_path) as site:
        children = site.processes() - {site.process.pid}

        site.process.kill()
        site.process.wait()
        wait_until(lambda: not site.processes(), 10, site.processes)

        assert len(children) == 4
