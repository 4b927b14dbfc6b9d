"""Where a keyboard stops on a page and where a finger lands, told by one look: each in the order of the eye, with a
mark that is seen, and large enough. What is folded away is unfolded for it."""

from playwright.sync_api import Page

STOPS = """() => {
  const faults = [];
  const called = e => `${e.tagName.toLowerCase()} ${(e.name || e.innerText || "").trim().slice(0, 40)}`;
  const say = (fault, e) => faults.push(`${fault}: ${called(e)}`);
  const folded = [...document.querySelectorAll("details:not([open])")];
  folded.forEach(e => { e.open = true });
  const all = document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex]");
  const stops = [...all].filter(e =>
    e.type !== "hidden" && !e.matches(".skip, .errs") && !e.closest("[aria-hidden=true]") && e.checkVisibility());
  const targets = stops.map(e => /radio|checkbox/.test(e.type) && e.closest("label") || e);

  // the order: nothing comes after what stands below it, or to the right of it in the same line
  const firsts = targets.map(e => e.getClientRects()[0]);
  stops.forEach((e, i) => {
    if (e.tabIndex !== 0) say(`tabindex ${e.tabIndex}`, e);
    if (!i) return;
    const [a, b] = [firsts[i - 1], firsts[i]];
    const inLine = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > Math.min(a.height, b.height) / 2;
    if (b.bottom <= a.top + 2 || inLine && b.right <= a.left + 2) say(`too late, after ${called(stops[i - 1])}`, e);
  });

  // the size: 44 for what is pressed or filled in; 24 for links, but for those in a sentence, or with room around them
  const boxes = targets.map(e => e.getBoundingClientRect());
  const inASentence = e => {
    do e = e.parentElement; while (getComputedStyle(e).display === "inline");
    const rest = e.cloneNode(true);
    rest.querySelectorAll("a, button, .vh").forEach(one => one.remove());
    return /[a-z]{2}/i.test(rest.textContent);
  };
  const hasRoom = ({x, y, width, height}, i) => {
    const [left, top] = [x + width / 2, y + height / 2];
    const far = o => Math.hypot(Math.max(o.left - left, 0, left - o.right), Math.max(o.top - top, 0, top - o.bottom));
    return boxes.every((o, j) => i === j || far(o) >= 12);
  };
  boxes.forEach((box, i) => {
    const e = stops[i], link = e.matches("a, summary, [tabindex]"), least = Math.min(box.width, box.height);
    if (least < 23.5 && link ? !hasRoom(box, i) && !inASentence(e) : least < 43.5 && !link)
      say(`small, ${Math.round(box.width)} x ${Math.round(box.height)}`, e);
  });

  // the mark: one of each kind
  const kinds = new Map(stops.map(e => [[e.tagName, e.type, e.className, e.parentElement.className].join(), e]));
  const cut = (e, out) => {
    const {top, bottom} = e.getBoundingClientRect();
    for (e = e.parentElement; e !== document.body; e = e.parentElement) {
      const frame = e.getBoundingClientRect(), over = top - out < frame.top - 1 || bottom + out > frame.bottom + 1;
      if (over && getComputedStyle(e).overflowY !== "visible") return true;
    }
  };
  for (const e of kinds.values()) {
    e.focus({preventScroll: true});
    const {outlineStyle, outlineWidth, outlineOffset, outlineColor} = getComputedStyle(e);
    const width = parseFloat(outlineWidth);
    const drawn = outlineStyle !== "none" && width >= 2 && !/^rgba.*, 0\\)$/.test(outlineColor);
    if (document.activeElement !== e) say("never reached", e);
    else if (!drawn || !e.checkVisibility({opacityProperty: true})) say("no mark", e);
    else if (cut(e, width + parseFloat(outlineOffset))) say("mark cut off", e);
  }
  document.activeElement.blur();
  folded.forEach(e => { e.open = false });
  return faults;
}"""


def stops(page: Page) -> list[str]:
    """What is wrong with the stops of this page, at the width it has now."""
    return page.evaluate(STOPS)
