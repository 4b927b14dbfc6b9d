"""What a process costs: to start, and in memory once it has served every page."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from statistics import median

TOP = Path(__file__).resolve().parents[2]
OURS, BARE = "coproduce.settings", "tests.bench.bare.settings"


@dataclass(frozen=True)
class Life:
    """Seconds of processor until the first request could come; megabytes at the end; what it should not have."""

    start: float
    memory: float
    weasyprint: bool


def on_a_server(settings: str) -> dict[str, str]:
    """The environment of a process there: Python keeps what it has compiled, so only its very first start is slower."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"} | {
        "DJANGO_SETTINGS_MODULE": settings
    }


def live(settings: str, visits: list[tuple[str, str]]) -> Life:
    """A new process that answers each address with its session, three times round."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.worker"],
        input=json.dumps(visits),
        env=on_a_server(settings),
        cwd=TOP,
        capture_output=True,
        text=True,
        check=True,
    )
    return Life(**json.loads(done.stdout))


def start_up(times: int = 5) -> tuple[float, float]:
    """Seconds of processor until our first request could come, and times a bare Django's, in turns."""
    live(OURS, []), live(BARE, [])  # compiled now
    pairs = [(live(OURS, []).start, live(BARE, []).start) for _ in range(times)]
    return median(ours for ours, _ in pairs), median(ours / bare for ours, bare in pairs)
