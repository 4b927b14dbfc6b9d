"""The source of every page: nothing the policy forbids, nothing that leads nowhere, names where readers need them."""

import re
from collections import Counter, deque
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

import pytest
from lxml import html

from tests import world
from tests.access_matrix import ROLES, rows
from tests.test_access import address, ask, sessions  # noqa: F401
from tests.world import World

pytestmark = pytest.mark.once
FROM_ELSEWHERE = re.compile(r"^(https?:)?//")
POINTERS = ("for", "aria-labelledby", "aria-describedby", "aria-controls")
NAMELESS = "//a[not(normalize-space(.))] | //button[not(normalize-space(.))] | //img[not(@alt)]"


@pytest.fixture
def everything(db) -> World:
    return world.build()


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


def test_every_page_is_sound(everything, sessions):  # noqa: F811
    faults = []
    for row in rows():
        if row.is_page and row.seen_by:
            response, _ = ask(sessions[row.seen_by], "GET", address(row, everything.here, everything.key(row.of)))
            faults += [f"{row.url}: {fault}" for fault in faults_of(response.content.decode())]

    assert faults == []


def broken_links(session: str) -> Iterator[str]:
    """Links from page to page, beginning at the start, at whose end this person is not let in."""
    waiting, came_from = deque(["/"]), {"/": "the start"}
    while waiting:
        url = waiting.popleft()
        response, _ = ask(session, "GET", url)
        if response.status_code not in (200, 302):
            yield f"{came_from[url]} links to {url}: {response.status_code}"
        if response.status_code == 200 and response["Content-Type"].startswith("text/html"):
            for link in html.fromstring(response.content.decode()).xpath("//a/@href"):
                parts = urlsplit(urljoin(url, link))
                target = parts.path + (f"?{parts.query}" if parts.query else "")
                if not parts.scheme and target not in came_from:
                    came_from[target] = url
                    waiting.append(target)


@pytest.mark.parametrize("role", ROLES)
def test_no_link_leads_a_person_to_a_closed_door(everything, sessions, role):  # noqa: F811
    assert list(broken_links(sessions[role])) == []


def test_faults_are_found():
    source = """<html lang="en"><title>x</title><h1 id="a">A</h1><p id="a" style="color:red" onclick="x()">B</p>
    <label for="b">C</label><a href="#c">D</a><script>x()</script><img src="https://example.org/x.png"><button></button>
    <form method="post" action="/x"></form></html>"""

    assert [fault.split(":")[0] for fault in faults_of(source)] == [
        "two things are called #a",
        "for leads to no #b",
        "to no #c",
        "a page has a language, a title and one first heading",
        "inline style",
        "inline script",
        "x()",
        "from elsewhere",
        "without a name",
        "without a name",
        "a form without its token",
    ]
