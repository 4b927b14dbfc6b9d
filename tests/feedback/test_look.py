"""What comes by an open link waits for a look; names in words are covered."""

import json
from datetime import timedelta
from uuid import UUID

import pytest
from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from feedback.kinds import tell_answer
from feedback.looking import mark_of
from feedback.models import Feedback, NamedAs, PublicLine
from participants.models import Event, Message
from participants.outbox.plan import plan
from projects.models import SessionKind
from tests.feedback.by_link import came_by, hear, link_to, page_of
from tests.feedback.in_public import SINCE, put, switched_on
from tests.feedback.saying import answered, said, told
from tests.meeting import planned
from tests.people import someone
from tests.projects.test_decision import make_final, write_down
from tests.reading import heading, links, read, said_back, to_check, tree

NAME = "Zinnia Marsh"


@pytest.fixture
def way(project):
    return link_to(project)


@pytest.fixture
def waiting(way):
    return came_by(way, "Toadflax: nobody rings back.")[0]


def url(name, said, *more):
    return reverse(name, args=[said.project_id, said.pk, *more])


def everything() -> str:
    """All that stands in any table."""
    models = [model for model in apps.get_models(include_auto_created=True) if model._meta.managed]
    rows = [list(model._base_manager.values()) for model in models]
    return json.dumps(rows, cls=DjangoJSONEncoder, default=str)


# ---- looking first


def test_nobody_but_the_facilitators_reads_it_before_one_has_looked(client_of, waiting, project, fay, lena, pru, max):
    seen = {person.first_name: list(Feedback.objects.visible_to(person)) for person in (fay, lena, pru, max)}
    pages = [client_of(person).get(waiting.get_absolute_url()).status_code for person in (lena, pru, max)]

    assert seen == {"Fay": [waiting], "Lena": [], "Pru": [], "Max": []}
    assert pages == [404, 404, 404]


def test_fay_looks_and_the_project_can_read_it(client_of, waiting, project, fay, lena):
    board = client_of(fay).get(reverse("board", args=[project.pk]))
    page = client_of(fay).get(reverse("look", args=[project.pk]))

    done = client_of(fay).post(url("looked", waiting), {"mark": mark_of(waiting)}, follow=True)

    assert "1 piece came by an open link, and waits for a look." in read(board)
    assert reverse("look", args=[project.pk]) in links(board)
    assert "Toadflax: nobody rings back." in read(page)
    assert said_back(done) == ["The project can read it now."]
    assert list(Feedback.objects.visible_to(lena)) == [waiting]
    theirs = read(client_of(lena).get(waiting.get_absolute_url()))
    assert "Problem" not in theirs.split("Where this is")[0].split("from")[1]
    assert "from someone without a name" in theirs
    assert "waits for a look" not in read(client_of(fay).get(reverse("board", args=[project.pk])))


def test_fay_looks_and_keeps_it_to_the_facilitators(client_of, waiting, fay, lena):
    client_of(fay).post(url("looked", waiting), {"few": "1", "mark": mark_of(waiting)})

    waiting.refresh_from_db()
    assert (waiting.waits_for_look, waiting.named_as) == (False, NamedAs.PRIVATE)
    assert not Feedback.objects.visible_to(lena).exists()


def test_what_was_added_after_fay_opened_the_page_waits_for_another_look(client_of, way, fay, lena):
    piece, code = came_by(way)
    before, seen = client_of(fay).get(url("answer", piece)), mark_of(piece)
    hear(code, "hear_more", words=f"{NAME} shouted at me.")

    page = client_of(fay).post(url("looked", piece), {"mark": seen}, follow=True)

    assert f'name="mark" value="{seen}"' in before.content.decode()
    assert said_back(page) == ["They have added something. Please look again."]
    assert not Feedback.objects.visible_to(lena).exists()


def test_what_was_meant_for_the_facilitators_is_not_opened_by_looking(client_of, way, fay, lena):
    piece, _ = came_by(way, named_as=NamedAs.PRIVATE)

    client_of(fay).post(url("looked", piece), {"mark": mark_of(piece)})

    assert not Feedback.objects.visible_to(lena).exists()


def test_what_waits_is_counted_among_the_loops(waiting, project, fay, lena):
    said(project, lena)

    counts = project.feedback.counts()

    assert (counts["counted"], counts["to_look_at"], counts["open"]) == (2, 1, 2)


@pytest.mark.parametrize("count", [1, 3, 300])
def test_the_list_asks_the_same_number_of_questions(client_of, project, fay, way, count, django_assert_num_queries):
    for n in range(count):
        came_by(way, f"Chair {n}")
    browser = client_of(fay)

    with django_assert_num_queries(8):
        browser.get(reverse("look", args=[project.pk]))


