"""Looking at a page the way a checker does: axe, sideways scrolling, and which pages there are."""

from collections.abc import Callable, Iterator
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

from participants.models import Reading
from tests.access_matrix import rows
from tests.test_access import address
from tests.world import World

LARGEST = Reading(size="largest", wide=True)
PHONE = {"width": 375, "height": 800}
TAGS = ["wcag2a", "wcag2aa", "wcag2aaa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
CONTRAST = ["color-contrast", "color-contrast-enhanced"]  # the second says nothing of what fails the first
# Titles are people's own words: two may be the same, and one may stand on the board and among my ideas.
UNDECIDABLE = {"identical-links-same-purpose": {"enabled": False}}
# Two thirds of the time go into contrast. It is asked where colours are new: see `pale`.
APART = {rule: {"enabled": False} for rule in CONTRAST}
QUICK = {"preload": False, "selectors": False}  # no page has sounds or films; the place is told by its source
SIDEWAYS = """() => {
  const wide = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= wide) return [];
  const rolls = e => e !== document.body && (getComputedStyle(e).overflowX !== "visible" || rolls(e.parentElement));
  const out = [...document.querySelectorAll("body *")]
    .filter(e => e.getBoundingClientRect().right > wide + 1 && !rolls(e.parentElement));
  return out.slice(0, 3).map(e => e.outerHTML.slice(0, 90));
}"""

PALE = """() => {
  const light = ([r, g, b]) => [r, g, b].map(c => (c /= 255) <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
    .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
  const parts = colour => (colour.match(/[\\d.]+/g) || []).map(Number);
  const behind = e => {
    for (; e; e = e.parentElement) {
      const [r, g, b, a = 1] = parts(getComputedStyle(e).backgroundColor);
      if (a) return [r, g, b];
    }
    return [255, 255, 255];
  };
  return [...document.querySelectorAll("input:not([type=hidden], [type=radio], [type=checkbox]), textarea, select")]
    .filter(e => e.checkVisibility()).map(e => {
      const [one, two] = [parts(getComputedStyle(e).borderTopColor), behind(e.parentElement)].map(light);
      return [(Math.max(one, two) + 0.05) / (Math.min(one, two) + 0.05), e.name]; })
    .filter(([contrast]) => contrast < 3).map(([contrast, name]) => `${name} ${contrast.toFixed(2)}`);
}"""
SHOW = """async url => {
  const answer = await fetch(url);
  const words = await answer.text();
  history.replaceState(null, "", answer.url);
  document.open();
  document.write(words);
  const done = new Promise(resolve => addEventListener("load", resolve));
  document.close();
  await done;
  return answer.status;
}"""
READ_AS = "classes => { document.documentElement.className = classes }"
LARGE = "() => { document.documentElement.style.fontSize = '225%' }"
SPACED = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
    p { margin-bottom: 2em !important }`);
  document.adoptedStyleSheets = [sheet];
}"""


def every_page(world: World, role: str = "") -> Iterator[tuple[str, str, str]]:
    """Role, url name and address of each page: as the role that sees most of it, or all that this role gets."""
    for row in rows():
        reader = (role if row.status[role] == "200" else None) if role else row.seen_by
        if row.is_page and reader:
            yield reader, row.url, address(row, world.here, world.key(row.of))


# Words on the drawn table: axe cannot tell what is behind them. It is the ink and the plate of every card (14.6 to 1).
ON_A_PICTURE = "svg.seats text"
# The elements with words whose ink, size and grounds, one on the other, have not been met in this window.
NEW_COLOURS = """out => {
  const met = window.coloursMet ||= new Set(), grounds = new Map();
  const isPlain = (value, i) => value === ["rgba(0, 0, 0, 0)", "none", "1", "none", "static", "auto", "none"][i];
  const ground = e => {
    if (e && !grounds.has(e)) {
      const s = getComputedStyle(e), under = ground(e.parentElement);
      const own = [s.backgroundColor, s.backgroundImage, s.opacity, s.filter, s.position, s.clip, s.clipPath];
      grounds.set(e, own.every(isPlain) ? under : `${own} on ${under}`);
    }
    return grounds.get(e) || "";
  };
  const hasWords = e => e.matches("input, textarea, select")
    || [...e.childNodes].some(one => one.nodeType === Node.TEXT_NODE && one.data.trim());
  return [...document.querySelectorAll("body *")].filter(e => {
    if (!hasWords(e) || e.closest(out) || !e.checkVisibility()) return false;
    const s = getComputedStyle(e), parent = e.parentElement;
    const ink = [s.color, s.fontSize, s.fontWeight, s.textShadow, e.disabled, ground(e)];
    const key = [e.tagName, e.className, parent.tagName, parent.className, ...ink].join();
    return !met.has(key) && met.add(key);
  });
}"""
EVERYWHERE = "([out, options]) => axe.run({exclude: [out]}, options)"
AT_NEW_COLOURS = f"""([out, options]) => {{
  const found = ({NEW_COLOURS})(out);
  return found.length ? axe.run(found, options) : {{violations: [], incomplete: []}};
}}"""


def show(page: Page, url: str) -> int:
    """Put what this address answers into the window, and say its status. But for the first time the window stays what
    it was, and axe is there and warm: that takes two thirds of the time of going there and looking."""
    if page.url == "about:blank":
        return page.goto(url).status
    return page.evaluate(SHOW, url)


def axe(page: Page) -> list[str]:
    """What axe finds wrong, and what it could not decide, each with the first place."""
    options = {"runOnly": {"type": "tag", "values": TAGS}, "rules": UNDECIDABLE | APART}
    return ask_axe(page, EVERYWHERE, options) + pale(page)


def pale(page: Page) -> list[str]:
    """Words that can hardly be read. Those that look as others did in this window, on the same grounds, are not
    measured again."""
    return ask_axe(page, AT_NEW_COLOURS, {"runOnly": {"type": "rule", "values": CONTRAST}})


def ask_axe(page: Page, look: str, options: dict[str, Any]) -> list[str]:
    if not page.evaluate("() => Boolean(window.axe)"):
        page.evaluate(AXE_SCRIPT)
    options |= {"resultTypes": ["violations", "incomplete"]} | QUICK
    found = page.evaluate(look, [ON_A_PICTURE, options])
    return [line(kind, fault) for kind in ("violations", "incomplete") for fault in found[kind]]


def line(kind: str, fault: dict[str, Any]) -> str:
    first = fault["nodes"][0]
    reasons = [check.get("message", "") for check in first["any"] + first["all"] + first["none"]]
    return f"{kind} {fault['id']} x{len(fault['nodes'])}: {first['html'][:90]} {'; '.join(reasons)[:160]}"


def sideways(page: Page, width: int = 320, *more: Callable[[Page], list[str]]) -> list[str]:
    """What sticks out of the page at this width, and what somebody finds who looks at it there too."""
    size = page.viewport_size
    page.set_viewport_size({"width": width, "height": 600})
    out = page.evaluate(SIDEWAYS)
    found = [fault for look in more for fault in look(page)]
    page.set_viewport_size(size)
    return [f"sideways at {width}: {element}" for element in out] + found


def largest(page: Page) -> list[str]:
    """What sticks out for those who chose the largest text and more space: the same page with other classes."""
    page.evaluate(READ_AS, LARGEST.classes)
    return [f"largest text: {fault}" for fault in sideways(page, 800) + sideways(page, 320)]


def pale_borders(page: Page) -> list[str]:
    """Boxes to type in whose edge one can hardly see: under 3 to 1 against what is behind them."""
    return [f"pale border: {words}" for words in page.evaluate(PALE)]


def larger(page: Page) -> list[str]:
    """What sticks out with letters of double size, and with the spacing that some readers set."""
    page.evaluate(LARGE)
    out = [f"double size: {fault}" for fault in sideways(page, 375)]
    page.evaluate("() => { document.documentElement.style.fontSize = '' }")
    page.evaluate(SPACED)
    return out + [f"wide spacing: {fault}" for fault in sideways(page, 375)]
