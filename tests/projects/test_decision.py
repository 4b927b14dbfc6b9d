"""A decision: numbered, final only with reason and makers, replaced and never overwritten."""

from datetime import date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from participants.models import Person
from projects.models import Capacity, Decision, DecisionMaker, Project

MARCH = date(2026, 3, 12)
NOON = timezone.make_aware(datetime(2026, 3, 14, 12))


def write_down(project: Project, by: Person, **more) -> Decision:
    words = {"question": "Shall the radio play?", "decided": "No radio before ten.", "made_on": MARCH}
    return Decision(project=project, recorded_by=by, **(words | more)).record()


def make_final(decision: Decision, *makers: tuple[Person, Capacity]) -> Decision:
    for person, capacity in makers:
        DecisionMaker.objects.create(decision=decision, person=person, capacity=capacity)
    decision.finalise(NOON)
    return decision


def test_record_numbers_decisions_in_their_project(project, fay, olu):
    bus_stop = Project.objects.get(title="Bus stop")

    numbers = [write_down(project, fay).number, write_down(bus_stop, olu).number, write_down(project, fay).number]

    assert numbers == [1, 1, 2]


def test_finalise_without_reason_or_makers_refuses_and_names_both(project, fay):
    decision = write_down(project, fay)

    with pytest.raises(ValueError, match="a reason and who decided"):
        decision.finalise(NOON)

    assert Decision.objects.get().final_on is None


def test_finalise_with_reason_and_makers_keeps_the_day(project, fay, lena):
    decision = write_down(project, fay, reason="It wakes the babies.")

    make_final(decision, (lena, Capacity.LIVED))

    assert Decision.objects.get().final_on == date(2026, 3, 14)


def test_the_database_refuses_a_final_decision_without_reason(project, fay):
    decision = write_down(project, fay)

    with pytest.raises(IntegrityError, match="a_final_decision_has_a_reason"), transaction.atomic():
        Decision.objects.filter(pk=decision.pk).update(final_on=MARCH)


def test_revise_makes_a_new_row_and_leaves_the_old_as_it_was(project, fay, lena):
    old = make_final(write_down(project, fay, reason="It wakes the babies."), (lena, Capacity.LIVED))

    new = old.revise(fay, "Nobody minds at nine.", MARCH + timedelta(days=30), decided="No radio before nine.")

    kept = Decision.objects.get(pk=old.pk)
    assert (kept.decided, kept.reason) == ("No radio before ten.", "It wakes the babies.")
    assert (new.number, new.question, new.decided) == (2, "Shall the radio play?", "No radio before nine.")
    assert (new.reason, new.views_that_differed, new.makers.count()) == ("", "", 0)


def test_old_decision_is_replaced_only_when_the_new_one_is_final(project, fay, lena):
    old = make_final(write_down(project, fay, reason="It wakes the babies."), (lena, Capacity.LIVED))
    new = old.revise(fay, "Nobody minds at nine.", MARCH, reason="Babies sleep till nine.")
    before = (Decision.objects.get(pk=old.pk).replacement, list(Decision.objects.standing().order_by("number")))

    make_final(new, (lena, Capacity.LIVED))

    assert before == (None, [old, new])
    assert Decision.objects.get(pk=old.pk).replacement == new
    assert list(Decision.objects.standing()) == [new]


def test_a_decision_is_replaced_once(project, fay, lena):
    old = make_final(write_down(project, fay, reason="It wakes the babies."), (lena, Capacity.LIVED))
    old.revise(fay, "Nobody minds at nine.", MARCH)

    with pytest.raises(IntegrityError), transaction.atomic():
        old.revise(fay, "Somebody else had the same thought.", MARCH)


def test_who_decided_counts_each_capacity_in_its_order(project, fay, lena, gus, pru):
    decision = write_down(project, fay)
    chosen = [(fay, Capacity.PROFESSIONAL), (lena, Capacity.LIVED), (gus, Capacity.LIVED), (pru, Capacity.TRAINED)]
    for person, capacity in chosen:
        DecisionMaker.objects.create(decision=decision, person=person, capacity=capacity)
    DecisionMaker.objects.create(decision=decision, body="The landlord's board")

    assert decision.who_decided() == [
        (Capacity.LIVED, "2 with lived experience"),
        (Capacity.TRAINED, "1 with training"),
        (Capacity.PROFESSIONAL, "1 professional"),
    ]
    assert decision.people() == ["Fay Adams", "Gus Hart", "Lena Okoro", "Pru Lind"]
    assert decision.bodies() == ["The landlord's board"]


def test_a_person_is_a_maker_once_and_never_without_a_capacity(project, fay, lena):
    decision = write_down(project, fay)
    DecisionMaker.objects.create(decision=decision, person=lena, capacity=Capacity.LIVED)

    with pytest.raises(IntegrityError), transaction.atomic():
        DecisionMaker.objects.create(decision=decision, person=lena, capacity=Capacity.PERSONAL)
    with pytest.raises(IntegrityError), transaction.atomic():
        DecisionMaker.objects.create(decision=decision, person=fay)


@pytest.mark.parametrize(
    ("capacities", "tells"),
    [
        ([Capacity.LIVED, Capacity.LIVED], True),
        ([Capacity.LIVED, Capacity.PROFESSIONAL], False),
        ([Capacity.PROFESSIONAL, Capacity.PROFESSIONAL], False),
        ([], False),
    ],
)
def test_names_tell_the_capacity_when_all_share_one_of_their_own(project, fay, lena, capacities, tells):
    decision = write_down(project, fay)
    for person, capacity in zip([fay, lena], capacities, strict=False):
        DecisionMaker.objects.create(decision=decision, person=person, capacity=capacity)

    assert decision.names_tell_capacity is tells


def test_events_name_what_changed_and_never_the_words(project, fay, lena):
    decision = write_down(project, fay)
    decision.reason, decision.question = "It wakes the babies.", "Shall the radio play early?"
    decision.save()
    make_final(decision, (lena, Capacity.LIVED))

    lines = [event.words for event in decision.events()]

    assert lines == [
        "written down by Fay Adams",
        "changed: the question, the reason",
        "made final",
    ]


def test_drafts_are_visible_only_to_those_who_record_decisions(project, fay, lena, max, olu, sam):
    draft = write_down(project, fay, question="A half known thing")
    final = make_final(write_down(project, fay, reason="It wakes the babies."), (lena, Capacity.LIVED))

    seen = {person.name: set(Decision.objects.visible_to(person)) for person in (fay, lena, max, olu, sam)}

    assert seen == {
        "Fay Adams": {draft, final},
        "Lena Okoro": {final},
        "Max Bell": {final},
        "Olu Reid": set(),
        "Sam Osei": set(),
    }
