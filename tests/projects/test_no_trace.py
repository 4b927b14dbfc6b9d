"""What somebody who may not see something could still find of it; and what could still happen when all is over."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from feedback.thread import of_project
from projects.models import Action, Agreement, Capacity, Entry, Follow, Project
from tests.meeting import brought, planned
from tests.projects.test_decision import make_final, write_down
from tests.reading import read

MARCH = date(2026, 3, 3)


def test_a_small_step_from_a_members_session_is_seen_among_members_and_by_whose_it_is(
    client_of, project, fay, lena, pru
):
    members = planned(project, fay, kind="members", title="Who gets paid")
    Action.objects.create(project=project, what="Ask for pay", owner=lena, written_by=fay, session=members)
    prus = Action.objects.create(project=project, what="Find the rules", owner=pru, written_by=fay, session=members)
    steps, edit = reverse("actions", args=[project.pk]), reverse("action_edit", args=[project.pk, prus.pk])

    seen = {person.first_name: read(client_of(person).get(steps)) for person in (lena, pru)}
    form = read(client_of(pru).get(edit))
    client_of(pru).post(edit, {"what": "Find all rules", "owner": pru.pk})

    prus.refresh_from_db()
    assert ("Ask for pay" in seen["Lena"], "Ask for pay" in seen["Pru"]) == (True, False)
    assert "Find the rules" in seen["Pru"]
    assert "session" not in form
    assert (prus.what, prus.session) == ("Find all rules", members)


def test_in_a_closed_project_nobody_writes_a_line_or_says_that_they_agree(client_of, project, fay, lena):
    words = {"project": project, "kind": "outcome", "wording": "Nobody waits.", "proposed_on": MARCH}
    agreement = Agreement.objects.create(proposed_by=fay, **words)
    project.close(MARCH, "It is built.", "They stay.")
    lenas, page = client_of(lena), reverse("agreement", args=[project.pk, agreement.pk])

    lenas.post(reverse("notebook", args=[project.pk]) + "?kind=question", {"line": "Who pays?"})
    lenas.post(page, {"understands": "yes", "agrees": "yes"})

    assert not Entry.objects.exists()
    assert not agreement.assents.exists()
    assert "Nobody waits." in read(lenas.get(page))


def test_a_capacity_that_somebody_hides_again_leaves_the_thread_too(project, fay, lena, pru):
    item = brought(project, lena, "The radio", capacity="lived", shown=True)
    handed = Project.objects.with_role(pru).get()
    shown = [one.capacity for one in of_project(handed, pru, timezone.now(), 9)]
    item.shown = False
    item.keep(lena)

    assert shown == ["lived"]
    assert {one.capacity for one in of_project(handed, pru, timezone.now(), 9)} == {""}


@pytest.mark.parametrize("far", ["0001-01-01T00:00:00Z", "9999-12-31T23:59:59-10:00", "9999-99-99T00:00:00Z", "\0"])
def test_the_thread_opens_at_any_moment_that_an_address_names(client_of, project, lena, far):
    assert client_of(lena).get(reverse("shaped", args=[project.pk]), {"before": far}).status_code == 200


def test_half_a_date_on_a_closing_page_that_was_overtaken_breaks_nothing(client_of, project, fay):
    session = planned(project, fay, timezone.now() - timedelta(hours=5))
    page = reverse("session_close", args=[project.pk, session.pk])
    client_of(fay).post(page, {"send": "later", "seen": "", "wandered": "To the door."})

    overtaken = client_of(fay).post(page, {"seen": "", "tell_by_day": "4", "wandered": "To the lift."})

    assert "Fay Adams saved this page while you were typing." in read(overtaken)


def test_a_button_pressed_twice_follows_a_decision_once(client_of, project, fay, lena):
    decision = write_down(project, fay, question="Which chairs?", reason="They are warm.")
    make_final(decision, (fay, Capacity.PROFESSIONAL))
    lenas, page = client_of(lena), reverse("decision_follow", args=[project.pk, decision.pk])

    for _ in range(2):
        lenas.post(page, {"follow": "yes"})
    follows = Follow.objects.following().filter(person=lena).count()
    for _ in range(2):
        lenas.post(page, {"follow": "no"})

    assert (follows, Follow.objects.count()) == (1, 0)
