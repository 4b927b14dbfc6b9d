"""The feed of what stands in public; and how a quotation is known."""

import xml.etree.ElementTree as ET
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from feedback.models import Feedback, News
from feedback.own_words import quotes
from tests.feedback.in_public import put, switched_on

MARCH = date(2026, 3, 24)


def test_the_feed_holds_each_thing_once_with_its_day(project, fay, lena):
    switched_on(project)
    put(project, fay, lena)
    told_on = {"project": project, "written_by": fay, "told_on": MARCH}
    News.objects.create(**told_on, progress="For all & sundry.", in_public=True)

    feed = ET.fromstring(Client().get(reverse("public_feed", args=["waiting-room"])).content)

    items = [(one.findtext("title"), one.findtext("description"), one.findtext("pubDate")) for one in feed.iter("item")]
    assert items == [
        ("News", "For all & sundry.", "Tue, 24 Mar 2026 12:00:00 +0000"),
        (
            "People want a lighter door.",
            "You said, we did: It opens by a button.",
            "Fri, 20 Mar 2026 12:00:00 +0000",
        ),
    ]


def test_signs_that_xml_does_not_know_do_not_break_the_feed(project, fay, lena):
    switched_on(project)
    put(project, fay, lena, did="One line\x0band another, as some programs copy it.\x08")

    page = Client().get(reverse("public_feed", args=["waiting-room"]))

    [item] = ET.fromstring(page.content).iter("item")
    assert item.findtext("description") == "You said, we did: One line and another, as some programs copy it. "


@pytest.mark.parametrize(
    ("words", "theirs", "quoted"),
    [
        ("I open it with my elbow", "Each time I open it, with my elbow!", True),
        ("People open it with their elbow", "Each time I open it with my elbow", False),
        ("Lower chairs", "Lower chairs, please", False),
        ("The door is heavy", "the Door: is heavy.", True),
        ("", "The door is heavy", False),
    ],
)
def test_what_repeats_a_givers_words_is_known_as_theirs(words, theirs, quoted):
    assert quotes(words, Feedback(problem=theirs)) == quoted
