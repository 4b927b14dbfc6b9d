"""Where a loop stands: the same said by the model for one piece, and by the querysets for all."""

from datetime import date, datetime, timedelta
from itertools import product

import pytest
from django.apps.registry import apps
from django.db import IntegrityError, transaction
from django.utils import timezone

from feedback.kinds import tell_answer, tell_thanks
from feedback.models import Feedback, Kind, NamedAs, Outcome, Reply
from participants.models import Message
from participants.outbox.plan import plan
from projects.models import Project
from tests.feedback.saying import MONDAY, PROMISED, answered, said, thanked, told

NOON = timezone.make_aware(datetime(2026, 3, 12, 12))
LIST_OF_STEP = {1: "to_thank", 2: "to_answer", 3: "to_tell", 4: "waiting_for_giver", 5: "closed"}


def lists_of(feedback) -> list[str]:
    """In which of the board's five lists it is."""
    return [name for name in LIST_OF_STEP.values() if getattr(Feedback.objects, name)().filter(pk=feedback.pk).exists()]


def brought_to(progress, project, giver, by, kind):
    """A piece whose loop has come so far."""
    feedback = said(project, giver, kind=kind, group="" if giver else "Parents")
    if progress == "thanked":
        thanked(feedback, by)
    elif progress == "answered":
        answered(feedback, by)
    elif progress in ("told", "closed"):
        told(feedback, by)
    if progress == "closed":
        feedback.close(NOON)
    return feedback


@pytest.mark.parametrize("from_a_person", [True, False])
@pytest.mark.parametrize(
    ("kind", "progress"), list(product([Kind.PROBLEM, Kind.THANKS], ["new", "thanked", "answered", "told", "closed"]))
)
def test_a_piece_stands_in_the_one_list_of_its_step(project, fay, lena, kind, progress, from_a_person):
    feedback = brought_to(progress, project, lena if from_a_person else None, fay, kind)

    assert lists_of(feedback) == [LIST_OF_STEP[feedback.step]]


@pytest.mark.parametrize(
    ("kind", "progress", "step"),
    [
        (Kind.PROBLEM, "new", 1),
        (Kind.PROBLEM, "thanked", 2),
        (Kind.PROBLEM, "answered", 3),
        (Kind.PROBLEM, "told", 4),
        (Kind.PROBLEM, "closed", 5),
        (Kind.THANKS, "thanked", 4),
        (Kind.FEELING, "thanked", 4),
        (Kind.WORKS, "thanked", 4),
    ],
)
def test_the_steps_of_a_persons_loop(project, fay, lena, kind, progress, step):
    assert brought_to(progress, project, lena, fay, kind).step == step


def test_a_groups_loop_ends_when_it_is_told_in_public(project, fay):
    feedback = brought_to("told", project, None, fay, Kind.PROBLEM)

    assert (feedback.step, lists_of(feedback)) == (5, ["closed"])


def test_what_was_taken_back_stands_in_no_list_and_is_not_counted(project, fay, lena):
    for progress in ("new", "thanked", "answered", "told", "closed"):
        brought_to(progress, project, lena, fay, Kind.PROBLEM).take_back(NOON)

    assert set(project.feedback.counts().values()) == {0}


def test_counts_are_the_lengths_of_the_lists_in_one_query(project, fay, lena, django_assert_num_queries):
    for progress in ("new", "new", "thanked", "answered", "told", "closed"):
        brought_to(progress, project, lena, fay, Kind.PROBLEM)

    with django_assert_num_queries(1):
        counts = project.feedback.counts()

    assert counts == {
        "counted": 6,
        "open": 5,
        "to_look_at": 0,
        "to_thank": 2,
        "to_answer": 1,
        "to_tell": 1,
        "waiting_for_giver": 1,
        "closed": 1,
    }


def test_owed_is_what_nobody_has_been_told(project, fay, lena):
    owed = [brought_to(progress, project, lena, fay, Kind.PROBLEM) for progress in ("new", "thanked", "answered")]
    for progress in ("told", "closed"):
        brought_to(progress, project, lena, fay, Kind.PROBLEM)
    brought_to("thanked", project, lena, fay, Kind.THANKS)

    assert set(Feedback.objects.owed()) == set(owed)


def test_late_begins_the_day_after_the_promise(project, lena):
    said(project, lena)

    assert [Feedback.objects.late(PROMISED + timedelta(days=days)).count() for days in (-1, 0, 1)] == [0, 0, 1]


def test_late_ends_when_they_are_told_and_not_when_it_is_answered(project, fay, lena):
    feedback = said(project, lena)
    answered(feedback, fay)
    while_answered = Feedback.objects.late(date(2026, 4, 1)).count()
    feedback.answer.mark_told(date(2026, 3, 31), "by phone")

    assert (while_answered, Feedback.objects.late(date(2026, 4, 1)).count()) == (1, 0)


@pytest.mark.parametrize(("on", "kept"), [(PROMISED, True), (PROMISED + timedelta(days=1), False)])
def test_a_promise_is_kept_by_telling_on_its_day(project, fay, lena, on, kept):
    assert told(said(project, lena), fay, on).kept is kept


def test_not_yet_is_contact_and_the_new_day_is_the_promise(project, fay, lena):
    feedback = said(project, lena)
    not_yet = Reply(outcome=Outcome.NOT_YET, why="The landlord is away.", next_by=date(2026, 4, 13), answered_by=fay)

    feedback.reply(not_yet, NOON)

    feedback.refresh_from_db()
    assert (feedback.answer, feedback.step, feedback.promised_by) == (None, 2, date(2026, 4, 13))
    assert (not_yet.promised_by, not_yet.answered_on) == (PROMISED, date(2026, 3, 12))
    assert (feedback.thanked_on, feedback.owner) == (date(2026, 3, 12), fay)


