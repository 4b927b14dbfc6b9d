"""A member's whole way, by keyboard alone and without JavaScript; and what follows a click with a mouse."""

import re

from django.urls import reverse

from feedback.models import Feedback
from participants.outbox.dispatch import dispatch
from projects.models import Invitation
from tests.browser.keys import focused, press, tab_to, write
from tests.browser.looking import PHONE
from tests.feedback.saying import ANSWER

RITA = {"name": "Rita May", "role": "member", "contact_by": "email", "email": "rita@example.org"}


def link_in(mail) -> str:
    """The path of the one link in a mail."""
    return re.search(r"^https?://[^/\s]+(/\S+)\s*$", mail.get_body(("plain",)).get_content(), re.MULTILINE)[1]


def heading(page) -> str:
    return page.locator("h1").inner_text()


def test_rita_joins_speaks_asks_more_and_closes_by_keyboard_without_javascript(
    open_window, client_of, project, fay, mail_server
):
    fay_ = client_of(fay)
    fay_.post(reverse("invite", args=[project.pk]), RITA)
    dispatch()
    page = open_window(viewport=PHONE, java_script_enabled=False)

    # she joins
    page.goto(link_in(mail_server.arrived[-1]))
    tab_to(page, "I want to take part")
    page.keyboard.press("Space")
    press(page, "Join")
    press(page, "No, others use it too")
    assert heading(page) == "Waiting room"

    # she sends an empty form first
    press(page, "Say something")
    press(page, "Send it")
    assert page.title().startswith("Error: ")
    assert (focused(page)["role"], focused(page)["name"].split("\n")[0]) == ("alert", "One thing to check")
    tab_to(page, "Write one line or two")
    page.keyboard.press("Enter")
    assert focused(page) == {"tag": "TEXTAREA", "type": "textarea", "name": "What do you want to tell us?", "role": ""}
    page.keyboard.type("The door is heavy.")
    write(page, "What would make it better", "A button that opens it.")
    press(page, "Send it")
    assert heading(page) == "The door is heavy."
    assert "You will hear from us by" in page.locator("main").inner_text()

    # she is told
    idea = Feedback.objects.get()
    fay_.post(reverse("answer", args=[project.pk, idea.pk]), ANSWER)
    dispatch()
    page.goto(link_in(mail_server.arrived[-1]))
    assert "We will do it." in page.locator("main").inner_text()

    # she asks more, and is told again
    press(page, "I want to ask more")
    write(page, "What do you want to ask", "Will it work with a wheelchair?")
    press(page, "Send")
    fay_.post(reverse("answer", args=[project.pk, idea.pk]), ANSWER | {"how": "Yes, it is low."})
    dispatch()
    page.goto(link_in(mail_server.arrived[-1]))
    assert "Yes, it is low." in page.locator("main").inner_text()

    # she closes it
    press(page, "I am happy, close it")
    assert "You closed it. Thank you." in page.locator("[role=status]").inner_text()
    idea.refresh_from_db()
    assert (idea.step, Invitation.objects.get().person.ideas.get()) == (5, idea)


def test_the_skip_link_is_first_and_leads_to_the_main_part(open_window, project, lena):
    page = open_window(lena, viewport=PHONE)
    page.goto(project.get_absolute_url())

    page.keyboard.press("Tab")
    first = focused(page)["name"]
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")

    assert first == "Go to the main part"
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_what_hangs_on_an_answer_is_asked_when_it_is_given(open_window, project, fay, lena):
    idea = Feedback.objects.create(
        project=project, giver=lena, problem="Cold.", received_on="2026-03-02", promised_by="2026-03-16"
    )
    page = open_window(fay, viewport=PHONE, java_script_enabled=False)
    page.goto(reverse("answer", args=[project.pk, idea.pk]))
    whom = page.get_by_label("To whom was it passed on?")
    before = whom.is_visible()

    page.get_by_role("radio", name="Passed on").check()

    assert (before, whom.is_visible()) == (False, True)


def test_signing_out_leaves_nothing_behind_the_back_button(open_window, project, lena):
    page = open_window(lena, viewport=PHONE)
    page.goto(reverse("home"))

    page.get_by_role("button", name="Sign out").click()
    page.go_back()

    assert "Lena" not in page.locator("body").inner_text()
