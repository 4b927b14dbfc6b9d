"""Two views: what is shown, in which words, and what cannot be worked out."""

import json
from dataclasses import asdict
from datetime import datetime

import pytest
from django.utils import timezone

from principles.models import Answer, Says, Side
from principles.two_views import HIDDEN, Count, notes, seen, two_views
from projects.models import Role
from tests.principles.answering import LATER, many_questions, members, open_checklist, people, questions, say

YES, NO, NOT_FOR_US = Says.YES, Says.NOT_YET, Says.NOT_FOR_US


@pytest.fixture
def checklist(project, fay):
    return open_checklist(project, fay, questions())


def rows(checklist):
    """Code -> row, of the revealed checklist."""
    checklist.reveal(LATER)
    return {row.code: row for part in two_views(checklist).parts for row in part.rows}


def test_two_views_keeps_the_order_of_the_checklist_however_wide_the_gaps(checklist, project, fay):
    say(checklist, fay, A1=YES, A2=YES, B1=NO, B2=YES)
    for member in members(project, 5):
        say(checklist, member, A1=YES, A2=NO, B1=NO, B2=NO)

    assert list(rows(checklist)) == ["A1", "A2", "B1", "B2"]


def test_row_counts_yes_and_leaves_out_not_for_us_and_empty(checklist, project, fay):
    saying = [YES, YES, Says.PARTLY, NO, Says.DONT_KNOW, NOT_FOR_US]
    for member, said in zip(members(project, 6), saying, strict=True):
        say(checklist, member, A1=said, A2=YES)
    say(checklist, fay, A2=YES)

    row = rows(checklist)["A1"]

    assert (row.members, row.staff) == (Count(2, 5), Count(0, 0))
    assert (row.seen, row.members_said, row.staff_said) == (
        "",
        "2 of 5 members said yes.",
        "No staff answered this one.",
    )


def test_members_are_hidden_at_four_and_shown_at_five_and_staff_shown_at_one(checklist, project, fay):
    everyone = members(project, 5)
    for member in everyone[:4]:
        say(checklist, member, A1=YES, B1=YES)
    say(checklist, everyone[4], A1=YES)
    say(checklist, fay, A1=NO, B1=NO)

    shown = rows(checklist)

    assert (shown["A1"].members, shown["A1"].staff) == (Count(5, 5), Count(0, 1))
    assert (shown["B1"].members, shown["B1"].staff) == (None, Count(0, 1))
    assert (shown["B1"].seen, shown["B1"].members_said) == ("", HIDDEN)
    assert shown["B1"].staff_said == "1 of the staff answered, and did not say yes."


def test_of_five_members_one_not_for_us_hides_the_other_four(checklist, project, fay):
    """The counts around the hidden row hold all five, and nothing beside it tells what the four said."""
    everyone = members(project, 5)
    for member in everyone[:4]:
        say(checklist, member, A1=YES, A2=NO)
    say(checklist, everyone[4], A1=YES, A2=NOT_FOR_US)
    say(checklist, fay, A1=YES, A2=YES)

    shown = rows(checklist)
    views = two_views(checklist)

    assert (shown["A1"].members, shown["A2"].members) == (Count(5, 5), None)
    assert (shown["A2"].seen, shown["A2"].members_said) == ("", HIDDEN)
    assert (views.question, views.members) == (None, 5)


def test_four_members_leave_no_number_of_theirs_in_what_a_review_freezes(checklist, project, fay):
    say(checklist, fay, A1=YES)
    for member in members(project, 4):
        say(checklist, member, A1=NO, A2=YES, B1=YES)
    checklist.reveal(LATER)

    frozen = asdict(two_views(checklist))

    assert json.loads(json.dumps(frozen))["members"] is None
    assert {row["members"] for part in frozen["parts"] for row in part["rows"]} == {None}
    assert {row["members_said"] for part in frozen["parts"] for row in part["rows"]} == {HIDDEN}
    assert frozen["question"] is None


def test_two_views_before_the_reveal_refuses(checklist, fay):
    say(checklist, fay, note="kettle", A1=YES)

    with pytest.raises(ValueError, match="before they are revealed"):
        two_views(checklist)

    assert notes(checklist) == []


@pytest.mark.parametrize(
    ("members_said", "staff_said", "words"),
    [
        (Count(2, 6), Count(1, 3), "Seen the same."),
        (Count(2, 9), Count(1, 6), "Seen much the same."),
        (Count(4, 10), Count(1, 5), "Seen differently."),  # exactly 1 in 5 apart
        (Count(5, 10), Count(6, 6), "Seen differently."),  # exactly half apart
        (Count(3, 9), Count(6, 6), "Seen very differently."),
        (Count(6, 6), Count(1, 6), "Seen very differently."),
        (None, Count(1, 6), ""),
        (Count(5, 9), Count(), ""),
    ],
)
def test_seen_names_the_distance(members_said, staff_said, words):
    assert seen(members_said, staff_said) == words


