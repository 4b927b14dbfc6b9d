"""The chain of a project's decisions: whoever changes it later leaves a trace, and erasing a person does not."""

import threading
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from projects.models import Capacity, Decision, DecisionMaker, Project
from projects.sealing import SEALED, cover, verify
from tests.projects.test_decision import MARCH, NOON, make_final, write_down


@pytest.fixture
def three(project, fay, lena) -> list[Decision]:
    """Three final decisions: a plain one, the one that replaced it, and one that a board made too."""
    first = make_final(write_down(project, fay, reason="It wakes the babies."), (lena, Capacity.LIVED))
    second = first.revise(fay, "Nobody minds at nine.", MARCH, reason="Babies sleep till nine.", basis=["lived"])
    make_final(second, (lena, Capacity.LIVED), (fay, Capacity.PROFESSIONAL))
    third = write_down(project, fay, question="A new door?", reason="It bangs.", options="A stopper, a new door")
    DecisionMaker.objects.create(decision=third, body="Dr Vine's practice")
    return [first, second, make_final(third, (lena, Capacity.LIVED))]


def faults(project: Project) -> list[str]:
    return [str(fault) for fault in verify(project).faults]


def test_final_decisions_follow_on_each_other_and_all_is_well(project, three, fay):
    write_down(project, fay, question="A half known thing")
    first, second, third = Decision.objects.filter(sealed_as__isnull=False).order_by("sealed_as")

    chain = verify(project)

    assert (chain.count, chain.head, chain.faults, chain.covered) == (3, third.seal, [], [])
    assert [(one.number, one.sealed_as, one.seal_before) for one in (first, second, third)] == [
        (1, 1, ""),
        (2, 2, first.seal),
        (3, 3, second.seal),
    ]


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({"decided": "Radio all day."}, "decision 2: what was decided was changed"),
        ({"made_on": "2026-03-11"}, "decision 2: the day it was made was changed"),
        ({"basis": ["data"]}, "decision 2: what it is based on was changed"),
        ({"replaces": None}, "decision 2: what it replaces was changed"),
        ({"final_on": None}, "decision 2: the day it became final was changed"),
        ({"seal": "0" * 64}, "decision 2: its seal does not fit"),
    ],
)
def test_a_field_that_was_changed_past_the_pages_is_named(project, three, change, found):
    Decision.objects.filter(number=2).update(**change)

    assert faults(project)[0] == found


def test_makers_that_were_changed_added_or_taken_away_are_named(project, three, max):
    DecisionMaker.objects.filter(decision__number=1).update(capacity=Capacity.PERSONAL)
    DecisionMaker.objects.filter(decision__number=2, capacity=Capacity.PROFESSIONAL).delete()
    DecisionMaker.objects.create(decision=three[2], person=max, capacity=Capacity.PROFESSIONAL)

    assert faults(project) == [f"decision {number}: who decided was changed" for number in (1, 2, 3)]


def test_a_decision_that_was_removed_is_missed(project, fay, lena):
    rows = [make_final(write_down(project, fay, reason="So."), (lena, Capacity.LIVED)) for _ in range(3)]
    rows[1].delete()

    assert faults(project) == [
        "place 2 in the chain is missing",
        "decision 3: it does not follow on the decision before it in the chain",
    ]


def test_decisions_that_changed_places_are_named(project, three):
    for number, place in ((2, 9), (3, 2), (2, 3)):
        Decision.objects.filter(number=number).update(sealed_as=place)

    assert faults(project) == [
        "decision 3: it does not follow on the decision before it in the chain",
        "decision 2: it does not follow on the decision before it in the chain",
    ]


def test_a_decision_that_was_put_in_without_a_seal_is_named(project, three, fay):
    Decision.objects.create(
        project=project, number=4, question="Slipped in?", reason="So.", made_on=MARCH, final_on=MARCH, recorded_by=fay
    )

    assert faults(project) == ["decision 4: it is final and has no place in the chain"]


