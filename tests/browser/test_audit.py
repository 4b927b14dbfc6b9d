"""./run audit: every page, as every role, in every mode."""

import pytest

from tests import world
from tests.access_matrix import ROLES
from tests.browser.looking import PHONE, axe, every_page, larger, pale_borders, show, sideways

MODES = {
    "phone": {"viewport": PHONE},
    "desktop": {"viewport": {"width": 1280, "height": 900}},
    "dark": {"viewport": PHONE, "color_scheme": "dark"},
    "forced": {"viewport": PHONE, "forced_colors": "active"},
    "forced dark": {"viewport": PHONE, "forced_colors": "active", "color_scheme": "dark"},
    "contrast": {"viewport": PHONE, "contrast": "more"},
}
pytestmark = pytest.mark.audit


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("role", ROLES)
def test_every_page_of_a_role_in_a_mode(open_window, transactional_db, role, mode):
    everything = world.build()
    page = open_window(everything.people[role], reduced_motion="reduce", **MODES[mode])
    faults = []
    for _, name, url in every_page(everything, role):
        show(page, url)
        faults += [f"{name}: {fault}" for fault in axe(page) + pale_borders(page)]

    assert faults == []


@pytest.mark.parametrize("role", ROLES)
def test_every_page_of_a_role_narrow_large_and_widely_spaced(open_window, transactional_db, role):
    everything = world.build()
    page = open_window(everything.people[role], viewport=PHONE)
    faults = []
    for _, name, url in every_page(everything, role):
        page.goto(url)
        faults += [f"{name}: {fault}" for fault in sideways(page) + larger(page)]

    assert faults == []
