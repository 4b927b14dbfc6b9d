"""Every page, looked at as a checker does: nothing wrong, nothing undecided, nothing sticking out."""

import pytest
from django.http import HttpRequest
from django.template.response import SimpleTemplateResponse
from django.test import Client
from playwright.sync_api import Browser, Page

from participants.models import Person
from projects.models import Organisation
from projects.views.organisation import setup_link
from tests import world
from tests.browser.looking import LARGEST, PHONE, axe, every_page, largest, pale, pale_borders, show, sideways
from tests.browser.stops import stops
from tests.world import World

PARTS = 3  # which several processes can do side by side
CALM = {"viewport": PHONE, "reduced_motion": "reduce"}  # nothing is measured half faded
COLOURED = ("home", "project", "board", "answer", "say", "decision", "session", "people", "choices", "choice", "leave")
FORCED = ("home", "project", "board", "answer", "say", "decision", "checklist_part", "two_views", "review", "people")
# What axe is for: no words for a picture, pale words, a box without a name, a list that is none; and it is too wide.
FAULTS = """<!doctype html><html><head><title>Faults</title></head><body><main><h1>Faults</h1><h3>Deeper</h3>
<img src="data:,"><p style="color:#aaa;background:#fff">Pale</p><input type="text"><div role="list">No list</div>
<p style="width:900px">Wide</p></main></body></html>"""
# What a keyboard or a thumb meets: out of turn, without a ring, ahead of what stands before it, and too small.
STUMBLES = """<!doctype html><title>Stumbles</title><style>:focus { outline: 3px solid }
a { outline: none !important; display: block } p { height: 60px } button { height: 48px; width: 48px }
.turned { display: flex; flex-direction: column-reverse } input { height: 20px; width: 90px }</style>
<p><a href="/">No ring</a><p><button tabindex="3">Three</button><div class="turned"><button>One</button>
<button>Two</button></div><p><input name="low" type="text">"""
AN_IMAGE_FROM_ELSEWHERE = '<p style="color:red">Red</p><img alt="" src="https://example.org/dot.png">'


@pytest.fixture
def everything(transactional_db) -> World:
    return world.build()


@pytest.fixture
def windows(open_window, everything):
    """`windows(role)`: that person's window."""
    opened: dict[str, Page] = {}

    def window(role: str) -> Page:
        if role not in opened:
            opened[role] = open_window(everything.people[role], **CALM)
        return opened[role]

    return window


@pytest.mark.early
@pytest.mark.parametrize("part", range(PARTS))
def test_every_page_is_fit_for_everyone_light_and_dark_narrow_and_large(windows, everything, part):
    faults = []
    for role, name, url in list(every_page(everything))[part::PARTS]:
        page = windows(role)
        status = show(page, url)
        found = axe(page)
        page.emulate_media(color_scheme="dark")
        found += [f"dark: {fault}" for fault in pale(page)]
        page.emulate_media(color_scheme="light")
        found += sideways(page, 320, stops, largest)
        faults += [f"{name} as {role}: {fault}" for fault in found + [status] * (status != 200)]

    assert faults == []


@pytest.mark.parametrize("role", ["member", "manager"])
def test_what_others_see_of_the_same_pages(windows, everything, role):
    names = ("home", "project", "idea", "decisions", "checklists", "reviews")
    faults = []
    for _, name, url in every_page(everything, role):
        if name in names:
            show(windows(role), url)
            faults += [f"{name}: {fault}" for fault in axe(windows(role)) + sideways(windows(role))]

    assert faults == []


def test_pages_in_colours_that_the_reader_forces(windows, everything):
    faults = []
    for role, name, url in every_page(everything):
        if name in FORCED:
            page = windows(role)
            show(page, url)
            for scheme in ("light", "dark"):
                page.emulate_media(forced_colors="active", color_scheme=scheme)
                faults += [f"{name}, {scheme}: {fault}" for fault in pale(page)]

    assert faults == []


@pytest.mark.parametrize("colours", ["dark", "contrast", "soft"])
def test_pages_in_the_colours_that_somebody_chose(windows, everything, colours):
    """Forced colours are those of a reader with the same taste: axe takes our own ink for the one that is forced."""
    Person.objects.update(size="usual", colours=colours)
    faults = []
    for role, name, url in every_page(everything):
        if name in COLOURED:
            page = windows(role)
            show(page, url)
            faults += [f"{name}: {fault}" for fault in pale(page) + pale_borders(page)]
            page.emulate_media(forced_colors="active", color_scheme="dark" if colours == "dark" else "light")
            faults += [f"{name}, forced: {fault}" for fault in pale(page)]
            page.emulate_media(forced_colors="none", color_scheme="light")

    assert faults == []


