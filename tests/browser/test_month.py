"""A facilitator's month, in a browser without JavaScript: what a group plans, changes, parks and decides.

Fay plans three sessions. Five people build the agenda of the first, which is scrapped on the day; the second has one
voice with lived experience; the third is for members only, and whoever is no member finds no trace of it.
"""

from collections.abc import Callable

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page

from participants.templatetags.look import short_day
from projects.models import AgendaItem, Role
from tests.browser.looking import PHONE
from tests.browser.month import (
    Month,
    agenda,
    bring,
    change,
    close,
    in_days,
    make_final,
    move_earlier,
    plan_a_session,
    plan_a_step,
    reply,
    revise,
    room,
    said,
    the_day_is_over,
    thread,
)
from tests.people import join, someone

CALL, LETTERS, SCREEN, CHAIRS = "The first phone call", "The letters", "The screen with names", "Chairs with arms"
RINGING = "What rings when we ring?"
AMONG_US = "What we do not say in front of staff"


# The thread, newest first: each line, the words before and the words after.
BROUGHT_AND_CHANGED = [
    (f'"{LETTERS}" came back, on the agenda of session 2', "", ""),
    (f'Fay parked "{CHAIRS}"', "", ""),
    (f'Fay parked "{LETTERS}" until {short_day(in_days(28))}', "", ""),
    (f'Rita moved "{CHAIRS}"', "", ""),
    (f'Fay changed the time for "{LETTERS}"', "", "20 minutes"),
    ("Rita changed the subject", CALL, RINGING),
    (f'Lena changed how we do it: "{CALL}"', "Act it out", "One of us rings for real"),
    (f'Pru changed how we do it: "{CALL}"', "", "Act it out"),
    (f'Rita put "{CHAIRS}" on the agenda of session 1', "", ""),
    (f'Pru put "{SCREEN}" on the agenda of session 1', "", ""),
    (f'Gus put "{LETTERS}" on the agenda of session 1', "", ""),
    (f'Lena put "{CALL}" on the agenda of session 1', "", ""),
    ("Fay added to the plan: Listen to the first phone call", "", ""),
]
DECIDED = [
    ("The group changed decision 1: What does the screen show?", "A number.", "A number and a sound."),
    ("The group decided: Who writes the letters?", "", "We do, together."),
    ("The group decided: Who answers the phone?", "", "A person, from nine to five."),
    ("The group decided: What does the screen show?", "", "A number."),
    ("The group scrapped the plan of session 1", "", ""),
]


@pytest.fixture
def month(open_window: Callable[..., Page], project, fay, lena, gus, pru, max) -> Month:
    rita = someone("Rita May")
    join(rita, project.organisation, project, Role.MEMBER)
    everyone = {"fay": fay, "lena": lena, "pru": pru, "rita": rita, "max": max}
    look = {"java_script_enabled": False, "viewport": PHONE, "reduced_motion": "reduce"}
    return Month(project, {name: open_window(person, **look) for name, person in everyone.items()})


def test_a_month_of_a_facilitator_and_her_group(month: Month):
    plan_a_step(month, "Listen to the first phone call")
    plan_a_session(month, "Ringing us", 3)
    plan_a_session(month, "The letters we send", 10)
    plan_a_session(month, "Among us", 14, kind="Members only")
    five_people_change_the_agenda(month)
    the_first_session_is_scrapped(month)
    a_parked_subject_comes_back_by_itself(month)
    the_second_session_hears_one_voice(month)
    one_decision_is_revised(month)
    members_meet_alone(month)
    everyone_reads_how_people_shaped_this(month)


def five_people_change_the_agenda(month: Month) -> None:
    """Eleven changes: nine here, two when the session is closed."""
    bring(month, "lena", "Ringing us", CALL)
    bring(month, "fay", "Ringing us", LETTERS, for_whom="Gus Hart")
    bring(month, "pru", "Ringing us", SCREEN)
    bring(month, "rita", "Ringing us", CHAIRS)
    change(month, "pru", CALL, "How could we do it?", "Act it out", why="You hear it then.")
    change(month, "lena", CALL, "How could we do it?", "One of us rings for real")
    change(month, "rita", CALL, "What shall we talk about?", RINGING)
    change(month, "fay", LETTERS, "How many minutes does it need?", "20")
    move_earlier(month, "rita", CHAIRS)
    assert agenda(month, "lena", "Ringing us") == [RINGING, LETTERS, CHAIRS, SCREEN]
    assert month.at("max", "Ringing us").get_by_role("link", name="Add to the agenda").count() == 0


