"""Kill workers while they send, then count.

python -m tests.chaos.run                     one run, with its figures
python -m tests.chaos.run --mutant no_fence   the same with a rule taken away (no_key, no_fence, no_hold): must show
"""

import argparse
import os
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, replace
from pathlib import Path

from coproduce.processes import die_with_parent
from tests.chaos.figures import Figures, count, unfinished
from tests.services import free_port

TOP = Path(__file__).resolve().parents[2]
PROMISES = 1500
FALLING_DUE = 36  # seconds
KILLS = 15
PAUSES = (0.8, 3.6)  # seconds between two kills
GIVE_UP = 240  # a run takes about 70 seconds; on a machine with much else to do, longer
QUIET = "-l WARNING --without-gossip --without-mingle --without-heartbeat"
POOLS = {"one": "-P prefork -c 2", "two": "-P threads -c 2"}


@dataclass
class Worker:
    """A worker as a tree of processes, most with a beat of their own."""

    name: str
    var: Path
    environment: dict[str, str]
    pool: str
    beat: bool = True
    process: subprocess.Popen | None = None

    def start(self) -> None:
        beat = f"-B -s {self.var}/beat-{self.name}" if self.beat else ""
        command = f"-m celery -A coproduce worker {beat} -n {self.name}@chaos {QUIET} {self.pool}"
        with (self.var / f"{self.name}.log").open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, *command.split()],
                env=self.environment,
                cwd=TOP,
                stdout=log,
                stderr=log,
                process_group=0,
                preexec_fn=die_with_parent,
            )

    def signal(self, number: signal.Signals) -> None:
        os.killpg(self.process.pid, number)

    def end(self) -> None:
        self.signal(signal.SIGKILL)
        self.process.wait()

    def children_of_the_pool(self) -> list[int]:
        cards = [int(card.name) for card in (self.var / "pool").glob("*")]
        return [pid for pid in cards if is_child(pid, self.process.pid)]


def is_child(pid: int, parent: int) -> bool:
    try:
        words = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return False
    return words[0] != "Z" and int(words[1]) == parent


class Chaos:
    """One run in a folder of its own."""

    give_up, pauses = GIVE_UP, PAUSES

    def __init__(self, var: Path, mutant: str = "", seed: int = 0) -> None:
        self.var, self.random, self.port = var, random.Random(seed), free_port()
        self.kills = self.trees = 0
        keep = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "VIRTUAL_ENV") if name in os.environ}
        self.environment = keep | {
            "DJANGO_SETTINGS_MODULE": "tests.chaos.settings",
            "VAR_DIR": str(var),
            "CHAOS_MUTANT": mutant,
            "EMAIL_HOST": "127.0.0.1",
            "EMAIL_PORT": str(self.port),
        }
        self.workers = [Worker(name, var, self.environment, pool) for name, pool in POOLS.items()]
        self.sink: subprocess.Popen

    def run(self) -> Figures:
        self.prepare()
        started = time.monotonic()
        self.sink = self.start_sink()
        for worker in self.workers:
            worker.start()
        try:
            self.disturb()
            self.wait(started)
        finally:
            for worker in self.workers:
                worker.end()
            self.sink.kill()
            self.sink.wait()
        figures = count(self.ask, self.var / "arrived.log")
        return replace(figures, kills=self.kills, whole_trees=self.trees, seconds=round(time.monotonic() - started))

    def prepare(self, promises: int = PROMISES, falling_due: int = FALLING_DUE) -> None:
        """Tables, people and promises."""
        for folder in ("queue", "queue-control"):
            (self.var / folder).mkdir()
        self.manage("migrate --run-syncdb --skip-checks -v 0")
        self.manage(f"seed --skip-checks {promises} {falling_due}")

    def ask(self, query: str) -> list[tuple]:
        with sqlite3.connect(self.var / "coproduce.sqlite3", timeout=20) as connection:
            rows = connection.execute(query).fetchall()
        connection.close()
        return rows

    def manage(self, command: str) -> None:
        subprocess.run([sys.executable, "-m", "django", *command.split()], env=self.environment, cwd=TOP, check=True)

    def start_sink(self) -> subprocess.Popen:
        log = self.var / "arrived.log"
        log.touch()
        command = [sys.executable, "-m", "tests.chaos.sink", str(self.port), str(log)]
        return subprocess.Popen(command, env=self.environment, cwd=TOP, preexec_fn=die_with_parent)

    def disturb(self) -> None:
        """Kill again and again, while messages fall due."""
        time.sleep(5)  # they start
        for _ in range(KILLS):
            time.sleep(self.random.uniform(*self.pauses))
            self.kill_one()

    def kill_one(self) -> None:
        """kill -9 for a whole tree, brought back at once, or for one child of a pool."""
        worker = self.random.choice(self.workers)
        children = worker.children_of_the_pool()
        if children and self.random.random() < 0.5:
            os.kill(self.random.choice(children), signal.SIGKILL)
        else:
            worker.end()
            worker.start()
            self.trees += 1
        self.kills += 1

    def wait(self, started: float) -> None:
        """Until nothing is on its way any more, and then a little longer: nothing may come after that."""
        while unfinished(self.ask) and time.monotonic() < started + self.give_up:
            time.sleep(0.5)
        time.sleep(3)


def main() -> int:
    """0 when the promises were kept; with a mutant, 0 when the check noticed it."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--mutant", choices=["no_key", "no_fence", "no_hold"], default="")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="chaos-") as var:
        figures = Chaos(Path(var), options.mutant, options.seed).run()
    print(options.mutant or "all rules", "-", figures)
    return int(figures.kept == bool(options.mutant))


if __name__ == "__main__":
    sys.exit(main())
