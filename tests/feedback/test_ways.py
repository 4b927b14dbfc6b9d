"""Ways to say something: open links, and what is printed of them."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from lxml import html

from feedback.models import Feedback
from feedback.ways import typed_address_of
from participants.models import Event
from projects import codes
from projects.models import SessionKind, WayIn
from tests.feedback.by_link import came_by, link_to, page_of
from tests.meeting import planned
from tests.projects.test_decision import make_final, write_down
from tests.reading import heading, read, said_back, tree


@pytest.fixture
def way(project):
    return link_to(project, hangs="The notice board")


def url(name, project, *more):
    return reverse(name, args=[project.pk, *more])


def printed(response) -> str:
    return " ".join(tree(response).find(".//main").text_content().split())


def test_fay_makes_a_link_and_it_is_open(client_of, project, fay):
    page = client_of(fay).post(url("ways", project), {"about": "", "hangs": "The hall"}, follow=True)

    way = WayIn.objects.to_say().get()
    assert said_back(page) == ["The link is open. Print its poster or its cards."]
    assert (way.project, way.person, way.session, way.decision, way.hangs) == (project, None, None, None, "The hall")
    assert Client().get(page_of(way)).status_code == 200
    event = Event.objects.get()
    assert (event.kind, event.by, event.about) == (Event.Kind.LINK_MADE, fay, f"way_in:{way.pk}")


def test_a_link_may_be_about_a_session_or_a_decision_that_all_may_know_of(client_of, project, fay):
    session = planned(project, fay, title="Buses")
    decision = make_final(write_down(project, fay, reason="Too loud."), (fay, "professional"))
    planned(project, fay, title="Hidden", kind=SessionKind.MEMBERS)
    write_down(project, fay, question="A draft?")
    browser = client_of(fay)

    page = tree(browser.get(url("ways", project)))
    for thing in (f"session {session.pk}", f"decision {decision.pk}"):
        browser.post(url("ways", project), {"about": thing, "hangs": ""})

    assert page.xpath("//select[@name='about']//option/@value") == [
        "",
        f"session {session.pk}",
        f"decision {decision.pk}",
    ]
    assert {(way.session, way.decision) for way in WayIn.objects.to_say()} == {(session, None), (None, decision)}


def test_no_link_opens_before_the_project_has_started(client_of, project, fay):
    project.started_on = None
    project.save()

    page = client_of(fay).post(url("ways", project), {"about": "", "hangs": ""})

    assert "A link opens when the project has started." in read(page)
    assert not WayIn.objects.exists()


def test_a_link_that_is_shut_leads_nowhere_and_what_came_by_it_stays(client_of, project, fay, way):
    piece, _ = came_by(way)

    page = client_of(fay).post(url("way_shut", project, way.pk), follow=True)

    assert said_back(page) == ["The link is shut. Take its posters down."]
    assert heading(Client().get(page_of(way))) == "This link is shut"
    assert Feedback.objects.get() == piece
    assert Event.objects.get().kind == Event.Kind.LINK_SHUT
    assert client_of(fay).get(url("way_poster", project, way.pk)).status_code == 404


def test_the_facilitator_of_another_project_shuts_nothing(client_of, project, olu, way):
    there = olu.memberships.get().project

    assert client_of(olu).post(url("way_shut", there, way.pk)).status_code == 404
    assert WayIn.objects.to_say().get() == way


@pytest.mark.parametrize("count", [1, 3, 300])
def test_the_page_asks_the_same_number_of_questions(client_of, project, fay, count, django_assert_num_queries):
    for n in range(count):
        came_by(link_to(project, hangs=f"Place {n}"))
    browser = client_of(fay)

    with django_assert_num_queries(9):
        page = browser.get(url("ways", project))

    assert read(page).count("1 came by it.") == count


def test_the_poster_says_how_what_next_and_whom_to_ring(client_of, project, fay, way):
    page = client_of(fay).get(url("way_poster", project, way.pk))

    text = printed(page)
    assert f"Or go to {typed_address_of(way)}" in text
    assert "We answer within 10 working days. Your code opens the answer." in text
    assert "Is somebody in danger? Ring Sam Osei: 0117 496 0199. In an emergency ring 999." in text
    assert len(tree(page).xpath("//*[@class='qr']")) == 1


def test_a_sheet_holds_eight_cards(client_of, project, fay, way):
    page = tree(client_of(fay).get(url("way_cards", project, way.pk)))

    assert len(page.xpath("//*[@class='cards']/li//*[@class='qr']")) == 8


def test_each_slip_has_its_own_code_and_nothing_of_it_is_kept(client_of, project, fay, way):
    before = list(WayIn.objects.values())
    pages = [client_of(fay).get(url("way_slips", project, way.pk)) for _ in range(2)]

    shown = [
        codes.read(code) for page in pages for code in html.fromstring(page.content).xpath("//*[@class='code']/text()")
    ]
    assert (len(shown), len(set(shown))) == (6, 6)
    assert [code for code in shown if not codes.checks(code)] == []
    assert [printed(pages[0]).count(codes.grouped(code)) for code in shown[:3]] == [2, 2, 2]
    assert list(WayIn.objects.values()) == before


def test_a_card_box_does_not_open_with_the_code_of_a_link_or_an_answer(project, way):
    for code in (way.say_code, came_by(way)[1]):
        page = Client().post(reverse("card"), {"code": code})
        assert "Location" not in page
        assert timezone.now() > way.made_at
