"""Who gets what at which address: the tables in `access/`. One line for each url name and method; a url without its
lines fails.

`login` is the way to the sign-in page. `of` names the thing in the address (tests/world.py); a dash: none.
`wide` is a facilitator of the whole organisation, `lead` the safeguarding lead, `outsider` the facilitator of
another project, `ended` a member who left.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

ROLES = ("anonymous", "outsider", "ended", "member", "professional", "manager", "facilitator", "wide", "lead")

TABLES = sorted((Path(__file__).parent / "access").glob("*.txt"))

NO_PAGES = (
    "healthz",
    "session_ics",
    "calendar_feed",
    "card_scan",
    "photo",
    "review_pdf",
    "paper_file",
    "decisions_csv",
    "account_request_login_code",
    "socialaccount_login_cancelled",
    "mfa_index",
    "mfa_list_webauthn",
    "my_data_zip",
    "public_feed",
)


@dataclass(frozen=True)
class Row:
    """`status`: role -> what the table says."""

    url: str
    of: str
    method: str
    status: dict[str, str]

    @property
    def is_page(self) -> bool:
        """Something people look at, and that no other line shows as well."""
        return self.method == "GET" and self.url not in NO_PAGES

    @property
    def is_ones_own(self) -> bool:
        """Everybody who is signed in has it, each with their own."""
        return self.status["anonymous"] == "login" and self.status["outsider"] == self.status["member"] == "200"

    @property
    def seen_by(self) -> str | None:
        """A role that gets the page: the one that sees most of it where several do."""
        order = ("facilitator", "member", "manager", "wide", "lead", "anonymous")
        return next((role for role in order if self.status[role] == "200"), None)


def rows(tables: Iterable[Path] = TABLES) -> list[Row]:
    """The lines of the tables, without their heads. ValueError for a line that is too short or too long."""
    found = []
    for table in tables:
        _, *lines = [line.split() for line in table.read_text().splitlines() if line]
        found += [Row(url, of, method, dict(zip(ROLES, cells, strict=True))) for url, of, method, *cells in lines]
    return found
