"""One server, one command: the web and the worker, watched and brought back (`manage.py up`).

Each child runs in its own process group with its own log. One that dies comes back after a pause that grows while it
keeps falling. When this process ends, even by kill -9, all of them end.
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from coproduce.processes import die_with_parent

# Seconds
LOOK_EVERY = 0.5
ASK_EVERY = 30
STEADY_AFTER = 60
LONGEST_PAUSE = 30
TIME_TO_END = 15


@dataclass
class Child:
    """One program that should always be running."""

    name: str
    command: list[str]
    log: Path
    environment: dict[str, str] = field(default_factory=dict)
    process: subprocess.Popen[bytes] | None = None
    started: float = 0
    falls: int = 0
    not_before: float = 0

    def keep_running(self, now: float) -> None:
        """Start it when it is not running, after 0, 1, 3, 7 … seconds when it keeps falling."""
        if self.process and self.process.poll() is not None:
            self.end(signal.SIGKILL)  # what the dead one left of its group
            self.falls = 1 if now - self.started > STEADY_AFTER else self.falls + 1
            self.not_before = now + min(LONGEST_PAUSE, 2 ** (self.falls - 1) - 1)
            sys.stderr.write(f"The {self.name} stopped and will be started again. Its words are in {self.log}\n")
            self.process = None
        if not self.process and now >= self.not_before:
            self.start(now)

    def start(self, now: float) -> None:
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env=os.environ | self.environment,
                process_group=0,
                preexec_fn=die_with_parent,
            )
        self.started = now

    def end(self, how: signal.Signals) -> None:
        """Send a signal to its whole group, whether or not its first process still lives."""
        with suppress(ProcessLookupError):
            if self.process:
                os.killpg(self.process.pid, how)

    def wait(self, seconds: float) -> None:
        """Until it has ended; after so long, make it."""
        if self.process:
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(seconds)
            self.end(signal.SIGKILL)
            self.process.wait()


class Supervisor:
    """Keeps the web and the worker running until SIGTERM or SIGINT."""

    def __init__(self, web: Child, worker: Child, worker_is_silent: Callable[[float], bool]) -> None:
        self.web, self.worker = web, worker
        self.worker_is_silent = worker_is_silent
        self.stopping = False

    def run(self, is_up: Callable[[], bool], when_up: Callable[[], None]) -> None:
        """`when_up` is called once, as soon as `is_up` answers yes."""
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self.stop)
        up, asked = False, time.monotonic()
        try:
            while not self.stopping:
                now = time.monotonic()
                for child in (self.web, self.worker):
                    child.keep_running(now)
                if not up and is_up():
                    up = True
                    when_up()
                if now - asked > ASK_EVERY:
                    asked = now
                    self.wake_the_worker(now)
                time.sleep(LOOK_EVERY)
        finally:
            self.end_all()

    def stop(self, *_: object) -> None:
        self.stopping = True

    def wake_the_worker(self, now: float) -> None:
        """A worker that runs but does nothing is ended; the next look starts a new one."""
        if self.worker_is_silent(now - self.worker.started):
            self.worker.end(signal.SIGKILL)

    def end_all(self) -> None:
        """Ask all groups to end; after a while, make them."""
        for child in (self.web, self.worker):
            child.end(signal.SIGTERM)
        last = time.monotonic() + TIME_TO_END
        for child in (self.web, self.worker):
            child.wait(max(0, last - time.monotonic()))
