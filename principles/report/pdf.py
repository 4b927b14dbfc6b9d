"""HTML to PDF, in a child process with limits: a review that is too large or hostile ends the child, never a worker."""

import logging
import os
import subprocess
import sys

from django.conf import settings

from principles.report.limits import NO_PANGO, SECONDS

logger = logging.getLogger(__name__)

# What a child needs to find its libraries and fonts; our keys and the database's address stay here.
FROM_OUR_ENVIRONMENT = ("PATH", "HOME", "TMPDIR", "LD_LIBRARY_PATH", "DYLD_FALLBACK_LIBRARY_PATH", "FONTCONFIG_FILE")
# The time is a constant, because fonts carry it into the file and the same facts give the same bytes.
ITS_OWN = {"LANG": "C.UTF-8", "SOURCE_DATE_EPOCH": "0"}

READ_IT_HERE = "You can read it here, or print this page."
APT, BREW = "apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0", "brew install pango"


class NoPdf(Exception):
    """There is no PDF, and why: one line for the person who asked. `again`: another try may go better."""

    def __init__(self, why: str, again: bool) -> None:
        super().__init__(why)
        self.again = again


def make_pdf(html: str) -> bytes:
    """A PDF/UA-1 file. NoPdf when it cannot be made."""
    command = [sys.executable, "-m", "principles.report.press", str(settings.STATICFILES_DIRS[0])]
    environment = {name: os.environ[name] for name in FROM_OUR_ENVIRONMENT if name in os.environ}
    try:
        child = subprocess.run(
            command,
            input=html.encode(),
            capture_output=True,
            cwd=settings.BASE_DIR,
            env=environment | ITS_OWN,
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise NoPdf(f"It took longer than {SECONDS} seconds. {READ_IT_HERE}", again=True) from None
    if child.returncode == NO_PANGO:
        raise NoPdf(how_to_get_pango(), again=False)
    if child.returncode:
        logger.warning("No PDF, exit code %s: %s", child.returncode, child.stderr[-300:].decode(errors="replace"))
        raise NoPdf(f"The PDF could not be made. It may be too large for one. {READ_IT_HERE}", again=True)
    return child.stdout


def how_to_get_pango() -> str:
    """One line that installs what is missing."""
    install = BREW if sys.platform == "darwin" else APT
    return f"Coproduce has no Pango here, and Pango draws the PDF. To get it: {install}. Then ask for it again."