def test_closing_writes_down_the_givers_word(project, fay, lena):
    feedback = said(project, lena)
    reply = told(feedback, fay)

    feedback.close(NOON)

    reply.refresh_from_db()
    assert (feedback.closed_on, reply.happy, reply.heard_on) == (date(2026, 3, 12), True, date(2026, 3, 12))


def test_asking_more_opens_the_loop_again_with_a_new_promise_and_keeps_the_old_answer(project, fay, lena):
    feedback = said(project, lena)
    reply = told(feedback, fay)
    feedback.close(NOON)

    feedback.ask_again("Which door?", NOON)

    reply.refresh_from_db()
    assert (feedback.step, feedback.closed_on, feedback.promised_by) == (2, None, date(2026, 3, 26))
    assert (reply.happy, reply.giver_words, reply.told_on) == (False, "Which door?", date(2026, 3, 10))


def test_taking_back_keeps_no_copy_of_the_words_in_any_table(project, fay, lena, gus):
    feedback = said(project, lena, "Windowsill: it is dusty.", better="Windowsill: a cloth.", not_asked="Windowsill?")
    said(project, gus, "The lamp is dim.")
    tell_thanks(feedback)
    plan(NOON + timedelta(days=30))
    tell_answer(told(feedback, fay))
    feedback.ask_again("Windowsill: who cleans?", NOON)
    before = tables_with("Windowsill")

    feedback.take_back(NOON)

    assert before == {"Feedback": 1, "Reply": 1, "Message": 3}
    assert tables_with("Windowsill") == {}
    assert (feedback.title, feedback.taken_back_on) == ("Taken back", date(2026, 3, 12))
    assert "- Taken back\n- The lamp is dim.\n" in Message.objects.get(kind="promise_late").text


def tables_with(words: str) -> dict[str, int]:
    """How many rows of which tables hold these words."""
    found = {model.__name__: sum(words in str(row) for row in model.objects.values()) for model in apps.get_models()}
    return {name: count for name, count in found.items() if count}


# ---- who reads it, and whose name stands there


@pytest.mark.parametrize(
    ("named_as", "reads"),
    [
        (NamedAs.NAME, ["fay", "lena", "pru", "max"]),
        (NamedAs.MEMBER, ["fay", "lena", "pru", "max"]),
        (NamedAs.PRIVATE, ["fay", "lena"]),
    ],
)
def test_words_are_read_as_the_giver_chose(project, fay, lena, pru, max, sam, olu, named_as, reads):
    said(project, lena, named_as=named_as)
    everybody = {"fay": fay, "lena": lena, "pru": pru, "max": max, "sam": sam, "olu": olu}

    assert [name for name, person in everybody.items() if Feedback.objects.visible_to(person).exists()] == reads


def test_own_words_stay_ones_own_after_leaving_and_those_of_others_do_not(project, fay, lena, gus):
    mine = said(project, lena)
    said(project, gus, named_as=NamedAs.NAME)
    lena.memberships.get().end(NOON)

    assert list(Feedback.objects.visible_to(lena)) == [mine]


def test_what_was_taken_back_is_seen_by_its_giver_and_the_facilitators_only(project, fay, lena, pru):
    said(project, lena).take_back(NOON)

    assert [Feedback.objects.visible_to(person).count() for person in (fay, lena, pru)] == [1, 1, 0]


@pytest.mark.parametrize(
    ("named_as", "shown"), [(NamedAs.NAME, "Lena Okoro"), (NamedAs.MEMBER, "a member"), (NamedAs.PRIVATE, "a member")]
)
def test_the_name_others_see_is_the_one_the_giver_chose(project, lena, named_as, shown):
    feedback = said(project, lena, named_as=named_as)

    assert (feedback.others_see, feedback.facilitators_see) == (shown, "Lena Okoro")


@pytest.mark.parametrize(
    ("problem", "title"),
    [
        ("The door is heavy.\nVery.", "The door is heavy."),
        ("  \n The door.  ", "The door."),
        ("x" * 80, "x" * 80),
        ("The door " * 10, "The door The door The door The door The door The door The door The door The…"),
    ],
)
def test_the_title_is_the_first_line_in_their_own_words(project, lena, problem, title):
    assert said(project, lena, problem).title == title


def test_counts_by_project_keeps_projects_apart_in_one_query(project, fay, lena, olu, django_assert_num_queries):
    there = olu.memberships.get().project
    brought_to("closed", project, lena, fay, Kind.PROBLEM)
    said(project, lena)
    said(there, olu)

    with django_assert_num_queries(1):
        counts = Feedback.objects.filter(project__in=Project.objects.all()).counts_by_project()

    assert {pk: (row["counted"], row["closed"]) for pk, row in counts.items()} == {project.pk: (2, 1), there.pk: (1, 0)}


# ---- what the database refuses


@pytest.mark.parametrize(
    ("wrong", "rule"),
    [
        ({"problem": "", "better": ""}, "something_was_said"),
        ({"group": "Parents"}, "from_a_person_or_a_group"),
        ({"closed_on": MONDAY - timedelta(days=1)}, "closed_after_it_was_received"),
    ],
)
def test_the_database_refuses_what_cannot_be(project, lena, wrong, rule):
    with pytest.raises(IntegrityError, match=rule), transaction.atomic():
        said(project, lena, **wrong)
