"""All figures, as one text: what each page costs, usual and grown; then processes, first load and outbox."""

import gc
import os
import sys
from collections.abc import Iterator
from statistics import median
from textwrap import fill
from urllib.parse import urlsplit, urlunsplit

from django.core.handlers.wsgi import WSGIHandler
from django.core.management import call_command
from django.db import connection

from participants.outbox import steps
from tests import world
from tests.bench.first_load import first_load
from tests.bench.growth import CONTENT, Scene, add_usual, grow
from tests.bench.outbox import claim_rates
from tests.bench.pages import MOST_BYTES, TARGETS, Page, all_pages, measure, session_of
from tests.bench.processes import live, start_up
from tests.bench.visits import Visit
from tests.bench.yardstick import bare_visits

HEAD = """
                                 usual project        grown project
page                 as          CPU/L sql   ms   KB  CPU/L sql   ms   KB
"""
WIDTH = 118
COSTS = "{:>5.2f} {:>3} {:>4.0f} {:>4.1f}"
LINE = "{:20.20} {:11.11} {}  {}  {}"
LEGEND = "sql: queries; ms: in them; KB: HTML as sent. over: a target is missed; grows: a big project makes more of it."


def say(words: str = "") -> None:
    sys.stdout.write(words.rstrip() + "\n")
    sys.stdout.flush()


def make_database() -> None:
    """A new one, empty, also for the processes that we start; and the files as a server has them."""
    name = connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    os.environ["DATABASE_URL"] = urlunsplit(urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}"))
    call_command("collectstatic", verbosity=0, interactive=False)


def report(names: list[str]) -> None:
    """Of all pages and the rest; with names, of these pages only."""
    make_database()
    everything = world.build()
    scene, handler = Scene(everything), WSGIHandler()
    add_usual(scene)
    bare_list, empty = bare_visits(session_of(scene.fay))
    bare_list.cpu(50)
    say_unit(bare_list, empty)
    usual = measured(list(all_pages(everything, handler, names)), bare_list)
    visits = [(page.visit.path, page.visit.session) for page in usual if page.is_there and page.visit.form is None]
    rest = [] if names else list(other_figures(scene, visits))
    grow(scene)
    grown = measured(list(all_pages(everything, handler, names)), bare_list)
    say_pages(usual, grown)
    say()
    for line in rest:
        say(line)


def measured(pages: list[Page], bare_list: Visit) -> list[Page]:
    """First what is only looked at, then what leaves rows behind."""
    gc.collect()
    gc.freeze()  # what the bench itself remembers is no cost of a page
    for sent in (False, True):
        measure([page for page in pages if page.is_there and (page.visit.form is not None) == sent], bare_list)
    return pages


def say_unit(bare_list: Visit, empty: Visit) -> None:
    unit = median(bare_list.cpu(10) for _ in range(9))
    nothing = median(empty.cpu(30) for _ in range(9))
    say(f"L = {1000 * unit:.1f} ms of CPU: one request to a bare Django list of 50 rows, 3 queries.")
    say(f"An empty template behind the same middlewares: {nothing / unit:.2f} L.")
    grown = ", ".join(f"{name} {few:,}/{big:,}" for name, (_, few, big) in CONTENT.items())
    say(fill(f"Usual/grown: {grown}.", WIDTH))


def say_pages(usual: list[Page], grown: list[Page]) -> None:
    """One line for each page; what misses a target or grows with the project is said in words."""
    say(HEAD)
    for before, after in zip(usual, grown, strict=True):
        if before.is_there and after.is_there:
            over = list(before.over | after.over)
            remarks = {"over": over, "grows": after.grown_from(before)}
            words = "; ".join(f"{what}: {', '.join(names)}" for what, names in remarks.items() if names)
            say(LINE.format(before.name, before.role, costs(before), costs(after), words))
        else:
            say(f"{before.name:20} {before.role:11} no page: {before.cost.status}, grown {after.cost.status}")
    targets = ", ".join(f"{url} {method} {target}" for (url, method), target in TARGETS.items())
    say(LEGEND)
    say(fill(f"Targets: {targets}; any page {MOST_BYTES // 1000} KB.", WIDTH))


def costs(page: Page) -> str:
    return COSTS.format(page.cpu, page.cost.queries, page.cost.database, page.cost.size / 1000)


def other_figures(scene: Scene, visits: list[tuple[str, str]]) -> Iterator[str]:
    """A line each, with its target."""
    seconds, ratio = start_up()
    yield f"start-up: {seconds:.2f} s of CPU, {ratio:.1f} x bare Django (at most 2.0)"
    life = live("tests.bench.settings", visits)
    yield f"worker after every page: {life.memory:.0f} MB (at most 110), WeasyPrint imported: {life.weasyprint} (never)"
    requests, size, script = first_load()
    yield f"first load, sign-in: {requests} requests (at most 6), {size:.1f} KB (60), JavaScript {script:.1f} KB (10)"
    single, batches = claim_rates()
    yield (
        f"outbox: {batches:,.0f} messages claimed a second in batches of {steps.BATCH}, {single:,.0f} one at a time: "
        f"{batches / single:.0f} x (at least 20)"
    )