@pytest.mark.parametrize(
    ("count", "sentence"),
    [
        (Count(4, 9), "4 of 9 staff said yes."),
        (Count(6, 6), "All 6 staff said yes."),
        (Count(2, 2), "Both staff said yes."),
        (Count(0, 6), "None of the 6 staff said yes."),
        (Count(1, 1), "1 of the staff answered, and said yes."),
        (Count(0, 1), "1 of the staff answered, and did not say yes."),
        (Count(0, 0), "No staff answered this one."),
    ],
)
def test_said_is_a_sentence_for_every_count(count, sentence):
    assert count.said("staff") == sentence


def test_question_comes_from_the_widest_gap_and_asks_what_the_other_side_sees(checklist, project, fay):
    say(checklist, fay, A1=YES, A2=YES, B1=YES, B2=NO)
    for number, member in enumerate(members(project, 5)):
        say(checklist, member, A1=YES, A2=YES if number else NO, B1=YES if number > 3 else NO, B2=NO)
    checklist.reveal(LATER)

    question = two_views(checklist).question

    assert (question.words, question.ask) == ("News reaches us.", "What do members see that staff do not?")
    assert question.members_said == "1 of 5 members said yes."


def test_question_turns_round_when_members_said_yes_more_often(checklist, project, fay):
    say(checklist, fay, A1=NO)
    for member in members(project, 5):
        say(checklist, member, A1=YES)
    checklist.reveal(LATER)

    assert two_views(checklist).question.ask == "What do staff see that members do not?"


def test_no_question_when_both_sides_see_everything_the_same(checklist, project, fay):
    say(checklist, fay, A1=YES)
    for member in members(project, 5):
        say(checklist, member, A1=YES)
    checklist.reveal(LATER)

    assert two_views(checklist).question is None


def test_since_last_time_shows_the_round_before_and_still_hides_small_numbers(checklist, project, fay):
    everyone = members(project, 6)
    say(checklist, fay, A1=NO, A2=NO)
    for member in everyone[:4]:
        say(checklist, member, A1=YES, A2=YES)
    say(checklist, everyone[4], A1=YES)
    checklist.reveal(LATER)
    again = open_checklist(project, fay, checklist.set, title="After a year")
    for member in everyone:
        say(again, member, A1=NO, A2=NO)

    shown = rows(again)

    assert shown["A1"].last_time == "All 5 members said yes. 1 of the staff answered, and did not say yes."
    assert shown["A2"].last_time == "1 of the staff answered, and did not say yes."
    assert shown["B1"].last_time == ""
    assert two_views(again).last_title == "After the first month"


def test_last_time_is_neither_another_project_nor_a_later_round_nor_an_open_one(checklist, project, fay, olu):
    checklist.reveal(LATER)
    elsewhere = open_checklist(olu.memberships.get().project, olu, checklist.set)
    elsewhere.reveal(LATER)
    later = open_checklist(project, fay, checklist.set, recorded_at=timezone.now())

    assert checklist.last_time() is None
    assert later.last_time() == checklist
    assert elsewhere.last_time() is None


def test_notes_of_members_are_shown_only_where_five_members_answered_that_principle(checklist, project, fay):
    everyone = members(project, 5)
    for member in everyone[:4]:
        say(checklist, member, note="kettle", A1=YES, B1=YES)
    say(checklist, everyone[4], A1=YES, B1=NOT_FOR_US)
    say(checklist, fay, note="letterbox", B1=YES)
    checklist.reveal(LATER)

    first, second = notes(checklist)

    assert (first.title, first.members, first.staff) == ("We are welcome", ("kettle",) * 4, ())
    assert (second.title, second.members, second.staff) == ("We are told", (), ("letterbox",))


def test_a_person_who_changed_sides_is_counted_on_the_side_they_were_told_of(checklist, project, lena):
    say(checklist, lena, A1=YES)
    lena.memberships.update(role=Role.PROFESSIONAL)
    say(checklist, lena, B1=NO)

    sides = dict(Answer.objects.exclude(says="").values_list("statement__code", "side"))

    assert sides == {"A1": Side.MEMBERS, "B1": Side.STAFF}


@pytest.mark.parametrize("count", [1, 3, 300])
def test_two_views_asks_the_database_as_often_for_300_rows_as_for_one(project, fay, count, django_assert_num_queries):
    asked = many_questions(count)
    staff = people(project, Role.PROFESSIONAL, 2)
    for title in ("First", "Second"):
        checklist = open_checklist(project, fay, asked, title=title, recorded_at=timezone.make_aware(datetime.now()))
        for person in [*members(project, 5), *staff]:
            say(checklist, person, note="kettle", **{f"C{number}": YES for number in range(count)})
        checklist.reveal(LATER)

    with django_assert_num_queries(7):
        views, found = two_views(checklist), notes(checklist)

    assert len(views.parts[0].rows) == count
    assert len(found) == 1
