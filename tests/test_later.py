"""A start of the web server: what it reads only when somebody needs it, and that it is then whole for everyone."""

import subprocess
import sys

import pytest

pytestmark = pytest.mark.once

HEAVY = ["celery", "cryptography.x509", "fido2", "icalendar.cal", "holidays", "lxml", "PIL._imaging"]
HEAVY += ["qrcode.main", "requests", "weasyprint", "charset_normalizer.md"]


def run(program: str) -> str:
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    return done.stdout


def test_a_web_server_starts_without_what_only_some_pages_need():
    found = run(f"import sys, coproduce.wsgi; print([name for name in {HEAVY} if name in sys.modules])")

    assert found == "[]\n"


def test_many_at_once_ask_for_the_same_and_each_gets_it_whole():
    program = """
import sys, coproduce
from concurrent.futures import ThreadPoolExecutor
sys.setswitchinterval(1e-6)
import icalendar
with ThreadPoolExecutor(16) as pool:
    found = set(pool.map(lambda _: icalendar.Calendar().to_ical()[:5], range(64)))
print(found, icalendar.Event is sys.modules["icalendar"].Event)
"""

    assert run(program) == "{b'BEGIN'} True\n"


def test_what_is_named_but_not_there_says_so():
    program = """
import coproduce, icalendar
try:
    icalendar.nothing
except AttributeError as fault:
    print(fault)
"""

    assert run(program) == "module 'icalendar' has no attribute 'nothing'\n"
