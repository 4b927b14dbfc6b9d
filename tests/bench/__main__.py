"""What every page costs, as a ratio to a bare Django list: `./run audit bench [PAGE ...]`.

A page is named as in tests/access_matrix.py. Absolute times say little: compare ratios, of one run.
"""

import os
import sys

from tests import services

os.environ["DATABASE_URL"] = "postgresql:///app"
services.choose_addresses()
os.environ |= {
    "DJANGO_SETTINGS_MODULE": "tests.bench.settings",
    "SECRET_KEY": "only for measuring " + "-" * 40,
    "SITE_URL": f"http://127.0.0.1:{services.free_port()}",
    "EMAIL_HOST": "127.0.0.1",
    "DEFAULT_FROM_EMAIL": "Coproduce <coproduce@example.org>",
}

import django  # noqa: E402

django.setup()

from tests.bench.report import report  # noqa: E402

if __name__ == "__main__":
    services.start()
    report(sys.argv[1:])
