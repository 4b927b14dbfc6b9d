"""What Django says at the start when this machine cannot make PDFs. Run as a program: true when it can."""

import ctypes
import sys
from typing import Any

from django.core.checks import CheckMessage, Warning

# WeasyPrint itself takes more than a second to import: too long for every command.
LIBRARIES = {
    "linux": ("libpango-1.0.so.0", "libpangoft2-1.0.so.0"),
    "darwin": ("libpango-1.0.0.dylib", "libpangoft2-1.0.0.dylib"),
}
HINT = "sudo apt install libpangoft2-1.0-0 libharfbuzz-subset0 fonts-dejavu-core (macOS: brew install pango)"


def can_make_pdfs() -> bool:
    try:
        for library in LIBRARIES.get(sys.platform, ()):
            ctypes.CDLL(library)
    except OSError:
        return False
    return True


def pdf_libraries(**_: Any) -> list[CheckMessage]:
    """A warning while Pango is missing: reviews are pages then, and the PDF of each waits."""
    if can_make_pdfs():
        return []
    return [Warning("Pango is not installed, so reviews cannot become PDFs.", hint=HINT, id="coproduce.W001")]


if __name__ == "__main__":
    sys.exit(not can_make_pdfs())
