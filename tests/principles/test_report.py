"""What a review knows: all that was counted, nothing that was private, nothing that came later."""

import json
from datetime import date

import pytest

from feedback.models import Feedback, Kind, NamedAs, Outcome
from principles.models import Checklist, Says
from principles.report.facts import BoundaryFact, Loops, Makers, People, from_json, to_json
from principles.report.gather import MOST_SHOWN, gather
from principles.report.render import on_paper
from projects.models import Capacity, DecisionMaker, Role
from tests.feedback.saying import MONDAY, answered, said, thanked, told
from tests.people import join
from tests.principles.answering import MARCH, members, open_checklist, questions, say
from tests.principles.reviewing import APRIL, facts_of, noon
from tests.projects.test_decision import make_final, write_down

NOTHING = Loops(**dict.fromkeys(Loops.__dataclass_fields__, 0))


def everything(facts):
    """All that the facts and the pages made from them could give away."""
    return json.dumps(to_json(facts), ensure_ascii=False) + on_paper(facts)


# ---- the loops


def test_each_piece_counts_once_for_each_step_it_has_come(project, fay, lena, gus):
    said(project, lena, "Nobody says hello.")
    thanked(said(project, lena, "The chairs are hard."), fay)
    answered(said(project, lena, "The clock is wrong."), fay)
    told(said(project, gus, "The step is high."), fay)
    closed = said(project, lena, "The sign is too small.")
    told(closed, fay)
    closed.close(noon(2026, 3, 12))

    loops = facts_of(project).loops

    assert loops.steps == [("Received", 5), ("Thanked", 4), ("Answered", 3), ("Told", 2), ("Closed by the person", 1)]
    assert (loops.finished, loops.in_public, loops.waiting, loops.untold) == (1, 0, 2, 1)
    assert (loops.late, loops.longest_wait) == (3, 30)


def test_a_group_that_was_told_in_public_is_counted_apart_from_who_closed(project, fay):
    told(said(project, None, group="The Tuesday group"), fay)

    loops = facts_of(project).loops

    assert (loops.told, loops.in_public, loops.closed, loops.finished) == (1, 1, 0, 1)
    assert "1 of 1 loops closed" in on_paper(facts_of(project))


def test_for_a_thank_you_our_thanks_is_the_answer(project, fay, lena):
    thanked(said(project, lena, "Thank you for the tea.", kind=Kind.THANKS), fay)

    facts = facts_of(project)

    assert (facts.loops.thanks_only, facts.loops.told, facts.loops.late) == (1, 1, 0)
    assert "We said thank you." in on_paper(facts)


def test_what_was_taken_back_is_counted_apart_and_leaves_no_row(project, fay, lena):
    said(project, lena, "Copperkettle").take_back(noon(2026, 3, 5))

    facts = facts_of(project)

    assert (facts.loops.taken_back, facts.loops.received, facts.said) == (1, 0, ())
    assert "1 was taken back. We keep no copy." in on_paper(facts)


def test_an_empty_project_has_an_empty_review_and_says_so(project):
    facts = facts_of(project)

    assert (facts.loops, facts.said, facts.decisions, facts.views) == (NOTHING, (), (), None)
    html = on_paper(facts)
    assert "No loops yet" in html
    assert "Nobody has said anything yet." in html
    assert "No decision is final yet." in html


# ---- the rows


def test_a_row_holds_the_words_the_outcome_the_reason_and_the_day(project, fay, lena):
    told(said(project, lena), fay)

    (row,) = facts_of(project).said

    assert (row.title, row.better, row.shown_as) == ("The door is heavy.", "A button that opens it.", "a member")
    assert (row.outcome_words, row.how, row.why) == ("Used", "The button comes in May.", "The door hurts wrists.")
    assert (row.told_on, row.told_how, row.told_late, row.step) == (date(2026, 3, 10), "by email", False, 4)


def test_rows_stand_in_the_order_they_were_received(project, lena):
    said(project, lena, "Second.", received_on=date(2026, 3, 4))
    said(project, lena, "First.")
    said(project, lena, "Third.", received_on=date(2026, 3, 4))

    assert [row.title for row in facts_of(project).said] == ["First.", "Second.", "Third."]


def test_the_giver_hears_an_answer_before_any_reader_of_a_review(project, fay, lena):
    answered(said(project, lena), fay, how="Marrowbone soon.", why="Marrowbone is cheap.")

    facts = facts_of(project)

    (row,) = facts.said
    assert (row.step, row.outcome, row.how, row.why) == (3, "", "", "")
    assert "Marrowbone" not in everything(facts)
    assert "The person who spoke hears it first." in on_paper(facts)


def test_not_yet_is_news_and_not_an_answer(project, fay, lena):
    feedback = said(project, lena)
    reply = told(feedback, fay, outcome=Outcome.NOT_YET, how="We asked for a price.")
    Feedback.objects.filter(pk=feedback.pk).update(answer=None, promised_by=date(2026, 4, 9))

    facts = facts_of(project)

    (row,) = facts.said
    assert (row.outcome, row.how, row.step, row.promised_by) == ("not_yet", reply.how, 2, date(2026, 4, 9))
    assert (facts.loops.answered, facts.loops.waiting, facts.loops.late) == (0, 1, 0)


