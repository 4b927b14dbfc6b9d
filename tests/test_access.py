"""Who may see what: every address, as every role, by every method; and what must be found on nobody's page."""

import re
from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Iterator
from functools import partial
from urllib.parse import parse_qsl, urldefrag, urljoin, urlsplit

import pytest
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils import timezone
from lxml import html
from pytest_django import DjangoDbBlocker

from coproduce import urls
from feedback.models import Feedback
from principles.models import Review
from principles.tasks import make_review
from projects.access import project_view
from projects.models import Project, Role
from tests.access_matrix import ROLES, Row, rows
from tests.markup import faults_of as faults_of_page
from tests.people import join
from tests.walk import Visitor, address, named_urls, needs_project
from tests.world import SECRETS, World

pytestmark = [pytest.mark.once, pytest.mark.early]
REFUSED = {"login", "403", "404", "405"}
OTHER_METHODS = ("PUT", "PATCH", "DELETE")
HEADINGS = {"403": "<h1>This page is not for you to open</h1>", "404": "<h1>We cannot find that page</h1>"}
LINKS = re.compile(r'(?:href|action)="(/[^"#]*|\?[^"#]*)')
# The address of an invitation is itself the key to what the page says.
KEYS = ("/join/",)
# Everybody may read what a project is for, once it has a page in public or an open link; and where that link hangs.
TOLD_TO_ALL = {"Saltmarsh": ("/p/", "/say/"), "Bladderwrack": ("/say/",)}
# What belongs to the organisation is under the address of each of its projects.
OF_THE_ORGANISATION = {"method", "own_method", "rate"}
# A kind of thing that each project has.
OF_EACH_PROJECT = {"budget_kind"}
ANYWHERE = OF_THE_ORGANISATION | OF_EACH_PROJECT
# A box for words of one's own. The pages after it say in full whom to ring; the lead need not be told; the last is for
# developers.
FREE = "//form[.//textarea or .//input[not(@type) or @type='text'][number(@maxlength) >= 160]]"
SAY_IT_THEMSELVES = {"safe", "safe_here", "concern", "components"}
# Addresses of one page in one project, with the table in which the things are that differ.
Starts = list[tuple[str, list[str]]]
# Nine: so each of three workers meets the same roles in all of the tests, and looks at what it has seen.
as_each_role = pytest.mark.parametrize("role", ROLES)


@pytest.fixture(autouse=True)
def _short_refusals(monkeypatch) -> None:
    """Thousands of addresses are refused here, in one word each. The real pages are looked at once for each role."""
    for code in (403, 404):
        monkeypatch.setattr(urls, f"handler{code}", partial(refuse, code), raising=False)


def refuse(code: int, request: HttpRequest, exception: Exception) -> HttpResponse:
    return HttpResponse("Refused", status=code)


# ---- the walk


def methods_of(row: Row, role: str) -> list[str]:
    """How the role asks. The first of those who may not send try one other method each: between them, all three at each
    address."""
    refused = [one for one in ROLES if row.status[one] in REFUSED]
    if row.method != "POST" or role not in refused:
        return [row.method]
    turn = refused.index(role)
    return [row.method, *(OTHER_METHODS[turn : turn + 1] if len(refused) >= len(OTHER_METHODS) else OTHER_METHODS)]


def faults_of(row: Row, role: str, visitor: Visitor, url: str) -> Iterator[str]:
    """What is wrong in one cell: another status; a refusal, or a mere look, that wrote something."""
    expected = row.status[role]
    for method in methods_of(row, role):
        answer = visitor.look(url) if method == "GET" else visitor.ask(method, url)
        if answer.status != expected if method == row.method else answer.status not in REFUSED:
            yield f"{row.url} {method} as {role}: {answer.status}, not {expected}"
        if answer.written and (method == "GET" or expected in REFUSED):
            yield f"{row.url} {method} as {role} wrote: {answer.written[0][:60]}"


def walk(everything: World, visitor: Visitor, role: str, only: str = "") -> list[str]:
    """All that is wrong in the column of the role."""
    return [
        fault
        for row in rows()
        if only in ("", row.url)
        for fault in faults_of(row, role, visitor, address(row, everything.here, everything.key(row.of)))
    ]


def test_every_address_has_a_name_and_a_line_for_looking_and_one_for_sending():
    wanted = {(url.name, method) for url in named_urls() for method in ("GET", "POST")}

    lines = {(row.url, row.method) for row in rows()}

    assert sorted(lines) == sorted(wanted, key=str)


@as_each_role
def test_each_role_gets_what_the_table_says_and_a_refusal_writes_nothing(everything, visitors, role):
    assert walk(everything, visitors[role], role) == []