def test_fay_passes_it_to_the_lead_and_it_leaves_the_list(client_of, waiting, project, fay):
    page = client_of(fay).get(reverse("look", args=[project.pk]))
    client_of(fay).post(url("pass_on", waiting))

    assert url("pass_on", waiting) in links(page)
    assert read(client_of(fay).get(reverse("look", args=[project.pk]))).endswith("Nothing waits for a look.")


# ---- covering names


def test_fay_covers_a_name_and_nothing_of_it_is_kept(client_of, project, fay, lena):
    one = said(project, lena, f"{NAME} shouts.", better=f"Tell zinnia\nmarsh, not {NAME}son.", with_others=NAME)
    reply = answered(one, fay, why=f"We spoke to {NAME}.")
    tell_answer(reply)

    page = client_of(fay).post(url("cover", one), {"name": " Zinnia Marsh "}, follow=True)

    one.refresh_from_db()
    reply.refresh_from_db()
    assert said_back(page) == ["The name is covered."]
    assert (one.problem, one.better) == ("(a name) shouts.", f"Tell (a name), not {NAME}son.")
    assert (one.with_others, reply.why) == ("(a name)", "We spoke to (a name).")
    assert one.covered_on == timezone.localdate()
    assert (one.words.count("zinnia"), "shouts" in one.words) == (1, True)  # the other, longer name
    assert "Why: We spoke to (a name)." in Message.objects.get(kind="answer").text
    assert everything().replace(f"{NAME}son", "").replace("zinnia marshson", "").lower().count("zinnia") == 0


def test_reminders_that_were_made_before_say_it_covered(project, fay, waiting):
    waiting.problem, waiting.waits_for_look = f"{NAME} never rings.", False
    waiting.promised_by = timezone.localdate()
    waiting.save()
    plan(timezone.now())
    before = Message.objects.filter(recipient=fay).latest("recorded_at").text

    from_here = Client()
    from_here.force_login(fay, backend="participants.adapter.Backend")
    from_here.post(url("cover", waiting), {"name": NAME})

    after = Message.objects.filter(recipient=fay).latest("recorded_at").text
    assert f"- {NAME} never rings.\n" in before
    assert after == before.replace(NAME, "(a name)")


def test_the_line_about_it_says_who_and_not_what(client_of, fay, waiting):
    client_of(fay).post(url("cover", waiting), {"name": "toadflax"})

    event = Event.objects.get(kind=Event.Kind.NAME_COVERED)
    assert (event.by, event.about, event.scope) == (fay, f"feedback:{waiting.pk}", waiting.project_id)
    assert "toadflax" not in everything().lower()


def test_a_name_that_is_not_there_changes_nothing(client_of, fay, waiting):
    before = Feedback.objects.values().get()

    page = client_of(fay).post(url("cover", waiting), {"name": "Toad"})

    assert to_check(page) == ["This name does not stand in the words. Type it as it stands there."]
    assert Feedback.objects.values().get() == before
    assert not Event.objects.exists()


def test_who_takes_part_covers_nothing(client_of, lena, waiting):
    assert client_of(lena).post(url("cover", waiting), {"name": "Toadflax"}).status_code == 403


# ---- what the signed-in form asks


def test_lena_says_something_with_others_for_somebody_to_hear(client_of, project, fay, lena, pru):
    words = {
        "kind": "worry",
        "problem": "The bus.",
        "named_as": "member",
        "with_others": "Ola",
        "must_hear": "The planner",
    }

    client_of(lena).post(reverse("say", args=[project.pk]), words)

    one = Feedback.objects.get()
    own, staff, other = (read(client_of(person).get(one.get_absolute_url())) for person in (lena, fay, pru))
    assert ("Said together with: Ola" in own, "Who must hear it: The planner" in own) == (True, True)
    assert ("Said together with: Ola" in staff, "Who must hear it: The planner" in staff) == (True, True)
    assert ("Ola" in other, "The planner" in other) == (False, False)


def test_lena_says_something_about_a_session_from_its_page(client_of, project, fay, lena):
    session = planned(project, fay, starts_at=timezone.now() - timedelta(days=1))
    address = f"{reverse('say', args=[project.pk])}?session={session.pk}"

    page = client_of(lena).get(session.get_absolute_url())
    said_there = client_of(lena).post(address, {"kind": "worry", "problem": "Loud.", "named_as": "member"}, follow=True)

    assert address in links(page)
    assert Feedback.objects.get().session == session
    assert f"About {session.numbered}: {session.title}" in read(said_there)


