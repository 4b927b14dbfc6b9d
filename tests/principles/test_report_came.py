"""What a review says of what came of it: changes and who noticed, lessons on both sides, needs without a decision."""

import json
from datetime import date

import pytest

from feedback.models import Change, Kind, Lesson, NamedAs, Noticed, Outcome
from principles.report.came_facts import NoticingFact
from principles.report.facts import from_json, to_json
from principles.report.gather import gather
from principles.report.render import on_paper
from projects.models import Capacity, SessionKind
from tests.feedback.changing import changed, noticed
from tests.feedback.saying import said, told
from tests.meeting import planned
from tests.principles.answering import members
from tests.principles.reviewing import APRIL, facts_of, noon
from tests.projects.test_decision import make_final, write_down

MARCH = date(2026, 3, 20)


def everything(facts):
    return json.dumps(to_json(facts), ensure_ascii=False) + on_paper(facts)


def learned(project, by, what, kind="well", **more):
    return Lesson.objects.create(project=project, by=by, what=what, kind=kind, **({"on": MARCH} | more))


def test_a_change_stands_with_before_evidence_and_what_led_to_it(project, fay, lena, gus):
    change = changed(project, fay, since=MARCH, evidence="We counted.", output="zine", told_on=MARCH)
    change.feedback.set([said(project, lena), said(project, gus, "Copperkettle", named_as=NamedAs.PRIVATE)])
    decision = make_final(write_down(project, fay, reason="It hurts."), (lena, Capacity.LIVED))
    change.decisions.set([decision, write_down(project, fay, question="Gooseberry or plum?")])

    facts = facts_of(project)

    (known,) = facts.came.changes
    assert (known.after, known.before) == ("A button opens the door.", "Two hands were needed.")
    assert (known.said, known.decisions, known.output_words, known.told_on) == (2, (1,), "Zine", MARCH)
    assert [word in everything(facts) for word in ("Copperkettle", "Gooseberry")] == [False, False]
    assert "2 pieces of feedback. Decision 1." in on_paper(facts)


def test_small_numbers_of_who_noticed_are_not_even_frozen(project, fay):
    many, few = changed(project, fay, since=MARCH), changed(project, fay, "The radio is off.", since=MARCH)
    noticed(many, *members(project, 6), line="Saffron")
    noticed(few, *members(project, 4))
    Noticed.objects.update(on=MARCH)

    facts = facts_of(project)

    assert [one.noticed for one in facts.came.changes] == [
        (NoticingFact("yes", 6),),
        (NoticingFact("yes", None),),
    ]
    assert "6 people noticed it." in on_paper(facts)
    assert "Saffron" not in everything(facts)


def test_what_came_later_is_not_known_yet(project, fay, lena):
    changed(project, fay, "Wheelbarrow", since=date(2026, 4, 2))
    learned(project, fay, "Wheelbarrow", on=date(2026, 4, 2))
    said(project, lena, "Wheelbarrow", kind=Kind.NEED, received_on=date(2026, 4, 2))
    noticed(changed(project, fay, since=MARCH), *members(project, 6))  # they said so in May

    facts = facts_of(project)

    assert (len(facts.came.changes), facts.came.lessons, facts.came.needs) == (1, (), 0)
    assert facts.came.changes[0].noticed == ()
    assert "Wheelbarrow" not in everything(facts)


def test_lessons_stand_on_both_sides_and_an_empty_side_says_so(project, fay, lena):
    learned(project, fay, "Tea first helps.")
    learned(project, fay, "The slides.", "wrong", changed="Paper.")
    learned(project, lena, "Periwinkle", session=planned(project, fay, kind=SessionKind.MEMBERS))

    facts = facts_of(project)

    sides = [(side, [one.what for one in lessons]) for side, lessons in facts.came.both_sides]
    assert sides == [
        ("This went well", ["Tea first helps."]),
        ("This went wrong", ["The slides."]),
        ("This surprised us", []),
    ]
    assert "What changed because of it: Paper." in on_paper(facts)
    assert "Periwinkle" not in everything(facts)


def test_needs_without_a_decision_are_counted_and_listed_without_private_words(project, fay, lena, gus):
    met, open_one = said(project, lena, "A ramp.", kind=Kind.NEED), said(project, lena, "A chair.", kind=Kind.NEED)
    said(project, gus, "Copperkettle", kind=Kind.NEED, named_as=NamedAs.PRIVATE)
    told(said(project, lena, "A lift.", kind=Kind.NEED), fay, outcome=Outcome.NOT)
    met.decisions.add(make_final(write_down(project, fay, reason="It hurts."), (lena, Capacity.LIVED)))

    facts = facts_of(project)

    assert (facts.came.needs, len(facts.came.needs_open)) == (4, 2)
    assert [row.title for row in facts.needs_waiting] == ["A chair."]
    assert str(open_one.pk) in facts.came.needs_open
    assert "4 needs were said. 2 have no decision yet." in on_paper(facts)
    assert "Copperkettle" not in everything(facts)


def test_a_decision_that_came_later_met_no_need_by_then(project, fay, lena):
    chair = said(project, lena, "A chair.", kind=Kind.NEED)
    decision = make_final(write_down(project, fay, reason="It hurts."), (lena, Capacity.LIVED))
    chair.decisions.add(decision)
    type(decision).objects.filter(pk=decision.pk).update(final_on=date(2026, 3, 25))

    assert [len(facts_of(project, noon(2026, 3, day)).came.needs_open) for day in (24, 25)] == [1, 0]


def test_a_review_from_before_changes_were_kept_is_read_as_it_was(project, fay):
    changed(project, fay, since=MARCH)
    frozen = to_json(gather(project, APRIL))
    del frozen["came"]

    old = from_json(frozen)

    assert (old.came, old.needs_waiting) == (None, [])
    assert "What we learned" not in on_paper(old)


def test_facts_from_json_make_the_same_pages(project, fay, lena):
    change = changed(project, fay, since=MARCH)
    change.feedback.add(said(project, lena))
    learned(project, fay, "Tea first helps.")
    noticed(change, *members(project, 6))
    fresh = gather(project, APRIL)

    thawed = from_json(json.loads(json.dumps(to_json(fresh))))

    assert (thawed, on_paper(thawed)) == (fresh, on_paper(fresh))


@pytest.mark.parametrize("rows", [1, 3, 300])
def test_gathering_asks_as_often_for_300_changes_as_for_1(project, fay, django_assert_num_queries, rows):
    Change.objects.bulk_create(
        Change(project=project, after=f"Change {n}", since=MARCH, written_by=fay) for n in range(rows)
    )

    with django_assert_num_queries(19):
        facts = gather(project, APRIL)

    assert len(facts.came.changes) == rows
