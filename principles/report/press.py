"""The child process: HTML comes in, a PDF/UA-1 file goes out. Never imported by a web worker.

python -m principles.report.press STATIC_FOLDER < review.html > review.pdf
"""

import sys
from io import BytesIO
from pathlib import Path

from principles.report.limits import NO_PANGO, set_limits
from principles.report.tidy import tidy

try:
    from weasyprint import HTML
    from weasyprint.urls import URLFetcher, URLFetcherResponse
except OSError:
    sys.exit(NO_PANGO)

OURS = "https://report.localhost/"
ASSETS = {
    "css/report.css": "text/css",
    "css/paper.css": "text/css",
    "css/poster.css": "text/css",
    "css/post.css": "text/css",
    "fonts/common-hand-bold.woff2": "font/woff2",
    "fonts/atkinson-next-latin.woff2": "font/woff2",
    "fonts/atkinson-next-ext.woff2": "font/woff2",
}
LARGEST_PICTURE = 2 * 1024 * 1024


class SealedFetcher(URLFetcher):
    """Hands out our own style sheets and fonts by name, and pictures that stand in the text. Nothing else."""

    def __init__(self, static: Path) -> None:
        super().__init__(timeout=1, allowed_protocols={"data"}, allow_redirects=False, fail_on_errors=False)
        self.static = static

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        name = url.removeprefix(OURS)
        if name in ASSETS:
            return URLFetcherResponse(url, (self.static / name).read_bytes(), {"Content-Type": ASSETS[name]})
        if url.startswith("data:image/") and len(url) <= LARGEST_PICTURE:
            return super().fetch(url, headers)
        raise ValueError("A review fetches nothing.")


def press(html: str, static: Path) -> bytes:
    """The finished file. The same HTML gives the same bytes."""
    made = BytesIO()
    document = HTML(string=html, base_url=OURS, url_fetcher=SealedFetcher(static))
    document.write_pdf(made, pdf_variant="pdf/ua-1")
    return tidy(made)


def main() -> None:
    set_limits()
    sys.stdout.buffer.write(press(sys.stdin.buffer.read().decode(), Path(sys.argv[1])))


if __name__ == "__main__":
    main()