def test_lena_says_something_about_a_decision_from_its_page(client_of, project, fay, lena):
    decision = make_final(write_down(project, fay, reason="Too loud."), (fay, "professional"))
    address = f"{reverse('say', args=[project.pk])}?decision={decision.pk}"

    page = client_of(lena).get(decision.get_absolute_url())
    client_of(lena).post(address, {"kind": "worry", "problem": "Why?", "named_as": "member"})

    assert address in links(page)
    assert Feedback.objects.get().about == decision


def test_nobody_learns_of_a_session_for_members_only_from_what_was_said_about_it(client_of, project, fay, lena, pru):
    session = planned(project, fay, title="Periwinkle", kind=SessionKind.MEMBERS)
    one = said(project, lena, session=session)

    lenas, prus = (read(client_of(person).get(one.get_absolute_url())) for person in (lena, pru))

    assert ("Periwinkle" in lenas, "Periwinkle" in prus) == (True, False)
    assert client_of(pru).get(f"{reverse('say', args=[project.pk])}?session={session.pk}").status_code == 404


@pytest.mark.parametrize("query", ["session=x", "decision=x", f"session={UUID(int=1)}", f"decision={UUID(int=1)}"])
def test_nothing_is_said_about_what_is_not_there(client_of, project, lena, query):
    assert client_of(lena).get(f"{reverse('say', args=[project.pk])}?{query}").status_code == 404


def test_heading_of_a_stranger(project, waiting):
    outsider = someone("Uma Reid")

    assert list(Feedback.objects.visible_to(outsider)) == []
    assert heading(Client().get(reverse("hear"))) == "I have a code"


# ---- what the link and the looking must not let through


def test_fay_reads_what_was_asked_next_before_the_project_does(client_of, way, project, fay, lena):
    piece, code = came_by(way, "The door is heavy.", waits_for_look=False)
    told(piece, fay)
    hear(code, "hear_more", words=f"{NAME} shouted at me.")

    page = client_of(fay).get(reverse("look", args=[project.pk]))

    assert client_of(lena).get(piece.get_absolute_url()).status_code == 404
    assert f"{NAME} shouted at me." in read(page)


OF_PIECE = {"with_others": NAME, "partners": NAME, "must_hear": NAME, "source": NAME, "public_words": NAME}


def test_a_name_is_covered_wherever_it_stands(client_of, project, fay, lena):
    one = said(project, lena, f"{NAME} shouts.", **OF_PIECE)
    more = dict.fromkeys(("how", "why", "passed_to", "carried_to", "came_of_it", "in_words_of"), NAME)
    told(one, fay, giver_words=NAME, **more)
    PublicLine.objects.create(feedback=one, did=f"We spoke to {NAME}.", published_on=SINCE)

    client_of(fay).post(url("cover", one), {"name": NAME})

    assert everything().lower().count("zinnia") == 0


def test_a_name_that_stands_only_in_public_is_covered(client_of, project, fay, lena):
    switched_on(project)
    one = put(project, fay, lena, did=f"We spoke to {NAME}.")
    before = read(Client().get(reverse("public", args=["waiting-room"])))

    client_of(fay).post(url("cover", one), {"name": NAME})

    after = read(Client().get(reverse("public", args=["waiting-room"])))
    assert (NAME in before, NAME in after, "We spoke to (a name)." in after) == (True, False, True)


def test_a_short_name_in_a_full_line_is_covered_too(client_of, project, fay, lena):
    one = said(project, lena, with_others=f"{'Al ' * 53}x")

    client_of(fay).post(url("cover", one), {"name": "Al"})

    one.refresh_from_db()
    assert (one.with_others[:17], len(one.with_others)) == ("(a name) (a name)", 160)


def test_a_link_about_a_session_that_is_for_members_by_now_does_not_name_it(project, fay):
    session = planned(project, fay, title="Periwinkle")
    way = link_to(project, session=session)
    before = read(Client().get(page_of(way)))
    session.kind = SessionKind.MEMBERS
    session.save()

    after = read(Client().get(page_of(way)))

    assert ("Periwinkle" in before, "Periwinkle" in after, "About Waiting room." in after) == (True, False, True)


def test_thanking_all_leaves_out_what_nobody_has_looked_at(client_of, waiting, project, fay, lena):
    seen, browser = said(project, lena), client_of(fay)
    [button] = tree(browser.get(reverse("board", args=[project.pk]) + "?show=thank")).xpath(
        "//button[starts-with(., 'Say thank you to all')]/text()"
    )

    browser.post(reverse("thank_all", args=[project.pk]))

    assert button == "Say thank you to all"  # a number would count in who is not thanked
    waiting.refresh_from_db()
    seen.refresh_from_db()
    assert (waiting.thanked_on, seen.thanked_on) == (None, timezone.localdate())