def test_who_asked_for_more_waits_from_that_day(project, fay, lena):
    feedback = said(project, lena)
    told(feedback, fay)
    feedback.ask_again("And for my brother?", noon(2026, 3, 20))

    facts = facts_of(project)

    (row,) = facts.said
    assert (row.asked_again_on, row.step, row.told_on) == (date(2026, 3, 20), 2, None)
    assert (facts.loops.told, facts.loops.waiting, facts.loops.longest_wait) == (0, 1, 12)


# ---- what stays out


def test_private_words_are_counted_and_stand_nowhere(project, fay, lena):
    private = said(project, lena, "Copperkettle shouted.", better="Copperkettle", named_as=NamedAs.PRIVATE)
    told(private, fay, how="Copperkettle was spoken to.", why="Copperkettle")

    facts = facts_of(project)

    assert (facts.loops.received, facts.loops.private, facts.loops.told, facts.said) == (1, 1, 1, ())
    assert "1 was said in private." in on_paper(facts)
    assert "Copperkettle" not in everything(facts)


def test_no_name_of_a_person_stands_in_a_review(project, fay, lena, gus, max):
    told(said(project, lena, named_as=NamedAs.NAME), fay)
    said(project, gus, typed_by=fay)
    decision = write_down(project, fay, reason="It is calm.")
    make_final(decision, (lena, Capacity.LIVED), (gus, Capacity.LIVED), (max, Capacity.PROFESSIONAL))

    found = everything(facts_of(project))

    assert [person.name for person in (fay, lena, gus, max) if person.name in found] == []
    assert "2 with lived experience" in found


# ---- as at


def test_what_came_later_is_not_known_yet(project, fay, lena):
    feedback = said(project, lena)
    told(feedback, fay, on=date(2026, 3, 10))
    feedback.close(noon(2026, 3, 12))
    said(project, lena, "Wheelbarrow", received_on=date(2026, 3, 11))

    early, late = facts_of(project, noon(2026, 3, 6)), facts_of(project)

    assert (early.loops.received, early.loops.told, early.loops.closed) == (1, 0, 0)
    assert (late.loops.received, late.loops.told, late.loops.closed) == (2, 1, 1)
    assert "The button comes in May." not in everything(early)
    assert "Wheelbarrow" not in everything(early)


@pytest.mark.parametrize(("day", "step"), [(1, None), (2, 2), (9, 3), (10, 4), (12, 5)])
def test_a_day_in_between_shows_the_step_of_that_day(project, fay, lena, day, step):
    feedback = said(project, lena)
    told(feedback, fay)
    feedback.close(noon(2026, 3, 12))

    rows = facts_of(project, noon(2026, 3, day)).said

    assert [row.step for row in rows] == ([step] if step else [])


def test_a_promise_that_moved_later_is_the_promise_of_that_day(project, fay, lena):
    feedback = said(project, lena)
    told(feedback, fay, on=date(2026, 3, 18), outcome=Outcome.NOT_YET)
    feedback.replies.update(answered_on=date(2026, 3, 18))
    Feedback.objects.filter(pk=feedback.pk).update(answer=None, promised_by=date(2026, 5, 1))

    before, after = facts_of(project, noon(2026, 3, 17)), facts_of(project)

    assert (before.said[0].promised_by, before.loops.late) == (date(2026, 3, 16), 1)
    assert (after.said[0].promised_by, after.loops.late) == (date(2026, 5, 1), 0)


def test_it_covers_from_the_first_fact_to_the_day(project, lena):
    said(project, lena, received_on=date(2026, 2, 20))

    facts = facts_of(project)

    assert (facts.covers_from, facts.covers_to) == (date(2026, 2, 20), date(2026, 4, 1))


# ---- decisions, people, what can change


def test_a_final_decision_stands_with_its_reason_and_its_makers_counted(project, fay, lena, gus, max):
    decision = write_down(project, fay, reason="It wakes the babies.", how_decided="We all agreed.")
    DecisionMaker.objects.create(decision=decision, body="The board")
    make_final(decision, (lena, Capacity.LIVED), (gus, Capacity.LIVED), (max, Capacity.PROFESSIONAL))
    write_down(project, fay, question="Gooseberry or plum?")

    facts = facts_of(project)

    (known,) = facts.decisions
    assert (known.number, known.question, known.reason) == (1, "Shall the radio play?", "It wakes the babies.")
    assert known.makers == (Makers("lived", 2), Makers("professional", 1))
    assert known.who == ["2 with lived experience", "1 professional", "The board"]
    assert (facts.drafts, facts.decided_together) == (1, 1)
    assert "Gooseberry" not in everything(facts)