def test_who_chose_the_largest_text_and_more_space_gets_the_page_with_these_classes(windows, everything):
    Person.objects.update(size=LARGEST.size, colours=LARGEST.colours, wide=LARGEST.wide)
    page = windows("member")

    show(page, "/")

    assert page.evaluate("document.documentElement.className") == LARGEST.classes
    assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "28px"
    assert largest(page) == []


@pytest.mark.early
def test_a_form_with_faults_is_fit_for_everyone(windows, everything):
    faults = []
    for role, name, url in every_page(everything):
        if name in ("say", "answer", "invite", "decision_new", "say_for", "boundaries"):
            page = windows(role)
            show(page, url)
            page.locator("main form:not([action]) button").last.click()
            found = axe(page) + sideways(page)
            page.emulate_media(color_scheme="dark")
            found += pale(page) + ["no summary"] * (not page.locator(".errs").is_visible())
            page.emulate_media(color_scheme="light")
            faults += [f"{name}: {fault}" for fault in found]

    assert faults == []


def test_an_empty_site_is_fit_for_everyone(open_window, transactional_db, live_server, settings):
    settings.SITE_URL = live_server.url
    page = open_window(**CALM)
    faults = []
    for url in ("/", setup_link()):
        page.goto(url)
        faults += axe(page) + sideways(page)

    assert (Organisation.objects.exists(), faults) == (False, [])


@pytest.mark.parametrize("name", ["400", "403", "403_csrf", "404", "429", "500"])
def test_when_something_is_wrong_the_page_is_still_fit_for_everyone(open_window, live_server, organisation, name, rf):
    page = open_window(**CALM)
    page.goto("/help")

    page.set_content(rendered(name, rf.get("/")).replace('="/static/', f'="{live_server.url}/static/'))

    assert axe(page) + sideways(page) == []


def rendered(name: str, request: HttpRequest) -> str:
    request.user = Client().get("/help").wsgi_request.user
    response = SimpleTemplateResponse(f"{name}.html")
    return response.resolve_template(response.template_name).render({}, request)


# ---- these looks can find something


def test_a_page_with_faults_is_found(browser: Browser):
    page = browser.new_page(**CALM)

    page.set_content(FAULTS)

    found = [fault.split(" x")[0] for fault in axe(page)]
    assert {
        "violations html-has-lang",
        "violations image-alt",
        "violations color-contrast",
        "violations label",
        "violations aria-required-children",
        "violations heading-order",
    } <= set(found)
    assert sideways(page) == ['sideways at 320: <p style="width:900px">Wide</p>']
    page.close()


def test_colours_that_were_met_are_not_measured_again_but_on_another_ground(browser: Browser):
    page = browser.new_page(**CALM)
    page.set_content('<main><div><p style="color:#595959">Words</p></div></main>')
    on = "([what, how]) => { document.querySelector(what).style.background = how }"

    first = pale(page)
    page.evaluate(on, ["div", "#ccc"])
    darker, again = pale(page), pale(page)
    page.emulate_media(forced_colors="active")
    forced = pale(page)
    page.evaluate(on, ["body", "#999"])
    page.emulate_media(forced_colors="none")
    page.evaluate(on, ["div", "none"])

    assert (first, again, forced) == ([], [], [])
    assert [fault.split(" x")[0] for fault in darker + pale(page)] == ["violations color-contrast"] * 2
    page.close()


def test_a_stop_that_is_out_of_turn_unmarked_or_small_is_found(browser: Browser):
    page = browser.new_page(**CALM)

    page.set_content(STUMBLES)

    assert stops(page) == [
        "tabindex 3: button Three",
        "too late, after button One: button Two",
        "small, 98 x 26: input low",
        "no mark: a No ring",
    ]
    page.close()


def test_what_the_policy_forbids_is_heard(browser: Browser, live_server, organisation):
    page = browser.new_page(base_url=live_server.url, **CALM)
    heard: list[str] = []
    page.on("console", lambda said: said.type == "error" and heard.append(said.text))

    page.goto("/help")
    page.evaluate("html => document.querySelector('main').innerHTML = html", AN_IMAGE_FROM_ELSEWHERE)
    page.wait_for_timeout(200)

    assert sorted("style-src" in words or "img-src" in words for words in heard) == [True, True]
    page.close()
