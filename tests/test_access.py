"""Who may see what: every address, as every role, by every method; and what must be found on nobody's page."""

import re
from collections import deque
from collections.abc import Iterable, Iterator
from urllib.parse import urljoin

import pymupdf
import pytest
from django.contrib.auth.decorators import login_not_required
from django.db import connection, reset_queries, transaction
from django.http import HttpResponse, SimpleCookie
from django.shortcuts import get_object_or_404
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, get_resolver, path, reverse
from django.utils import timezone

from coproduce.urls import urlpatterns
from feedback.models import Feedback
from principles.models import Review
from principles.tasks import make_review
from projects.access import project_view
from projects.models import Project, Role
from tests import world
from tests.access_matrix import ROLES, Row, rows
from tests.people import BACKEND, join
from tests.world import SECRETS, World

pytestmark = pytest.mark.once
WRITES = re.compile(r"^(INSERT|UPDATE|DELETE)\b(?!.*\bdjango_session\b)", re.DOTALL)
REFUSED = {"login", "403", "404", "405"}
LINKS = re.compile(r'(?:href|action)="(/[^"#]*|\?[^"#]*)')
BROWSER = Client(raise_request_exception=False)  # one for all: a new one sets up all the middleware again
# The address of an invitation is itself the key to what the page says.
KEYS = ("/join/",)
# What belongs to the organisation is under the address of each of its projects.
OF_THE_ORGANISATION = {"method", "own_method"}


@pytest.fixture
def everything(db) -> World:
    return world.build()


@pytest.fixture
def sessions(everything) -> dict[str, str]:
    """Role -> the key of a session in which that person is signed in."""
    keys = {}
    for role, person in everything.people.items():
        client = Client()
        if person:
            client.force_login(person, backend=BACKEND)
        keys[role] = client.cookies["sessionid"].value if person else ""
    return keys


# ---- the walk


def named_urls(patterns: Iterable = ()) -> Iterator[URLPattern]:
    """Every address the site answers to."""
    for pattern in patterns or get_resolver().url_patterns:
        if isinstance(pattern, URLPattern):
            yield pattern
        else:
            yield from named_urls(pattern.url_patterns)


def needs_project(name: str) -> bool:
    return any("project_id" in url.pattern.converters for url in named_urls() if url.name == name)


def address(row: Row, project: Project, key: dict) -> str:
    """Where something is, as seen from this project."""
    return reverse(row.url, kwargs=key | ({"project_id": project.pk} if needs_project(row.url) else {}))


def ask(session: str, method: str, url: str) -> tuple[HttpResponse, list[str]]:
    """The answer to this request, and what it wrote; afterwards nothing of it is left."""
    reset_queries()
    BROWSER.cookies = SimpleCookie({"sessionid": session})
    with transaction.atomic():
        with CaptureQueriesContext(connection) as queries:
            response = BROWSER.generic(method, url)
        transaction.set_rollback(True)
    return response, [query["sql"] for query in queries if WRITES.match(query["sql"])]


def status(response: HttpResponse) -> str:
    if response.status_code == 302 and response["Location"].startswith("/account/login/"):
        return "login"
    return str(response.status_code)


def faults_of(row: Row, role: str, session: str, url: str) -> Iterator[str]:
    """What is wrong in one cell: another status; a refusal, or a mere look, that wrote something."""
    expected = row.status[role]
    refused = row.method == "POST" and expected in REFUSED
    for method in [row.method, *["PUT", "PATCH", "DELETE"] * refused]:
        response, written = ask(session, method, url)
        got = status(response)
        if got != expected if method == row.method else got not in REFUSED:
            yield f"{row.url} {method} as {role}: {got}, not {expected}"
        if written and (refused or method == "GET"):
            yield f"{row.url} {method} as {role} wrote: {written[0][:60]}"


def walk(everything: World, sessions: dict[str, str], only: str = "") -> list[str]:
    """All that is wrong in the table."""
    return [
        fault
        for row in rows()
        if only in ("", row.url)
        for role in ROLES
        for fault in faults_of(row, role, sessions[role], address(row, everything.here, everything.key(row.of)))
    ]


def test_every_address_has_a_name_and_a_line_for_looking_and_one_for_sending():
    wanted = {(url.name, method) for url in named_urls() for method in ("GET", "POST")}

    lines = [(row.url, row.method) for row in rows()]

    assert sorted(lines) == sorted(wanted, key=str)


def test_each_role_gets_what_the_table_says_and_a_refusal_writes_nothing(everything, sessions):
    assert walk(everything, sessions) == []


# ---- one project's things under another's address


def strayed(everything: World, sessions: dict[str, str], only: str = "") -> list[str]:
    """What is served, to people who are in both projects, under the address of the project it is not in."""
    found, no_such_file = [], reverse("import_upload", args=[everything.there.pk])
    for row in rows():
        key = everything.key(row.of)
        if only in ("", row.url) and key and needs_project(row.url) and row.of not in OF_THE_ORGANISATION:
            for role in ROLES:
                if row.status[role] not in REFUSED:
                    response = ask(sessions[role], row.method, address(row, everything.there, key))[0]
                    if status(response) != "404" and response.get("Location") != no_such_file:
                        found.append(f"{row.url} {row.method} as {role}: {status(response)}")
    return found


