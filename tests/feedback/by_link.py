"""Saying something by an open link, as people do it: without an account, in a browser of their own."""

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from feedback.models import Channel, Feedback
from projects import codes
from projects.models import Project, WayIn
from tests.feedback.saying import said
from tests.reading import tree

WORDS = {
    "kind": "problem",
    "problem": "They rang my mother and not me.",
    "better": "Ask whom to ring.",
    "named_as": "member",
    "not_asked": "",
    "with_others": "",
}


def link_to(project: Project, **more) -> WayIn:
    return WayIn.objects.for_saying(timezone.now(), project=project, **more)


def came_by(way: WayIn, problem: str = "They rang my mother and not me.", **more) -> tuple[Feedback, str]:
    """A piece that came by this link and waits for a look, and its code."""
    code = codes.checked()
    piece = said(
        way.project, None, problem, **({"channel": Channel.LINK, "way_in": way, "waits_for_look": True} | more)
    )
    piece.without_a_name(code, timezone.now())
    piece.save()
    return piece, code


def page_of(way: WayIn) -> str:
    return reverse("say_link", args=[way.say_code])


def say_by(way: WayIn, browser: Client | None = None, **words):
    """Open the page, fill it in, send it: what comes back."""
    browser = browser or Client()
    [form] = [form for form in tree(browser.get(page_of(way))).forms if "problem" in form.fields]
    return browser.post(page_of(way), WORDS | {"once": form.fields["once"]} | words)


def code_on(response) -> str:
    """The code as it is shown."""
    [code] = tree(response).xpath("//*[@class='code']/text()")
    return code


def hear(code: str, name: str = "hear", browser: Client | None = None, **words):
    """What the page behind a code shows."""
    return (browser or Client()).post(reverse(name), {"code": code} | words)
