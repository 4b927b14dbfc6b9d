"""The whole of it: PostgreSQL and Valkey, 20,000 promises, three workers and two beats, 100 kills, and all the rest.

python -m tests.chaos.whole [--promises 20000] [--kills 100] [--seed 0]
"""

import argparse
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import psycopg2

from tests import services
from tests.chaos.figures import Figures, unfinished
from tests.chaos.run import Chaos, Worker

HOUR = 3600
FALLING_DUE = 150  # seconds
WITHIN = 420  # seconds, for all to be final
QUIET = 25  # seconds after that, in which nothing may come
LEASE = "8"  # seconds
AWAY = 4  # seconds that a server stays away
PAUSES = (0.8, 3.0)  # seconds between two kills
# The clock of the database, for every session: as wrong as the machine's.
WRONG_CLOCK = """
    CREATE TABLE wrong_clock AS SELECT interval '0 seconds' AS by;
    CREATE FUNCTION public.clock_timestamp() RETURNS timestamptz VOLATILE LANGUAGE sql
        AS $$ SELECT pg_catalog.clock_timestamp() + by FROM public.wrong_clock $$;
    ALTER DATABASE chaos SET search_path = public, pg_catalog;
"""


class Whole(Chaos):
    """The same, with servers that go away and clocks that jump."""

    give_up, pauses, all_final_after = 2 * WITHIN, PAUSES, 0

    def __init__(self, var: Path, promises: int, kills: int, seed: int = 0) -> None:
        super().__init__(var, seed=seed)
        self.promises, self.wanted_kills, self.broker = promises, kills, services.free_port()
        os.environ.update(PGHOST=str(var), PGUSER="postgres")
        services.make_cluster(var)
        (var / "clock").write_text("0")
        (var / "var").mkdir()
        self.environment |= {
            "VAR_DIR": str(var / "var"),
            "PGHOST": str(var),
            "PGUSER": "postgres",
            "DATABASE_URL": "postgresql:///chaos",
            "BROKER_URL": f"redis://127.0.0.1:{self.broker}/0",
            "CHAOS_CLOCK": str(var / "clock"),
            "CHAOS_LEASE": LEASE,
        }
        pools = {"one": "-P prefork -c 2", "two": "-P prefork -c 2", "three": "-P prefork -c 2"}
        self.workers = [
            Worker(name, var / "var", self.environment, pool, beat=name != "three") for name, pool in pools.items()
        ]

    def prepare(self) -> None:
        self.postgres, self.valkey = self.run_postgres(), services.run_valkey(self.var, self.broker)
        subprocess.run(["createdb", "chaos"], check=True)
        self.tell_database(WRONG_CLOCK)
        self.manage("migrate --run-syncdb --skip-checks -v 0")
        self.manage(f"seed --skip-checks {self.promises} {FALLING_DUE}")

    def run_postgres(self) -> subprocess.Popen:
        # What is committed must be on its way to the disk: else a server that stops at once forgets it.
        return services.run_postgres(self.var, synchronous_commit="on", autovacuum="on", shared_buffers="128MB")

    def ask(self, query: str) -> list[tuple]:
        with psycopg2.connect(dbname="chaos") as connection, connection.cursor() as cursor:
            cursor.execute(query)
            rows = cursor.fetchall()
        connection.close()
        return rows

    def tell_database(self, words: str) -> None:
        subprocess.run(["psql", "-q", "-v", "ON_ERROR_STOP=1", "-d", "chaos", "-c", words], check=True)

    # ---- what goes wrong

    def disturb(self) -> None:
        time.sleep(5)  # they start
        ahead = self.troubles()
        for number in range(self.wanted_kills):
            time.sleep(self.random.uniform(*self.pauses))
            self.kill_one()
            while ahead and ahead[0][0] <= 100 * number / self.wanted_kills:
                ahead.pop(0)[1]()

    def troubles(self) -> list[tuple[int, Callable[[], None]]]:
        """After how many hundredths of the kills what happens."""
        return [
            (12, self.lose_broker),
            (22, lambda: self.jump(2 * HOUR)),
            (32, self.lose_broker),
            (42, lambda: self.jump(-2 * HOUR)),
            (48, self.restart_database),
            (55, self.lose_broker),
            (62, self.lose_mail_server),
            (70, lambda: self.jump(25 * HOUR)),
            (78, self.lose_broker),
            (86, lambda: self.jump(0)),
        ]

    def lose_broker(self) -> None:
        """Killed, and back with an empty memory."""
        self.valkey.kill()
        self.valkey.wait()
        time.sleep(AWAY)
        self.valkey = services.run_valkey(self.var, self.broker)

    def restart_database(self) -> None:
        """At once: connections break, nothing is tidied away."""
        self.postgres.send_signal(signal.SIGQUIT)
        self.postgres.wait()
        time.sleep(AWAY)
        self.postgres = self.run_postgres()

    def lose_mail_server(self) -> None:
        self.sink.kill()
        self.sink.wait()
        time.sleep(AWAY)
        self.sink = self.start_sink()

    def jump(self, seconds: int) -> None:
        """All clocks are wrong by so much from now on."""
        (self.var / "clock").write_text(str(seconds))
        self.tell_database(f"UPDATE wrong_clock SET by = interval '{seconds} seconds'")

    def kill_one(self) -> None:
        """And bring back who ended by themselves, as the supervisor does."""
        for worker in self.workers:
            if worker.process.poll() is not None:
                worker.start()
        super().kill_one()

    def wait(self, started: float) -> None:
        while unfinished(self.ask) and time.monotonic() < started + self.give_up:
            time.sleep(1)
        self.all_final_after = round(time.monotonic() - started)
        time.sleep(QUIET)


def main() -> int:
    """0 when every promise was kept, once, in time."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--promises", type=int, default=20_000)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="chaos-"))
    try:
        chaos = Whole(folder, options.promises, options.kills, options.seed)
        figures: Figures = chaos.run()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    print(f"{figures}, all final after {chaos.all_final_after}")
    return int(not (figures.kept and chaos.all_final_after <= WITHIN))


if __name__ == "__main__":
    sys.exit(main())