@pytest.mark.parametrize("name", ["reason", "question", "makers"])
def test_covered_words_are_gone_everywhere_and_the_chain_holds(project, three, fay, name):
    third = Decision.objects.get(number=3)

    cover(third, name, fay)

    chain = verify(project)
    assert (chain.faults, [str(one) for one in chain.covered]) == ([], [f"decision 3: {SEALED[name]} is covered"])
    gone = {"reason": "It bangs.", "question": "A new door?", "makers": "Dr Vine's practice"}[name]
    third = Decision.objects.get(number=3)
    rows = [third.reason, third.question, third.words, *third.bodies()]
    rows += [word for row in third.history.values_list("reason", "question") for word in row]
    assert gone not in rows
    assert third.events()[-1].words == f"Fay Adams covered {SEALED[name]}"


def test_a_salt_that_is_gone_while_the_words_stay_is_not_taken_for_covered(project, three):
    third = Decision.objects.get(number=3)
    del third.salts["reason"], third.salts["number"], third.salts["makers"]
    third.save()

    assert faults(project) == [
        "decision 3: its number has lost its salt",
        "decision 3: the reason has lost its salt",
        "decision 3: who decided has lost its salt",
    ]


def test_only_words_can_be_covered(project, three):
    with pytest.raises(ValueError, match="the day it was made"):
        cover(three[0], "made_on")


def test_a_person_who_is_erased_stays_a_maker_and_the_chain_holds(project, three, lena, fay):
    for person in (lena, fay):
        person.name, person.email, person.contact_by = "A former member", None, "in_person"
        person.save()

    assert faults(project) == []
    assert Decision.objects.get(number=2).people() == ["A former member", "A former member"]


def test_projects_have_chains_of_their_own(project, three, olu, fay):
    there = Project.objects.get(title="Bus stop")
    moved = make_final(write_down(there, olu, reason="It rains."), (olu, Capacity.PROFESSIONAL))
    lone = verify(there)
    Decision.objects.filter(pk=moved.pk).update(
        project=project, sealed_as=4, number=4, seal_before=verify(project).head
    )

    assert (lone.count, lone.faults) == (1, [])
    assert faults(project) == [
        "decision 4: its seal does not fit",
        *(f"decision 4: {words} was changed" for words in ("its project", "its number")),
    ]


def test_making_final_twice_seals_once(project, three):
    seal = Decision.objects.get(number=1).seal

    three[0].finalise(NOON)

    assert (Decision.objects.get(number=1).seal, verify(project).count) == (seal, 3)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_that_become_final_at_once_get_two_places(project, fay, lena):
    drafts = [write_down(project, fay, reason="So.") for _ in range(4)]
    for draft in drafts:
        DecisionMaker.objects.create(decision=draft, person=lena, capacity=Capacity.LIVED)
    barrier = threading.Barrier(4)

    def run(draft: Decision) -> None:
        barrier.wait()
        draft.finalise(NOON)
        connection.close()

    threads = [threading.Thread(target=run, args=[draft]) for draft in drafts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert (verify(project).count, faults(project)) == (4, [])


def test_the_command_says_one_line_a_project_and_names_what_is_wrong(project, three, olu):
    there, out, both = Project.objects.get(title="Bus stop"), StringIO(), StringIO()
    head = verify(project).head
    call_command("verify_log", stdout=out)
    Decision.objects.filter(number=3).update(reason="It is ugly.")

    with pytest.raises(CommandError, match="The log of 1 project was changed"):
        call_command("verify_log", stdout=both)
    call_command("verify_log", project=there.pk)

    assert out.getvalue().splitlines() == [
        "Bus stop: 0 final, all in order, newest seal none",
        f"Waiting room: 3 final, all in order, newest seal {head}",
    ]
    assert both.getvalue().splitlines()[1:] == [
        f"Waiting room: 3 final, not as it was sealed, newest seal {head}",
        "  decision 3: the reason was changed",
    ]


@pytest.mark.parametrize("rows", [1, 3, 300])
def test_verifying_asks_the_same_number_of_questions(project, fay, lena, django_assert_num_queries, rows):
    for _ in range(rows):
        write_down(project, fay, reason="So.")
    drafts = list(project.decisions.all())
    DecisionMaker.objects.bulk_create(DecisionMaker(decision=one, person=lena, capacity="lived") for one in drafts)
    for draft in drafts:
        draft.finalise(NOON)

    with django_assert_num_queries(2):
        assert verify(project).count == rows
