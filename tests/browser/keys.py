"""Using a page with nothing but a keyboard."""

import re

from playwright.sync_api import Page

MOST_STOPS = 60
FOCUSED = """() => {
  const at = document.activeElement;
  const label = at.labels && at.labels[0];
  const name = label ? label.innerText : at.getAttribute("aria-label") || at.innerText || "";
  return {tag: at.tagName, type: at.type || "", name: name.trim(), role: at.getAttribute("role") || ""};
}"""


def focused(page: Page) -> dict[str, str]:
    """Where the keyboard is: tag, type, role and what it is called."""
    return page.evaluate(FOCUSED)


def tab_to(page: Page, name: str) -> None:
    """Go forward until the keyboard is on what is called so; its ring must be seen."""
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        if re.match(name, focused(page)["name"]):
            assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
            return
    raise AssertionError(f"The keyboard never comes to {name!r} on {page.url}.")


def press(page: Page, name: str) -> None:
    """Follow the link or press the button that is called so."""
    tab_to(page, name)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def write(page: Page, name: str, words: str) -> None:
    tab_to(page, name)
    page.keyboard.press("Control+A")
    page.keyboard.type(words)