def test_a_decision_is_replaced_only_once_the_new_one_is_final(project, fay, lena):
    old = make_final(write_down(project, fay, reason="It wakes the babies."), (lena, Capacity.LIVED))
    new = old.revise(fay, "Nobody minds at nine.", date(2026, 3, 20), reason="Babies sleep till nine.")
    before = facts_of(project)

    make_final(new, (lena, Capacity.LIVED))

    assert [(one.number, one.replaced_by) for one in before.decisions] == [(1, 0)]
    assert [(one.number, one.replaces, one.replaced_by) for one in facts_of(project).decisions] == [
        (1, 0, 2),
        (2, 1, 0),
    ]


def test_people_are_counted_once_and_only_while_they_take_part(project, fay, lena, max, pru, sam):
    join(lena, project.organisation, None, Role.FACILITATOR)
    join(members(project, 1)[0], project.organisation, None, Role.PROFESSIONAL)
    project.memberships.filter(person=pru).update(left_on=date(2026, 3, 20))

    assert facts_of(project).people == People(members=2, staff=2, left=1)
    assert facts_of(project, noon(2026, 3, 10)).people == People(members=2, staff=3, left=0)


def test_what_can_change_stands_with_its_reason_and_what_was_dropped_is_gone(project):
    now = noon(2030, 1, 1)
    project.boundaries.create(what="The colour of the walls", openness="open", dropped_on=date(2029, 5, 5))

    assert facts_of(project, now).boundaries == (
        BoundaryFact("How the room looks and sounds", "open", "", ""),
        BoundaryFact("The opening hours", "fixed", "The building is locked at six.", "The landlord"),
    )


def test_what_was_missing_and_why_it_started_all_the_same_is_printed(project):
    project.level, project.started_despite = "", "The roof leaked, so we could not wait."
    project.save()

    facts = facts_of(project)

    assert facts.missing == ("The level it works at",)
    assert facts.level_words == "Not recorded."
    assert "The roof leaked, so we could not wait." in on_paper(facts)


# ---- the two views


@pytest.fixture
def checklist(project, fay):
    checklist = open_checklist(project, fay, questions())
    say(checklist, fay, A1=Says.YES)
    for person in members(project, 5):
        say(checklist, person, A1=Says.YES)
    return checklist


def test_the_two_views_are_part_of_it_once_the_group_has_looked(project, checklist):
    before = facts_of(project)
    Checklist.objects.filter(pk=checklist.pk).update(revealed_on=MARCH)

    facts = facts_of(project)

    assert (before.views, facts_of(project, noon(2026, 3, 9)).views) == (None, None)
    assert (facts.views.title, facts.views.members, facts.views.staff) == ("After the first month", 5, 1)
    assert facts.views.parts[0].rows[0].members_said == "All 5 members said yes."
    assert "All 5 members said yes. 1 of the staff answered, and said yes." in on_paper(facts)
    assert facts.views.made_by in on_paper(facts)


def test_numbers_of_fewer_than_5_members_are_not_even_frozen(project, checklist):
    checklist.answers.filter(person=members(project, 1)[0]).delete()
    checklist.answers.filter(side="members").first().delete()
    Checklist.objects.filter(pk=checklist.pk).update(revealed_on=MARCH)

    views = facts_of(project).views

    assert (views.members, views.parts[0].rows[0].members) == (None, None)


def test_facts_from_json_make_the_same_pages(project, fay, lena, checklist):
    told(said(project, lena), fay)
    make_final(write_down(project, fay, reason="It is calm."), (lena, Capacity.LIVED))
    Checklist.objects.filter(pk=checklist.pk).update(revealed_on=MARCH)

    fresh = gather(project, APRIL)

    thawed = from_json(json.loads(json.dumps(to_json(fresh))))
    assert (thawed, on_paper(thawed)) == (fresh, on_paper(fresh))


# ---- many


def test_a_long_list_is_cut_to_the_newest_and_says_so(project, lena):
    rows = [
        Feedback(project=project, giver=lena, problem=f"Idea {at}.", received_on=MONDAY, promised_by=MONDAY)
        for at in range(MOST_SHOWN + 2)
    ]
    Feedback.objects.bulk_create(rows)
    Feedback.objects.filter(problem="Idea 7.").update(received_on=date(2026, 3, 1))

    facts = facts_of(project)

    assert (len(facts.said), facts.loops.received) == (MOST_SHOWN, MOST_SHOWN + 2)
    assert "Idea 7." not in {row.title for row in facts.said}
    assert f"The list below shows the newest {MOST_SHOWN} of {MOST_SHOWN + 2}." in on_paper(facts)


@pytest.mark.parametrize("count", [1, 3, 300])
def test_gathering_asks_as_many_questions_however_much_there_is(
    project, fay, lena, checklist, count, django_assert_num_queries
):
    Checklist.objects.filter(pk=checklist.pk).update(revealed_on=MARCH)
    for _ in range(min(count, 20)):
        told(said(project, lena), fay)
        make_final(write_down(project, fay, reason="It is calm."), (lena, Capacity.LIVED))
    for _ in range(count - 20):
        said(project, lena)

    with django_assert_num_queries(26):
        gather(project, APRIL)
