"""The browser of the tests: found, and really started. `python -m tests.chromium` tries it."""

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser, Error, Playwright, sync_playwright

ON_PATH = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "microsoft-edge",
)
ON_A_MAC = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
)
QUIET = ["--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update"]
NO_BROWSER = (
    "No browser starts here. One of: sudo apt install chromium libatomic1; "
    ".venv/bin/playwright install --only-shell chromium; BROWSER_PATH=/path/to/a/browser"
)


def candidates(playwright: Playwright) -> Iterator[str]:
    """Programs that may be there, the one asked for first."""
    yield os.environ.get("BROWSER_PATH", "")
    yield playwright.chromium.executable_path
    shells = Path(playwright.chromium.executable_path).parents[2]
    yield from sorted(str(path) for path in shells.glob("chromium_headless_shell-*/*/*headless*shell"))
    yield from (shutil.which(name) or "" for name in ON_PATH)
    yield from ON_A_MAC


def launch(playwright: Playwright) -> Browser:
    """The first browser that starts: a file that is there need not run."""
    as_root = ["--no-sandbox"] if os.geteuid() == 0 else []
    for program in candidates(playwright):
        if program and Path(program).exists():
            try:
                return playwright.chromium.launch(executable_path=program, args=[*QUIET, *as_root])
            except Error:
                continue
    raise LookupError(NO_BROWSER)


if __name__ == "__main__":
    try:
        with sync_playwright() as playwright:
            browser = launch(playwright)
            sys.stdout.write(f"Chromium {browser.version}\n")
            browser.close()
    except Exception as error:  # the driver itself cannot start: libatomic is missing
        sys.exit(f"{error}\n{NO_BROWSER}")
