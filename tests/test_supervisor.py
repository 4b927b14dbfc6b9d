"""One command keeps the site alive, and leaves nothing behind."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from coproduce.management.commands.up import answers, worker_is_silent
from coproduce.supervisor import Child, Supervisor
from participants.models import Heartbeat
from tests.services import free_port

pytestmark = [pytest.mark.once, pytest.mark.early]

ROOT = Path(__file__).parent.parent


class Site:
    """`manage.py up` (or `demo`) with a folder of its own, by which its processes are known."""

    def __init__(self, folder: Path, command: str = "up") -> None:
        self.folder, self.port = folder, free_port()
        self.said = folder / "said"
        environment = {"PATH": os.environ["PATH"], "VAR_DIR": str(folder), "PYTHONUNBUFFERED": "1"}
        words = [sys.executable, "manage.py", command, "--port", str(self.port)]
        with self.said.open("wb") as out:
            self.process = subprocess.Popen(words, cwd=ROOT, env=environment, stdout=out, stderr=out)

    def is_ready(self) -> bool:
        return f"Ready: http://127.0.0.1:{self.port}/" in self.said.read_text()

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
def running_site(folder: Path, command: str = "up") -> Iterator[Site]:
    site = Site(folder, command)
    try:
        wait_until(site.is_ready, 300, site.said.read_text)  # only against hanging: a machine may have much to do
        wait_until(lambda: len(site.processes("celery")) == 2, 60, site.said.read_text)
        yield site
    finally:
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
        wait_until(lambda: not site.processes(), 20, site.processes)

        assert len(children) == 4


@pytest.mark.django_db
def test_a_worker_counts_as_silent_after_ten_minutes_without_a_dispatch() -> None:
    long_ago, lately = (timezone.now() - timedelta(minutes=ago) for ago in (11, 9))
    Heartbeat.beat("plan", timezone.now())

    never = worker_is_silent(601)
    Heartbeat.beat("dispatch", long_ago)
    stuck, young = worker_is_silent(601), worker_is_silent(599)
    Heartbeat.beat("dispatch", lately)

    assert (never, stuck, young, worker_is_silent(601)) == (True, True, False, False)


def test_a_worker_that_runs_but_does_nothing_is_started_again(tmp_path: Path) -> None:
    web, worker = (Child(name, ["sleep", "60"], tmp_path / name) for name in ("web", "worker"))
    supervisor = Supervisor(web, worker, worker_is_silent=lambda alive_for: alive_for > 600)
    for child in (web, worker):
        child.keep_running(now=1000)
    first = worker.process

    supervisor.wake_the_worker(now=1500)
    patient = first.poll()
    supervisor.wake_the_worker(now=1700)
    first.wait(5)
    worker.keep_running(now=1701)
    second, web_since = worker.process, web.started
    supervisor.end_all()

    assert patient is None
    assert first.returncode == -signal.SIGKILL
    assert second.pid != first.pid
    assert web_since == 1000


def test_one_that_keeps_falling_comes_back_after_longer_and_longer_pauses(tmp_path: Path) -> None:
    child = Child("web", ["false"], tmp_path / "web")
    starts = []

    for second in range(120):
        child.keep_running(now=second)
        if child.process and child.started == second:
            starts.append(second)
            child.process.wait()

    assert starts == [0, 1, 3, 7, 15, 31, 62, 93]
