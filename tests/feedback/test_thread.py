"""How people shaped this: who changed what, the words before and after, and the words that led to it."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from feedback import thread
from feedback.models import NamedAs
from feedback.thread.change import noon
from feedback.views.thread import moment
from projects.models import AgendaItem, Agreement, Boundary, Capacity, Entry, Method, Project, Session, Step
from tests.feedback.saying import said
from tests.meeting import RAISED, brought, planned
from tests.projects.test_decision import make_final, write_down
from tests.reading import read, tree, words


def says(project, person):
    handed = Project.objects.with_role(person).get(pk=project.pk)
    return [change.says for change in thread.of_project(handed, person, timezone.now(), 50)]


def test_an_agenda_that_five_hands_made_tells_of_each(project, fay, lena, pru):
    method = Method.objects.create(name="Draw it", how="Draw.")
    session = planned(project, fay)
    radio = brought(project, lena, "The radio", session, capacity=Capacity.LIVED, shown=True)
    lights = brought(project, pru, "The lights", capacity=Capacity.PROFESSIONAL)
    radio.what, radio.how = "Is the radio needed?", "Hands up"
    radio.keep(pru, "It is a question first")
    radio.method = method
    radio.keep(lena)
    lights.park(fay, RAISED, date(2026, 4, 7), "No time left")
    lights.put_on(session, None, "Came back, as promised")
    lights.drop(pru, RAISED, "Mended already")

    changes = thread.of_session(session, fay)

    assert [change.says for change in changes] == [
        'Lena put "The radio" on the agenda of session 1',
        'Pru brought up "The lights"',
        "Pru changed the subject",
        'Pru changed how we do it: "Is the radio needed?"',
        'Lena changed the method: "Is the radio needed?"',
        'Fay parked "The lights" until 7 April',
        '"The lights" came back, on the agenda of session 1',
        'Pru dropped "The lights"',
    ]
    assert [(one.was, one.now) for one in changes[2:5]] == [
        ("The radio", "Is the radio needed?"),
        ("", "Hands up"),
        ("", "Draw it"),
    ]
    assert [one.why for one in changes[2:8]] == [
        "It is a question first",
        "It is a question first",
        "",
        "No time left",
        "Came back, as promised",
        "Mended already",
    ]
    # The shape stands where the person chose it, and only there.
    assert [one.capacity for one in changes] == ["lived", "", "", "", "", "", "", ""]


@pytest.mark.parametrize(("count", "folded", "shown"), [(6, 0, 6), (7, 4, 3)])
def test_the_beginning_of_a_long_thread_is_folded_away(client_of, project, fay, lena, count, folded, shown):
    session = planned(project, fay)
    for number in range(count):
        brought(project, lena, f"Subject {number}", session)

    page = tree(client_of(lena).get(session.get_absolute_url()))

    [thread_here] = page.xpath("//section[@aria-labelledby='shaped']")
    assert len(thread_here.xpath("./details[not(@open)]//li")) == folded
    assert thread_here.xpath("string(./details/summary)") == ("The first 4 changes" if folded else "")
    assert len(thread_here.xpath("./ol/li")) == shown
    assert f"Subject {count - 1}" in words(thread_here.xpath("./ol/li")[-1])


def test_everything_that_changes_is_in_one_thread_newest_first(project, fay, lena):
    session = planned(project, fay)
    session.closed_on, session.plan_kept, session.wandered = RAISED, "scrapped", "We walked outside."
    session.save()
    question = Entry.objects.create(project=project, kind="guiding", line="Which radio?", brought_by=lena, on=RAISED)
    question.line = "Any radio?"
    question._history_user = fay
    question.save()
    nobody = Entry.objects.create(project=project, kind="question", line="Who pays?", on=RAISED)
    first = Agreement.objects.create(
        project=project, kind="outcome", wording="Calm.", proposed_by=lena, proposed_on=RAISED
    )
    first.reword(fay, "Calm for all.", "Some are still afraid", RAISED)
    step = Step.objects.create(project=project, what="Walk through", proposed_by=lena)
    step.what, step._history_user = "Walk through the room", fay
    step.save()
    boundary = Boundary.objects.filter(project=project).last()
    boundary.openness = "partly"
    boundary._history_user = fay
    boundary.save()
    make_final(write_down(project, fay, reason="It is calm."), (lena, Capacity.LIVED))
    good = {"kind": "good", "wording": "It is new.", "proposed_by": fay, "proposed_on": RAISED}
    Agreement.objects.create(project=project, **good).drop(RAISED, "New is not better.")

    assert says(project, lena) == [
        "Fay proposed: what good looks like",
        "Fay changed whether this can change: The opening hours",
        "Fay changed what happens: Walk through the room",
        "Lena added to the plan: Walk through",
        "Fay changed: what we want to change",
        "Lena proposed: what we want to change",
        "Somebody asked: Who pays?",
        "Fay changed the question",
        "Lena asked: Which radio?",
        "The group scrapped the plan of session 1",
        "The group decided: Shall the radio play?",
        "The group dropped: what good looks like",
    ]
    assert nobody.brought_by is None


def test_nobody_reads_of_a_session_or_of_words_that_are_not_theirs(project, client_of, fay, lena, pru):
    talk = planned(project, fay, kind="members")
    brought(project, lena, "Periwinkle", talk)
    radio = brought(project, lena, "The radio")
    private = said(project, lena, "Copperkettle", named_as=NamedAs.PRIVATE)
    shared = said(project, lena, "Larkspur")
    for one in (private, shared):
        one.agenda_items.add(radio)
    page = reverse("shaped", args=[project.pk])

    for_pru, for_fay = read(client_of(pru).get(page)), read(client_of(fay).get(page))

    assert ("Periwinkle" in for_pru, "Copperkettle" in for_pru, "From feedback: Larkspur" in for_pru) == (
        False,
        False,
        True,
    )
    assert ("Periwinkle" in for_fay, "Copperkettle" in for_fay) == (True, True)


def test_the_thread_goes_back_page_by_page_and_loses_nothing(project, client_of, fay):
    for number in range(60):
        brought(project, fay, f"Subject {number:02}")
    fays, url, seen = client_of(fay), reverse("shaped", args=[project.pk]), []

    while url:
        response = fays.get(url)
        seen += [change.says[-3:-1] for change in response.context["changes"]]
        older = response.context["older"]
        url = older and f"{reverse('shaped', args=[project.pk])}?before={older.isoformat().replace('+', '%2B')}"

    assert seen == [f"{number:02}" for number in reversed(range(60))]


@pytest.mark.parametrize("count", [1, 3, 300])
def test_the_thread_asks_as_often_for_300_changes_as_for_1(
    project, client_of, fay, lena, django_assert_num_queries, count
):
    session = planned(project, fay)
    for number in range(count):
        item = brought(project, lena, f"Subject {number}", session)
        said(project, lena).agenda_items.add(item)
    AgendaItem.history.update(history_date=timezone.now() - timedelta(days=365))  # so that the page shows every kind
    Session.objects.update(closed_on=RAISED, plan_kept="changed")
    make_final(write_down(project, fay, reason="Calm."), (lena, Capacity.LIVED))
    fays = client_of(fay)

    with django_assert_num_queries(17):
        fays.get(reverse("shaped", args=[project.pk]))


def test_what_was_decided_this_morning_is_there_at_once():
    """Of a decision only the day is known: it stands at noon, which may still be to come."""
    assert noon(timezone.localdate(), 999) < moment("")