@as_each_role
def test_the_page_of_a_refusal_is_sound_and_tells_nothing(everything, newcomers, role, monkeypatch):
    monkeypatch.undo()
    refused = {
        row.status[role]: row for row in rows() if row.method == "GET" and row.url in ("idea", "board", "answer")
    }
    urls_of = {code: address(row, everything.here, everything.key(row.of)) for code, row in refused.items()}

    pages = [(url, newcomers[role].look(url)) for code, url in urls_of.items() if code in HEADINGS]

    faults = [fault for _, page in pages for fault in faults_of_page(page.text)]
    assert [HEADINGS[page.status] in page.text for _, page in pages] == [True] * len(pages)
    assert (faults, leaks([(url, page.text) for url, page in pages], role)) == ([], [])


# ---- the crawl


def starts(everything: World, only: str = "") -> Starts:
    """The address of every page for every thing in the database, in both projects."""
    found: dict[tuple[str, str, Project], set[str]] = defaultdict(set)
    for row in rows():
        if row.method != "GET" or set(row.status.values()) <= REFUSED or only not in ("", row.url):
            continue
        thing = everything.things.get(row.of, (None,))[0]
        key, things = everything.key(row.of), type(thing).objects.all() if thing else [None]
        for one in things:
            project = getattr(one, "project", None) or everything.here
            url = address(row, project, key | ({"pk": one.pk} if one else {}))
            found[one._meta.db_table if one else "", row.url, project].add(url)
    return [(table, sorted(urls)) for (table, *_), urls in found.items()]


@pytest.fixture(scope="module")
def all_starts(shared_world: World, django_db_blocker: DjangoDbBlocker) -> Starts:
    with django_db_blocker.unblock():
        return starts(shared_world)


def worth_a_look(visitor: Visitor, known: Starts) -> Iterator[str]:
    """One of the addresses of a page where this person is refused before the thing itself is looked for: they are so at
    all of them."""
    for table, (first, *others) in known:
        yield first
        answer = visitor.look(first)
        if answer.status not in REFUSED or f'"{table}"' in answer.asked:
            yield from others


def filters_of(url: str) -> set[tuple[str, ...]]:
    """Lists can be narrowed in several ways at once: each way is taken once, not each with each other."""
    parts = urlsplit(url)
    return {(parts.path, *pair) for pair in parse_qsl(parts.query, keep_blank_values=True)} or {(parts.path,)}


def crawl(visitor: Visitor, known: Starts) -> Iterator[tuple[str, str]]:
    """Every page this person gets, and what they read there: those we know of, and all that these lead to."""
    waiting = deque(worth_a_look(visitor, known))
    seen = {part for url in waiting for part in filters_of(url)}
    while waiting:
        url = waiting.popleft()
        answer = visitor.look(url)
        if answer.code == 200:
            yield url, answer.text
            for link in LINKS.findall(answer.text):
                target = urljoin(url, link.replace("&amp;", "&"))
                if not target.startswith("/static/") and filters_of(target) - seen:
                    seen |= filters_of(target)
                    waiting.append(target)


def leaks(pages: Iterable[tuple[str, str]], role: str) -> list[str]:
    """Secrets that this role met, and where."""
    return sorted(
        f"{secret} at {url}"
        for url, text in pages
        for secret, may in SECRETS.items()
        if role not in may and secret in text and not url.startswith(KEYS + TOLD_TO_ALL.get(secret, ()))
    )


@as_each_role
def test_each_role_meets_what_is_for_them_and_nothing_else(everything, visitors, all_starts, role):
    pages = list(crawl(visitors[role], all_starts))

    everywhere = "".join(text for _, text in pages)
    assert leaks(pages, role) == []
    assert [secret for secret, may in SECRETS.items() if role in may and secret not in everywhere] == []


def broken_links(visitor: Visitor) -> Iterator[str]:
    """Links from page to page, beginning at the start, at whose end this person is not let in."""
    waiting, came_from, seen = deque(["/"]), {"/": "the start"}, filters_of("/")
    while waiting:
        url = waiting.popleft()
        answer = visitor.look(url)
        if answer.code not in (200, 302):
            yield f"{came_from[url]} links to {url}: {answer.code}"
        if answer.code == 200 and answer.kind.startswith("text/html"):
            for link in html.fromstring(answer.text).xpath("//a/@href"):
                target, _ = urldefrag(urljoin(url, link))
                if not urlsplit(target).scheme and filters_of(target) - seen:
                    seen |= filters_of(target)
                    came_from[target] = url
                    waiting.append(target)


@as_each_role
def test_no_link_leads_a_person_to_a_closed_door(everything, visitors, role):
    assert list(broken_links(visitors[role])) == []


@as_each_role
def test_every_page_is_sound(everything, visitors, role):
    faults = [
        f"{row.url}: {fault}"
        for row in rows()
        if row.is_page and row.seen_by == role
        for fault in faults_of_page(visitors[role].look(address(row, everything.here, everything.key(row.of))).text)
    ]

    assert faults == []


