"""Using a page with nothing but a keyboard."""

import re

from playwright.sync_api import Page

# Where the keyboard is; of a radio what its whole group is called; and whether it is seen: its ring is drawn, and it is
# on the screen with nothing over it.
STOP = """() => {
  const at = document.activeElement;
  const called = e => (e.labels?.[0]?.innerText || e.getAttribute("aria-label") || e.innerText || "").trim();
  const here = {tag: at.tagName, type: at.type || "", name: called(at), role: at.getAttribute("role") || ""};
  const group = at.type === "radio" ? [...document.getElementsByName(at.name)].map(called) : [];
  const {outlineStyle, outlineWidth} = getComputedStyle(at), {left, right, top, bottom} = at.getClientRects()[0];
  const middle = (from, to, end) => (Math.max(from, 0) + Math.min(to, end)) / 2;
  const over = document.elementFromPoint(middle(left, right, innerWidth), middle(top, bottom, innerHeight));
  const above = at.contains(over) || over?.contains(at);
  return {here, group, seen: outlineStyle !== "none" && parseFloat(outlineWidth) >= 2 && above};
}"""
# A group of radios is one stop.
LAST_STOP = """() => {
  const seen = [...document.querySelectorAll("a[href], button, input, select, textarea, summary")]
    .filter(e => e.type !== "hidden" && e.tabIndex === 0 && e.checkVisibility());
  const groups = new Set();
  const stops = seen.filter(e => e.type !== "radio" || !groups.has(e.name) && groups.add(e.name));
  return [stops.length, stops.at(-1).innerText];
}"""


def focused(page: Page) -> dict[str, str]:
    """Where the keyboard is: tag, type, role and what it is called."""
    return page.evaluate(STOP)["here"]


def go_on(page: Page, name: str) -> tuple[str, list[str]]:
    """One stop further on the way to what is called so; no stop may be out of sight. What it is called, and of a radio
    all of its group."""
    page.keyboard.press("Tab")
    stop = page.evaluate(STOP)
    here = stop["here"]
    assert here["tag"] != "BODY", f"The keyboard never comes to {name!r} on {page.url}."
    assert stop["seen"], f"{here['name']!r} is out of sight on {page.url}."
    return here["name"], stop["group"]


def tab_to(page: Page, name: str) -> None:
    """Go forward until the keyboard is on what is called so."""
    while not re.match(name, go_on(page, name)[0]):
        pass


def press(page: Page, name: str) -> None:
    """Follow the link or press the button that is called so."""
    tab_to(page, name)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def write(page: Page, name: str, words: str) -> None:
    tab_to(page, name)
    page.keyboard.press("Control+A")
    page.keyboard.type(words)


def choose(page: Page, name: str) -> None:
    """Go to the group in which one choice is called so, and to it with the arrows."""
    while not any(re.match(name, one) for one in go_on(page, name)[1]):
        pass
    page.keyboard.press("Space")
    while not re.match(name, focused(page)["name"]):
        page.keyboard.press("ArrowDown")


def tick(page: Page, name: str) -> None:
    tab_to(page, name)
    page.keyboard.press("Space")


def unfold(page: Page, name: str) -> None:
    tab_to(page, name)
    page.keyboard.press("Enter")


def pick(page: Page, name: str, line: str) -> None:
    """The line of a list that begins so."""
    tab_to(page, name)
    page.keyboard.type(line)


def round_trip(page: Page) -> None:
    """From the top through every stop to the last, and out of the page: nothing is left out, nothing holds on."""
    count, last = page.evaluate(LAST_STOP)
    for _ in range(count):
        page.keyboard.press("Tab")
    assert focused(page)["name"] == last.strip(), f"{count} stops further the keyboard is elsewhere on {page.url}."
    page.keyboard.press("Tab")
    assert focused(page)["tag"] == "BODY", f"The keyboard cannot leave {page.url}."
