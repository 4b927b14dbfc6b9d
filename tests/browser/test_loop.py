"""The loop as members live it: by keyboard alone, without JavaScript, on the smallest phone."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page

from feedback.looking import mark_of
from feedback.models import Feedback
from participants.outbox.dispatch import dispatch
from participants.outbox.stops import token_of
from tests.browser.keys import press, tab_to, write
from tests.browser.looking import axe, sideways
from tests.browser.test_journey import heading, link_in
from tests.feedback.by_link import link_to, page_of
from tests.feedback.changing import changed
from tests.feedback.saying import ANSWER

WRITE = """async words => {
  document.open();
  document.write(words);
  const done = new Promise(resolve => addEventListener("load", resolve));
  document.close();
  await done;
}"""
SMALL = {"viewport": {"width": 320, "height": 640}, "java_script_enabled": False, "reduced_motion": "reduce"}


@pytest.fixture
def look(open_window):
    """What a checker finds: it needs scripts, so it looks at the same page in a window that may run them."""
    window = open_window(viewport=SMALL["viewport"], reduced_motion="reduce")
    window.goto(reverse("hear"))

    def look_at(page: Page) -> list[str]:
        window.evaluate(WRITE, page.content())
        return axe(window) + sideways(window)

    return look_at


def words(page) -> str:
    return " ".join(page.locator("main").inner_text().split())


def read_by_code(page, code: str) -> None:
    page.goto(reverse("hear"))
    write(page, "Type your code", code)
    press(page, "Show me")


def test_somebody_without_an_account_speaks_by_a_poster_hears_back_asks_more_and_closes(
    open_window, look, client_of, project, fay
):
    fay_, page, faults = client_of(fay), open_window(**SMALL), []

    # by the poster's link
    page.goto(page_of(link_to(project)))
    faults += look(page)
    write(page, "What do you want to tell us", "They rang my mother and not me.")
    write(page, "What would make it better", "Ask whom to ring.")
    press(page, "Send it")
    faults += look(page)
    code = page.locator(".code").inner_text()
    press(page, "I have kept it")
    assert heading(page) == "What you said"
    faults += look(page)

    # a facilitator looks, answers and tells
    said = Feedback.objects.get()
    for name in ("looked", "thank"):
        fay_.post(reverse(name, args=[project.pk, said.pk]), {"mark": mark_of(said)})
    fay_.post(reverse("answer", args=[project.pk, said.pk]), ANSWER)

    # the code leads to the answer, and to more
    read_by_code(page, code)
    assert "We will do it." in words(page)
    faults += look(page)
    tab_to(page, "I want to ask more")
    page.keyboard.press("Enter")
    write(page, "What do you want to ask", "From which day?")
    press(page, "Send")
    assert "From which day?" in words(page)
    fay_.post(reverse("answer", args=[project.pk, said.pk]), ANSWER | {"how": "From Monday on."})

    # answered again, and closed
    read_by_code(page, code)
    assert "From Monday on." in words(page)
    press(page, "I am happy, close it")
    faults += look(page)
    said.refresh_from_db()
    assert (said.step, said.giver, faults) == (5, None, [])


def test_lena_speaks_is_thanked_and_told_by_mail_and_closes(
    open_window, look, client_of, project, fay, lena, mail_server
):
    fay_, page = client_of(fay), open_window(lena, **SMALL)

    page.goto(reverse("say", args=[project.pk]))
    faults = look(page)
    write(page, "What do you want to tell us", "The door is heavy.")
    write(page, "What would make it better", "A button that opens it.")
    press(page, "Send it")
    said = Feedback.objects.get()
    fay_.post(reverse("thank", args=[project.pk, said.pk]))
    fay_.post(reverse("answer", args=[project.pk, said.pk]), ANSWER)
    dispatch()

    page.goto(link_in(mail_server.arrived[-1]))
    faults += look(page)
    said.refresh_from_db()
    assert (said.step, page.get_by_role("link", name="I want to ask more").count()) == (4, 1)
    press(page, "I am happy, close it")
    said.refresh_from_db()
    assert (said.step, faults) == (5, [])


def test_lena_gets_one_mail_a_day_stops_one_project_from_a_mail_and_says_what_she_noticed(
    open_window, look, client_of, project, fay, lena
):
    page = open_window(lena, **SMALL)

    # one email at 8
    page.goto(reverse("choice", args=["when"]))
    faults = look(page)
    tab_to(page, "At once")
    page.keyboard.press("ArrowDown")
    press(page, "Save")

    # what changed: she says that she has noticed
    change = changed(project, fay)
    page.goto(change.get_absolute_url())
    faults += look(page)
    tab_to(page, "Yes")
    page.keyboard.press("Space")
    press(page, "Send it")

    # a link of a mail stops the project, and a page starts it again
    page.goto(reverse("stop", args=[token_of(lena.pk, project.pk)]))
    faults += look(page)
    assert not lena.stops.exists()  # following the link changes nothing
    press(page, "Stop messages about")
    assert heading(page) == "We have stopped"
    page.goto(reverse("stops"))
    faults += look(page)
    assert lena.stops.get().scope == project.pk
    press(page, "Write to me again")
    lena.refresh_from_db()
    assert (lena.daily, lena.stops.exists(), change.noticed.get().answer, faults) == (True, False, "yes", [])