def the_first_session_is_scrapped(month: Month) -> None:
    for who, capacity in (("lena", "Lived"), ("rita", "Lived"), ("pru", "Professional")):
        reply(month, who, "Ringing us", capacity)
    the_day_is_over(month, "Ringing us")
    in_four_weeks = f"In 4 weeks, by {short_day(in_days(28))}"
    decided = {"What does the screen show?": "A number.", "Who answers the phone?": "A person, from nine to five."}
    close(month, "Ringing us", "We scrapped it", decided, {LETTERS: in_four_weeks, CHAIRS: "We do not know yet"})
    make_final(month, "Ringing us", 1, "A name called out loud shames people.")
    make_final(month, "Ringing us", 2, "The machine frightens us.")
    page = month.at("pru", "Ringing us")
    assert page.get_by_text("We scrapped the plan and went where the talk took us.").count() == 1
    assert room(page) == "2 of 3 people who came have lived experience."


def a_parked_subject_comes_back_by_itself(month: Month) -> None:
    assert agenda(month, "lena", "The letters we send") == []
    assert month.page("lena", "agenda").locator("#parked ~ ul > li").count() == 2
    AgendaItem.objects.come_back(as_at=timezone.now())  # the tick
    assert agenda(month, "lena", "The letters we send") == [LETTERS]
    waiting = month.page("lena", "agenda").locator("#parked ~ ul > li")
    assert [line.split("\n")[0] for line in waiting.all_inner_texts()] == [CHAIRS]


def the_second_session_hears_one_voice(month: Month) -> None:
    title = "The letters we send"
    for who, capacity in (("pru", "Professional"), ("fay", "Professional"), ("lena", "Lived")):
        reply(month, who, title, capacity)
    before = room(month.windows["lena"])
    the_day_is_over(month, title)
    close(month, title, "We kept to it", {"Who writes the letters?": "We do, together."}, {})
    assert (before, room(month.at("lena", title))) == (
        "Only 1 person with lived experience has said yes.",
        "Only 1 person with lived experience came.",
    )
    make_final(month, title, 3, "Who gets them knows what they say.")


def one_decision_is_revised(month: Month) -> None:
    revise(month, 1, "A number and a sound.", because="Not everyone sees the screen.", why="One sense is not enough.")
    assert said(month.windows["fay"]) == "Decision 4 is final. Everyone in the project can read it."
    replaced, revised = month.project.decisions.filter(number__in=[1, 4]).order_by("number")
    assert (replaced.decided, revised.replaces) == ("A number.", replaced)
    page = month.page("lena", "decision", replaced.pk)
    page.get_by_role("link", name="decision 4").first.click()
    assert page.url.endswith(revised.get_absolute_url())


def members_meet_alone(month: Month) -> None:
    bring(month, "lena", "Among us", AMONG_US)
    reply(month, "rita", "Among us", "Lived")
    the_day_is_over(month, "Among us")
    close(month, "Among us", "We changed it as we went", {}, {})
    key = month.session("Among us").pk
    for who in ("pru", "max"):
        for name in ("sessions", "project", "agenda"):
            assert "among us" not in month.page(who, name).locator("body").inner_text().lower()
        assert month.windows[who].request.get(reverse("session", args=[month.project.pk, key])).status == 404


def everyone_reads_how_people_shaped_this(month: Month) -> None:
    for_all, among_members = thread(month, "pru"), thread(month, "lena")
    assert [line for line in for_all if not line[0].startswith("The group")] == BROUGHT_AND_CHANGED
    assert [line for line in for_all if line[0].startswith("The group")] == DECIDED
    assert thread(month, "max") == for_all
    # Of a plan only the day is known: whether it stands before the other depends on the hour.
    assert {line for line in among_members if line not in for_all} == {
        ("The group changed the plan of members' session 1", "", ""),
        (f'Lena put "{AMONG_US}" on the agenda of members\' session 1', "", ""),
    }
