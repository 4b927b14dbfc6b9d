"""A worker in a process of its own, for `processes.live`: the visits come as JSON, the figures go as JSON."""

import json
import os
import subprocess
import sys
import time

from django.core.servers.basehttp import get_internal_wsgi_application
from django.urls import get_resolver

ROUNDS = 3


def memory() -> float:
    """Megabytes of this process that are in memory now."""
    shown = subprocess.run(["ps", "-o", "rss=", "-p", str(os.getpid())], capture_output=True, text=True, check=True)
    return int(shown.stdout) / 1024


if __name__ == "__main__":
    application = get_internal_wsgi_application()  # the settings name the door; bare Django has its own
    _ = get_resolver().url_patterns
    started = time.process_time()
    visits = json.load(sys.stdin)
    if visits:
        from tests.bench.visits import Visit  # it needs Django ready

        for path, session in visits * ROUNDS:
            Visit(application, path, session).answer()
    figures = {"start": started, "memory": memory(), "weasyprint": "weasyprint" in sys.modules}
    sys.stdout.write(json.dumps(figures))