@pytest.fixture
def in_both(everything) -> None:
    """Everybody has the same place in the other project."""
    for role in (Role.MEMBER, Role.PROFESSIONAL, Role.MANAGER, Role.FACILITATOR):
        join(everything.people[role.value], everything.here.organisation, everything.there, role)


def test_nothing_of_one_project_is_served_under_the_address_of_another(everything, in_both, sessions):
    assert strayed(everything, sessions) == []


# ---- the crawl


def text_of(response: HttpResponse) -> str:
    """What a person can read in it; of a PDF the text."""
    body = response.getvalue() if response.streaming else response.content
    if response.get("Content-Type") == "application/pdf":
        return "".join(page.get_text() for page in pymupdf.open(stream=body))
    if response.get("Content-Type") == "image/jpeg":
        return ""
    return body.decode()


def starts(everything: World) -> set[str]:
    """The address of every page for every thing in the database, in both projects."""
    found = set()
    for row in rows():
        if row.method != "GET" or set(row.status.values()) <= REFUSED:
            continue
        thing = everything.things.get(row.of, (None,))[0]
        key, things = everything.key(row.of), type(thing).objects.all() if thing else [None]
        for one in things:
            project = getattr(one, "project", None) or everything.here
            found.add(address(row, project, key | ({"pk": one.pk} if one else {})))
    return found


def crawl(session: str, everything: World) -> Iterator[tuple[str, str]]:
    """Every page this person gets, and what they read there: all we know of, and all that these lead to."""
    waiting = deque(starts(everything))
    seen = set(waiting)
    while waiting:
        url = waiting.popleft()
        response = ask(session, "GET", url)[0]
        if response.status_code == 200:
            text = text_of(response)
            yield url, text
            new = {urljoin(url, link.replace("&amp;", "&")) for link in LINKS.findall(text)} - seen
            seen |= new
            waiting.extend(link for link in new if not link.startswith("/static/"))


def leaks(pages: Iterable[tuple[str, str]], role: str) -> list[str]:
    """Secrets that this role met, and where."""
    return sorted(
        f"{secret} at {url}"
        for url, text in pages
        for secret, may in SECRETS.items()
        if role not in may and secret in text and not url.startswith(KEYS)
    )


@pytest.mark.parametrize("role", ROLES)
def test_each_role_meets_what_is_for_them_and_nothing_else(everything, sessions, role):
    pages = list(crawl(sessions[role], everything))

    everywhere = "".join(text for _, text in pages)
    assert leaks(pages, role) == []
    assert [secret for secret, may in SECRETS.items() if role in may and secret not in everywhere] == []


@pytest.mark.pdf
def test_the_file_of_a_review_holds_nothing_that_is_not_for_all_of_the_project(everything, sessions):
    review = Review.objects.create(project=everything.here, as_at=timezone.now(), made_by=everything.people["manager"])
    make_review(str(review.pk))
    url = reverse("review_pdf", args=[review.project_id, review.pk])

    text = text_of(ask(sessions["member"], "GET", url)[0])

    assert ("Larkspur" in text, leaks([(url, text)], "member")) == (True, [])


# ---- the walk can fail


@login_not_required
def leaky(request, project_id, pk):
    """The mistake that all of this is there to find."""
    return HttpResponse(get_object_or_404(Feedback, pk=pk).problem)


def with_instead(view, name: str) -> tuple:
    """The site's addresses, one of them answered by another view."""
    place = next(str(url.pattern) for url in named_urls() if url.name == name)
    return (path(place, view, name=name), *urlpatterns)


def test_a_leaky_view_is_found_by_the_walk(everything, sessions, settings):
    settings.ROOT_URLCONF = with_instead(leaky, "idea")

    faults = walk(everything, sessions, only="idea")

    assert [fault for fault in faults if "GET" in fault] == [
        "idea GET as anonymous: 200, not login",
        "idea GET as outsider: 200, not 404",
        "idea GET as ended: 200, not 404",
        "idea GET as lead: 200, not 404",
    ]


def test_a_leaky_view_is_found_under_another_project(everything, in_both, sessions, settings):
    settings.ROOT_URLCONF = with_instead(leaky, "idea")

    assert "idea GET as member: 200" in strayed(everything, sessions, only="idea")


def test_a_leaky_view_is_found_by_the_crawl(everything, sessions, settings):
    settings.ROOT_URLCONF = with_instead(leaky, "idea")
    private = Feedback.objects.get(problem__startswith="Copperkettle")

    found = leaks(crawl(sessions["member"], everything), "member")

    assert f"Copperkettle at {private.get_absolute_url()}" in found


@project_view("see_project")
def writes_on_looking(request, project, pk):
    project.save()
    return HttpResponse()


def test_a_look_that_writes_is_found(everything, sessions, settings):
    settings.ROOT_URLCONF = with_instead(writes_on_looking, "idea")

    assert any("idea GET as member wrote: " in fault for fault in walk(everything, sessions, only="idea"))


def test_an_address_without_a_line_is_found(settings):
    settings.ROOT_URLCONF = (path("back-door", leaky, name="back_door"), *urlpatterns)

    assert "back_door" in {url.name for url in named_urls()} - {row.url for row in rows()}
