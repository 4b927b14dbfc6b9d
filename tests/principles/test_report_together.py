"""What a review counts of what everybody did together; members' own sessions count nowhere."""

from projects.models import Capacity, Entry
from tests.meeting import NOON, RAISED, brought, planned
from tests.principles.reviewing import facts_of, noon
from tests.projects.test_decision import make_final, write_down


def test_ground_agenda_and_knowledge_are_counted_and_members_own_are_not(project, fay, lena):
    theirs = planned(project, fay, place_kind="theirs")
    planned(project, fay)
    planned(project, fay, place_kind="ours", kind="staff")
    planned(project, fay, noon(2026, 4, 20), place_kind="theirs")
    among = planned(project, fay, kind="members", place_kind="theirs")
    brought(project, lena, "Chairs", theirs)
    brought(project, fay, "The report", theirs, origin="funder", disagreed=True, what_happened="Fay yes, Lena no.")
    brought(project, fay, "Hello", theirs, kind="welcome")
    brought(project, lena, "Periwinkle", among, disagreed=True, what_happened="Periwinkle")
    for line, basis in (("40 minutes", "data"), ("It hurts", "lived"), ("Cold", "")):
        Entry.objects.create(project=project, kind="know", line=line, basis=basis, on=RAISED)

    facts = facts_of(project)

    together = facts.together
    assert (together.held, together.theirs, together.neutral) == (2, 1, 1)
    assert together.grounds == "1 of 2 sessions was where members are already, 1 in a neutral place."
    assert (together.subjects, together.own, together.apart) == (2, 1, 1)
    assert [(one.words, one.count) for one in together.known] == [
        ("What people have lived", 1),
        ("Figures", 1),
        ("Not said", 1),
    ]
    assert facts.as_at > NOON


def test_whom_a_decision_works_for_and_the_way_stand_with_it(project, fay, lena):
    known = {"reason": "It wakes the babies.", "whose_need": "both", "way": "most", "how_decided": "Dots."}
    make_final(write_down(project, fay, **known), (lena, Capacity.LIVED))

    (fact,) = facts_of(project).decisions

    assert (fact.whose_need_words, fact.how) == ("Both", "Most agreed. Dots.")
