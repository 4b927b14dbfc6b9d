"""The source of a page: nothing the policy forbids, nothing that leads nowhere, names where readers need them."""

import re
from collections import Counter
from collections.abc import Iterator

from lxml import html

FROM_ELSEWHERE = re.compile(r"^(https?:)?//")
POINTERS = ("for", "aria-labelledby", "aria-describedby", "aria-controls")
NAMELESS = "//a[not(normalize-space(.))] | //button[not(normalize-space(.))] | //img[not(@alt)]"


def faults_of(source: str) -> Iterator[str]:
    """What is wrong in one page."""
    page = html.fromstring(source)
    ids = Counter(page.xpath("//@id"))
    yield from (f"two things are called #{name}" for name, count in ids.items() if count > 1)
    for pointer in POINTERS:
        for value in page.xpath(f"//@{pointer}"):
            yield from (f"{pointer} leads to no #{name}" for name in value.split() if name not in ids)
    yield from (f"to no #{link[1:]}" for link in page.xpath("//a/@href[starts-with(., '#')]") if link[1:] not in ids)
    if page.get("lang") != "en-GB" or not page.findtext(".//title") or len(page.xpath("//h1")) != 1:
        yield "a page has a language, a title and one first heading"
    yield from (f"inline style: {html.tostring(one)[:60]}" for one in page.xpath("//*[@style] | //style"))
    yield from (f"inline script: {one.text}" for one in page.xpath("//script[not(@src)]"))
    yield from (f"{name}: a script in an attribute" for name in page.xpath("//@*[starts-with(name(), 'on')]"))
    sources = page.xpath("//@src | //link/@href")
    yield from (f"from elsewhere: {link}" for link in sources if FROM_ELSEWHERE.match(link))
    yield from (f"without a name: {html.tostring(one)[:80]}" for one in page.xpath(NAMELESS))
    for form in page.forms:
        if form.method == "POST" and "csrfmiddlewaretoken" not in form.fields:
            yield f"a form without its token: {form.get('action')}"
