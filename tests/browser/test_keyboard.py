"""Ten pages that ask for most, by keyboard alone, without JavaScript, on the smallest phone. That each stop of every
other page is in the order of the eye and has its mark is looked at in `test_pages`."""

import re
from collections.abc import Callable

from django.conf import settings
from playwright.sync_api import Page

from tests import world
from tests.access_matrix import rows
from tests.browser.keys import choose, focused, pick, press, round_trip, tick, unfold, write
from tests.browser.test_loop import SMALL
from tests.walk import address

Do = tuple[Callable[..., None], str] | tuple[Callable[..., None], str, str]
# role, page, thing -> what is done, the last is pressed -> what is read on top of the next page
WAYS: dict[tuple[str, str, str], tuple[list[Do], str]] = {
    ("member", "need_new", "need_kind"): (
        [
            (choose, "Easy Read"),
            (write, "Say it in your words", "With pictures."),
            (choose, "Anybody who"),
            (press, "Save"),
        ],
        "Thank you. We carry it to your sessions.",
    ),
    ("member", "my_return", "my_offer"): (
        [(choose, "Yes, but less"), (write, "How much", "10"), (write, "Travel", "4.20"), (press, "Send it")],
        "Thank you. We have what you chose.",
    ),
    ("member", "consent_say", "-"): (
        [(choose, "No"), (choose, "Yes"), (press, "Save")],
        "Saved. You can change it at any time.",
    ),
    ("member", "safe", "-"): (
        [
            (write, "What are you worried", "They shout at him."),
            (tick, "Send it without my name"),
            (press, "Send it to Sam"),
        ],
        "Thank you. It is with Sam Osei.",
    ),
    ("facilitator", "care_new", "-"): (
        [
            (pick, "Who is it for", "Lena"),
            (choose, "A talk for two"),
            (unfold, "More about it"),
            (write, "What exactly", "Tea."),
            (press, "Save"),
        ],
        "Written down for Lena.",
    ),
    ("facilitator", "group_new", "-"): (
        [
            (write, "Who are they", "Night porters"),
            (choose, "People who do the work"),
            (write, "How does it touch", "They open the room."),
            (unfold, "Are they missing"),
            (choose, "Yes"),
            (press, "Add them"),
        ],
        "Added: Night porters",
    ),
    ("facilitator", "paper_new", "-"): (
        [
            (write, "What is it called", "The plan"),
            (write, "Or a link", "https://example.org/plan"),
            (tick, "Easy Read"),
            (choose, "Staff only"),
            (press, "Save"),
        ],
        "Kept. Nobody has been told about it yet.",
    ),
    ("facilitator", "session_close", "held"): (
        [
            (unfold, "Someone else"),
            (tick, "Pru Lind"),
            (choose, "Park it"),
            (pick, "When does it come back", "In"),
            (write, r"Decision 1:\s+What was the q", "Which tea?"),
            (write, r"Decision 1:\s+What was decided", "Mint."),
            (choose, "We kept to it"),
            (press, "Close the session"),
        ],
        "Written down. Thank you.",
    ),
    ("facilitator", "decision_new", "-"): (
        [
            (write, "What was the question", "Which cups?"),
            (write, "What was decided", "Blue."),
            (write, "Why", "They are light."),
            (pick, "Lena Okoro", "Lived"),
            (unfold, "More about this"),
            (tick, "Money"),
            (choose, "Everyone agreed"),
            (press, "Save"),
        ],
        "is written down. It is not final yet.",
    ),
    ("wide", "organisation_invite", "-"): (
        [
            (write, "What is their name", "Ida Moss"),
            (choose, "Manager"),
            (write, "What is their email", "ida@example.org"),
            (press, "Ask them in"),
        ],
        "An invitation is on its way to ida@example.org.",
    ),
}


def gone(page: Page, ways: list[Do], then: str) -> str:
    """What is wrong with the way, or nothing."""
    try:
        round_trip(page)
        for do, *words in ways:
            do(page, *words)
        told = page.locator("[role=status], main h1").first.inner_text()
        page.keyboard.press("Tab")
        first = focused(page)["name"]
    except AssertionError as fault:
        return str(fault)
    return "" if then in told and first == "Go to the main part" else f"{told!r}, then {first!r}"


def test_what_is_asked_for_is_given_by_keyboard_alone(open_window, transactional_db):
    everything = world.build()
    addresses = {(row.url, row.of): row for row in rows() if row.is_page}
    windows: dict[str, Page] = {}
    faults = {}
    for (role, name, of), (ways, then) in WAYS.items():
        page = windows.get(role) or windows.setdefault(role, open_window(everything.people[role], **SMALL))
        page.goto(address(addresses[name, of], everything.here, everything.key(of)))
        if fault := gone(page, ways, then):
            faults[name] = fault

    assert faults == {}


def test_nothing_stays_over_the_page_where_the_keyboard_may_be_under_it():
    """Only the photo of a flip chart stays in sight, in a column of its own beside the form."""
    sheets = "".join(sheet.read_text() for sheet in (settings.BASE_DIR / "static/css").rglob("*.css"))

    assert re.findall(r"([^{}]+?)\s*{[^{}]*position:\s*(?:fixed|sticky)", sheets) == ["\n  .photo.beside"]
