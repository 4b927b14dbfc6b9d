"""What is not finished: each kind on its day, one thing to do, and nothing of what is finished."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from feedback.loose_ends import QUIET, keys, lines
from feedback.models import Change, Feedback, Kind, Outcome, Reply
from projects.models import Action, Capacity
from tests.feedback.changing import MAY, changed
from tests.feedback.saying import answered, said, told
from tests.meeting import RAISED, brought
from tests.projects.test_decision import make_final, write_down
from tests.reading import links, read

TODAY = date(2026, 9, 1)
LONG_AGO = TODAY - QUIET


def ends(project, on=TODAY) -> list[tuple[str, str, date]]:
    """Kind, words and day of each line."""
    return [(line.end.says, line.words, line.since) for line in lines(project, keys(project, on))]


def final(project, fay, lena, on=LONG_AGO, **more):
    decision = make_final(write_down(project, fay, reason="It is calm.", **more), (lena, Capacity.LIVED))
    type(decision).objects.filter(pk=decision.pk).update(final_on=on)
    return decision


def test_answered_and_not_told_is_there_until_they_know(project, fay, lena):
    door = said(project, lena)
    reply = answered(door, fay, outcome=Outcome.NOT)
    before = ends(project)

    reply.mark_told(TODAY, "by phone")

    assert before == [("Answered, but not told", "The door is heavy.", date(2026, 3, 9))]
    assert ends(project) == []


def test_no_decision_yet_is_there_until_somebody_says_so_to_the_group(project, fay):
    parents = said(project, None, group="Parents")
    reply = parents.reply(
        Reply(outcome=Outcome.NOT_YET, why="The landlord is away.", next_by=TODAY, answered_by=fay), timezone.now()
    )
    before = ends(project)

    reply.mark_told(TODAY, "read out", in_public=True)

    assert before == [("No decision yet, and nobody told them so", "The door is heavy.", timezone.localdate())]
    assert ends(project) == []


def test_a_decision_is_there_after_six_weeks_until_something_changed_or_it_was_replaced(project, fay, lena):
    quiet, young = final(project, fay, lena), final(project, fay, lena, on=LONG_AGO + timedelta(days=1))
    before = ends(project)
    changed(project, fay, told_on=MAY).decisions.add(quiet)

    assert before == [("Decided, but nothing has changed", str(quiet), LONG_AGO)]
    assert ends(project) == []
    tomorrow = timedelta(days=1)
    assert ends(project, TODAY + tomorrow) == [("Decided, but nothing has changed", str(young), LONG_AGO + tomorrow)]


def test_fay_says_that_it_stays_as_it_is_and_nobody_is_asked_what_changed(client_of, project, fay, lena):
    kept = final(project, fay, lena, on=timezone.localdate() - QUIET)
    browser, here = client_of(fay), reverse("decision_no_change", args=[project.pk, kept.pk])
    asked = browser.get(reverse("loose_ends", args=[project.pk]))

    browser.post(here, {"no_change_why": "We keep the hours as they are."})
    seen = read(client_of(lena).get(kept.get_absolute_url()))

    assert here in links(asked)
    assert ends(project, timezone.localdate()) == []
    assert "Nothing. We keep the hours as they are." in seen

    browser.post(here, {"no_change_why": ""})

    assert [says for says, *_ in ends(project, timezone.localdate())] == ["Decided, but nothing has changed"]


def test_a_yes_that_led_to_nothing_is_there_and_a_no_is_not(project, fay, lena):
    yes, no, linked = (said(project, lena, words) for words in ("The door.", "The roof.", "The radio."))
    told(yes, fay)
    told(no, fay, outcome=Outcome.NOT)
    told(linked, fay)
    linked.agenda_items.add(brought(project, fay, "The radio"))

    assert ends(project) == [("We said yes, and it led to nothing yet", "The door.", date(2026, 3, 10))]


def test_a_step_that_is_done_is_there_until_somebody_says_what_came_of_it(project, fay):
    step = {"project": project, "written_by": fay}
    Action.objects.create(what="Ask for a key", **step)
    Action.objects.create(what="Count the chairs", done_on=MAY, outcome="There are nine.", **step)
    with_change = Action.objects.create(what="Oil the door", done_on=MAY, **step)
    Action.objects.create(what="Buy a kettle", done_on=MAY, **step)
    changed(project, fay, told_on=MAY).actions.add(with_change)

    assert ends(project) == [("A small step is done", "Buy a kettle", MAY)]


def test_a_change_is_there_until_the_first_person_was_told(project, fay):
    changed(project, fay)
    changed(project, fay, "The radio is off.", told_on=MAY)

    assert ends(project) == [("Something changed, and nobody was told", "A button opens the door.", MAY)]


def test_a_need_is_there_until_a_final_decision_meets_it_or_somebody_said_no(project, fay, lena):
    met, half, refused, open_one = (
        said(project, lena, words, kind=Kind.NEED) for words in ("A ramp.", "A rail.", "A lift.", "A chair.")
    )
    met.decisions.add(final(project, fay, lena, on=TODAY))
    half.decisions.add(write_down(project, fay, question="Which rail?"))
    told(refused, fay, outcome=Outcome.NOT)
    taken = said(project, lena, "Quillfeather", kind=Kind.NEED)
    taken.take_back(timezone.now())

    assert sorted(ends(project)) == [
        ("A need, and no decision yet", "A chair.", date(2026, 3, 2)),
        ("A need, and no decision yet", "A rail.", date(2026, 3, 2)),
    ]
    assert open_one.title == "A chair."


def test_a_parked_subject_is_there_once_its_day_is_over(project, fay):
    late, soon = brought(project, fay, "Parking outside"), brought(project, fay, "The lights")
    late.park(fay, RAISED, TODAY - timedelta(days=1))
    soon.park(fay, RAISED, TODAY)

    assert ends(project) == [("A subject that did not come back", "Parking outside", TODAY - timedelta(days=1))]


def test_fay_reads_kind_by_kind_the_oldest_first_with_one_thing_to_do(client_of, project, fay, lena, olu):
    door = said(project, lena)
    answered(door, fay)
    roof = said(project, lena, "The roof leaks.")
    answered(roof, fay, on=date(2026, 3, 4))
    decision = final(project, fay, lena, on=date(2026, 3, 1))
    there = olu.memberships.get().project
    answered(said(there, olu, "Wheelbarrow"), olu)

    page = client_of(fay).get(reverse("loose_ends", args=[project.pk]))

    do_it = f"{reverse('change_new', args=[project.pk])}?decisions={decision.pk}"
    words = read(page)
    assert words.index("The roof leaks.") < words.index("The door is heavy.") < words.index(str(decision))
    assert "Answered on Monday 9 March. Tell them: The door is heavy." in words
    assert words.count("They do not know the answer yet.") == 1
    assert {do_it, reverse("answer", args=[project.pk, door.pk])} <= set(links(page))
    assert "Wheelbarrow" not in words


def test_only_those_who_answer_read_it_and_are_led_to_it(client_of, project, fay, lena, max):
    address = reverse("loose_ends", args=[project.pk])
    pages = [project.get_absolute_url(), reverse("board", args=[project.pk])]

    assert [client_of(who).get(address).status_code for who in (fay, lena, max)] == [200, 403, 403]
    assert [address in links(client_of(fay).get(page)) for page in pages] == [True, True]
    assert [address in links(client_of(who).get(pages[0])) for who in (lena, max)] == [False, False]
    assert "Everything that was begun is finished" in read(client_of(fay).get(address))


@pytest.mark.parametrize("rows", [1, 3, 300])
def test_the_page_asks_as_often_for_300_as_for_1(client_of, project, fay, lena, django_assert_max_num_queries, rows):
    for number in range(min(rows, 4)):
        answered(said(project, lena), fay)
        final(project, fay, lena, on=date(2026, 3, number + 1))
        brought(project, fay, "Parking").park(fay, RAISED, date(2026, 3, number + 1))
        Action.objects.create(project=project, what="Ask", done_on=date(2026, 3, 3), written_by=fay)
    Change.objects.bulk_create(
        Change(project=project, after=f"Change {n}", since=date(2026, 3, 20), written_by=fay) for n in range(rows)
    )
    dates = {"received_on": date(2026, 3, 21), "promised_by": MAY}
    Feedback.objects.bulk_create(
        Feedback(project=project, giver=lena, kind=Kind.NEED, problem="A chair.", **dates) for _ in range(rows)
    )
    client = client_of(fay)

    with django_assert_max_num_queries(12):
        page = client.get(reverse("loose_ends", args=[project.pk]))

    assert page.context["page"].paginator.count == 2 * rows + 4 * min(rows, 4)
