"""Signing in, as a person does it: an address, a code from a letter, and there you are."""

import re


def test_lena_signs_in_with_the_code_from_her_mail(open_window, mail_server, project, lena) -> None:
    page = open_window(viewport={"width": 375, "height": 700})

    page.goto("/account/login/")
    page.get_by_role("textbox").fill("lena@example.org")
    page.locator("main button").first.click()
    page.wait_for_url("**/account/login/code/")
    (letter,) = mail_server.arrived
    (code,) = re.findall(r"Your code is (\d{6})\b", letter.get_body(("plain",)).get_content())
    page.get_by_role("textbox").fill(code)
    page.locator("main button").first.click()
    page.get_by_role("button", name="Yes, only I use it").click()
    page.wait_for_url(re.compile(r"/(projects.*)?$"))

    assert letter["To"] == "lena@example.org"
    assert "Waiting room" in page.locator("main").inner_text()


def test_the_board_opens_for_its_facilitator(open_window, project, fay) -> None:
    page = open_window(fay)

    page.goto(project.get_absolute_url())

    assert "Waiting room" in page.get_by_role("heading", level=1).inner_text()
