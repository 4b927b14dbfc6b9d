"""Every page of the product, from the table of who may see what; and what a page may cost."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import inf
from statistics import median

from django.core.handlers.wsgi import WSGIHandler
from django.test import Client

from participants.models import Person
from tests.access_matrix import ROLES, Row, rows
from tests.bench.visits import Cost, Visit, cost
from tests.feedback.saying import MONDAY, in_parts
from tests.people import BACKEND
from tests.test_access import address
from tests.world import World

MOST_BYTES = 10_000  # of HTML as sent
ROUNDS, TIMES = 5, 2
FLAT = 1.25  # times the processor or the bytes of the usual project, before we say that a page grows


@dataclass(frozen=True)
class Target:
    """In L of processor, and in queries."""

    cpu: float
    queries: int | None = None

    def __str__(self) -> str:
        return f"{self.cpu} L" + (f" {self.queries} sql" if self.queries else "")


TARGETS = {
    ("project", "GET"): Target(2.0, 12),
    ("board", "GET"): Target(1.5, 8),
    ("say", "GET"): Target(1.0, 10),
    ("say", "POST"): Target(0.8, 14),
    ("home", "GET"): Target(2.0),
    ("portfolio", "GET"): Target(2.0),
}
# What is sent when a form is measured: url -> what it holds. The others are measured only as pages.
FORMS = {
    "say": {"kind": "problem", "problem": "The bell is too high.", "better": "A lower bell.", "named_as": "member"},
    "decision_new": {"question": "Shall the radio play?", "decided": "No radio."} | in_parts(MONDAY, "made_on"),
}


@dataclass
class Page:
    """One page as one role, measured in rounds."""

    row: Row
    role: str
    visit: Visit
    cost: Cost
    ratios: list[float]

    @property
    def name(self) -> str:
        shown = [row.of for row in rows() if row.url == self.row.url and row.is_page]
        which = f" {self.row.of}" if len(shown) > 1 else ""
        return self.row.url + which + " (sent)" * (self.row.method == "POST")

    @property
    def cpu(self) -> float:
        """In L."""
        return median(self.ratios)

    @property
    def is_there(self) -> bool:
        """False for what a server does not show, like the mail of a demonstration."""
        return self.cost.status == self.visit.answered

    @property
    def over(self) -> dict[str, bool]:
        """The targets that it misses."""
        target = TARGETS.get((self.row.url, self.row.method), Target(inf))
        found = {
            "CPU": self.cpu > target.cpu,
            "sql": bool(target.queries and self.cost.queries > target.queries),
            "KB": self.cost.size > MOST_BYTES,
        }
        return {name: True for name, missed in found.items() if missed}

    def grown_from(self, before: "Page") -> list[str]:
        """What the big project makes more of."""
        found = {
            "CPU": self.cpu > FLAT * before.cpu + 0.1,
            "sql": self.cost.queries > before.cost.queries,
            "ms": self.cost.database > 2 * before.cost.database + 10,
            "KB": self.cost.size > FLAT * before.cost.size + 500,
        }
        return [name for name, is_more in found.items() if is_more]


def readers(row: Row) -> list[str]:
    """Who looks: the role that sees most of it, and a member too where the page has a target."""
    first = row.seen_by or next((role for role in ROLES if row.status[role] == "200"), None)
    member = ["member"] if (row.url, row.method) in TARGETS and row.status["member"] == "200" else []
    return list(dict.fromkeys([*([first] if first else []), *member]))


def session_of(person: Person | None) -> str:
    client = Client()
    if not person:
        return ""
    client.force_login(person, backend=BACKEND)
    return client.session.session_key or ""


def all_pages(world: World, handler: WSGIHandler, names: list[str]) -> Iterator[Page]:
    """Every page, or those of these names; and every form that we know how to fill in."""
    sessions = {role: session_of(person) for role, person in world.people.items()}
    for row in [row for row in rows() if not names or row.url in names]:
        form = FORMS.get(row.url) if row.method == "POST" else None
        if row.is_page or form:
            for role in readers(row):
                visit = Visit(handler, address(row, world.here, world.key(row.of)), sessions[role], form)
                yield Page(row, role, visit, cost(visit), [])


def measure(pages: list[Page], yardstick: Visit) -> None:
    """Each page beside L in each round, so that a machine that grows busy slows both."""
    for _ in range(ROUNDS):
        for page in pages:
            page.ratios.append(page.visit.cpu(TIMES) / yardstick.cpu(TIMES))