@as_each_role
def test_every_page_where_somebody_can_type_says_once_whom_to_ring(everything, visitors, role):
    wrong = []
    for row in rows():
        if row.method != "GET" or row.status[role] != "200" or row.url in SAY_IT_THEMSELVES:
            continue
        answer = visitors[role].look(address(row, everything.here, everything.key(row.of)))
        if "text/html" not in answer.kind:
            continue
        page = html.fromstring(answer.text)
        said = page.xpath("//main//*[@class='safety' or @class='note safe']//a[starts-with(@href, 'tel:')]")
        if page.xpath(f"//main{FREE}") and [one.text_content() for one in said] != ["0117 496 0199"]:
            wrong.append(row.url)

    assert wrong == []


@pytest.mark.pdf
def test_the_file_of_a_review_holds_nothing_that_is_not_for_all_of_the_project(everything, newcomers):
    review = Review.objects.create(project=everything.here, as_at=timezone.now(), made_by=everything.people["manager"])
    make_review(str(review.pk))
    url = reverse("review_pdf", args=[review.project_id, review.pk])

    text = newcomers["member"].look(url).text

    assert ("Larkspur" in text, leaks([(url, text)], "member")) == (True, [])


# ---- one project's things under another's address


def strayed(everything: World, visitors: dict[str, Visitor], only: str = "") -> list[str]:
    """What is served, to people who are in both projects, under the address of the project it is not in."""
    found, no_such_file = [], reverse("import_upload", args=[everything.there.pk])
    for row in rows():
        key = everything.key(row.of)
        if only in ("", row.url) and key and needs_project(row.url) and row.of not in ANYWHERE:
            for role in ROLES:
                if row.status[role] not in REFUSED:
                    answer = visitors[role].ask(row.method, address(row, everything.there, key))
                    if answer.status != "404" and answer.location != no_such_file:
                        found.append(f"{row.url} {row.method} as {role}: {answer.status}")
    return found


@pytest.fixture
def in_both(everything) -> None:
    """Everybody has the same place in the other project."""
    for role in (Role.MEMBER, Role.PROFESSIONAL, Role.MANAGER, Role.FACILITATOR):
        join(everything.people[role.value], everything.here.organisation, everything.there, role)


def test_nothing_of_one_project_is_served_under_the_address_of_another(everything, in_both, newcomers):
    assert strayed(everything, newcomers) == []


# ---- the walk can fail


@login_not_required
def leaky(request, project_id, pk):
    """The mistake that all of this is there to find."""
    return HttpResponse(get_object_or_404(Feedback, pk=pk).problem)


def with_instead(view, name: str) -> tuple:
    """The site's addresses, one of them answered by another view."""
    place = next(str(url.pattern) for url in named_urls() if url.name == name)
    return (path(place, view, name=name), *urls.urlpatterns)


def test_a_leaky_view_is_found_by_the_walk(everything, newcomers, settings):
    settings.ROOT_URLCONF = with_instead(leaky, "idea")

    faults = [fault for role in ROLES for fault in walk(everything, newcomers[role], role, only="idea")]

    new_and_by_link, by_link = 2, 1  # the two ideas that the table names: the other one is read by its project
    assert Counter(fault for fault in faults if "GET" in fault) == {
        "idea GET as anonymous: 200, not login": new_and_by_link,
        "idea GET as outsider: 200, not 404": new_and_by_link,
        "idea GET as ended: 200, not 404": new_and_by_link,
        "idea GET as lead: 200, not 404": new_and_by_link,
        "idea GET as member: 200, not 404": by_link,
        "idea GET as professional: 200, not 404": by_link,
        "idea GET as manager: 200, not 404": by_link,
    }


def test_a_leaky_view_is_found_under_another_project(everything, in_both, newcomers, settings):
    settings.ROOT_URLCONF = with_instead(leaky, "idea")

    assert "idea GET as member: 200" in strayed(everything, newcomers, only="idea")


def test_a_leaky_view_is_found_by_the_crawl(everything, newcomers, settings):
    settings.ROOT_URLCONF = with_instead(leaky, "idea")
    private = Feedback.objects.get(problem__startswith="Copperkettle")

    found = leaks(crawl(newcomers["member"], starts(everything, only="idea")), "member")

    assert f"Copperkettle at {private.get_absolute_url()}" in found


@project_view("see_project")
def writes_on_looking(request, project, pk):
    project.save()
    return HttpResponse()


def test_a_look_that_writes_is_found(everything, newcomers, settings):
    settings.ROOT_URLCONF = with_instead(writes_on_looking, "idea")

    assert any(
        "idea GET as member wrote: " in fault for fault in walk(everything, newcomers["member"], "member", only="idea")
    )


def test_an_address_without_a_line_is_found(settings):
    settings.ROOT_URLCONF = (path("back-door", leaky, name="back_door"), *urls.urlpatterns)

    assert "back_door" in {url.name for url in named_urls()} - {row.url for row in rows()}
