"""My record: what I did here, and nothing of anybody else."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from feedback.models import Feedback, Reply
from participants.models import Person
from projects.models import AgendaItem, Attendance, Capacity, Decision, DecisionMaker, Session
from tests.feedback.saying import PROMISED, answered, said, told
from tests.meeting import NOON, RAISED, asked, brought, came, planned
from tests.projects.test_decision import make_final, write_down
from tests.reading import heading, read, tree, words

PAGE = "my_record"


def parts(response):
    """Each part of the page with its lines."""
    sections = tree(response).xpath("//main//section[h2]")
    return {words(one.find("h2")): [words(line) for line in one.xpath(".//li")] for one in sections}


@pytest.fixture
def done(project, fay, lena, gus):
    """Lena has done one thing of each kind, and beside each somebody else has."""
    first, second = planned(project, fay), planned(project, fay, NOON + timedelta(days=7), title="The chairs")
    came(first, lena, which_part="The second half")
    came(second, lena, leads=True)
    came(first, gus)
    brought(project, lena, "The radio", first)
    brought(project, gus, "The lift", first)
    make_final(write_down(project, fay, question="Which radio?", reason="It is calm."), (lena, Capacity.LIVED))
    make_final(write_down(project, fay, question="Which lift?", reason="It is high."), (gus, Capacity.LIVED))
    told(said(project, lena, "The door is heavy."), fay)
    told(said(project, gus, "The step is high."), fay)


def test_everything_lena_did_and_nothing_that_others_did(client_of, lena, done):
    response = client_of(lena).get(reverse(PAGE))

    assert heading(response) == "Lena Okoro"
    assert parts(response) == {
        "Where I take part": ["Waiting roomMember, 2 March 2026 to now"],
        "What I led": ["The chairs24 March 2026, Waiting room"],
        "Sessions I came to": ["The first phone call17 March 2026, Waiting room. The second half"],
        "Decisions I made with others": ["Which radio?12 March 2026, Waiting room"],
        "What I said that was used": ["The door is heavy.2 March 2026, Waiting room. The button comes in May."],
        "Subjects I brought": ["The radio3 March 2026, Waiting room"],
    }
    assert "I came to 2 sessions: 4 hours in all." in read(response)
    assert "with Riverside Community Trust" in read(response)


def test_her_name_and_what_she_brings_stand_there_as_she_gives_them(client_of, lena):
    Person.objects.filter(pk=lena.pk).update(credit="name", credit_as="Dr L. Okoro", brings="I draw.")

    response = client_of(lena).get(reverse(PAGE))

    assert (heading(response), "What I bring" in parts(response)) == ("Dr L. Okoro", True)


def test_no_kind_of_experience_stands_there(client_of, lena, done):
    text = read(client_of(lena).get(reverse(PAGE))).lower()

    assert [word for word in ("lived", "experience") if word in text] == []


def test_what_was_taken_back_not_used_not_told_or_not_final_is_not_there(client_of, project, fay, lena):
    told(said(project, lena, "Taken: the clock"), fay)
    Feedback.objects.get().take_back(timezone.now())
    told(said(project, lena, "Not used: the sign"), fay, outcome="not", reason="cost")
    answered(said(project, lena, "Untold: the lamp"), fay)
    draft = write_down(project, fay, question="Draft: the wall?")
    draft.makers.create(person=lena, capacity=Capacity.LIVED)
    asked(planned(project, fay), lena, "yes")

    response = client_of(lena).get(reverse(PAGE))

    assert list(parts(response)) == ["Where I take part"]
    assert "Nothing is written down yet." in read(response)


def test_who_has_left_still_has_it_all(client_of, lena, done):
    before = parts(client_of(lena).get(reverse(PAGE)))
    lena.memberships.get().end(timezone.now())

    after = parts(client_of(lena).get(reverse(PAGE)))

    del before["Where I take part"], after["Where I take part"]
    assert (after == before, "Sessions I came to" in after) == (True, True)


def test_a_subject_that_was_carried_over_is_one(client_of, project, fay, lena):
    over = planned(project, fay, closed_on=RAISED)
    brought(project, lena, "The radio", over).park(fay, RAISED, None)

    response = client_of(lena).get(reverse(PAGE))

    assert (AgendaItem.objects.count(), len(parts(response)["Subjects I brought"])) == (2, 1)


@pytest.mark.parametrize(
    ("minutes", "words"),
    [([60], "1 session: 1 hour in all"), ([45], "1 session: 45 minutes in all"), ([90, None], "2 sessions: 1 hour 30")],
)
def test_hours_are_added_up_where_they_are_known(client_of, project, fay, lena, minutes, words):
    for length in minutes:
        session = planned(project, fay)
        ends_at = NOON + timedelta(minutes=length) if length else None
        Session.objects.filter(pk=session.pk).update(ends_at=ends_at)
        came(session, lena)

    text = read(client_of(lena).get(reverse(PAGE)))

    assert f"I came to {words}" in text


@pytest.mark.parametrize("count", [1, 3, 300])
def test_the_record_asks_as_often_for_300_as_for_1(client_of, project, fay, lena, django_assert_num_queries, count):
    do_much(project, fay, lena, count)
    browser = client_of(lena)

    with django_assert_num_queries(11):
        response = browser.get(reverse(PAGE))

    assert {
        name: len(lines) for name, lines in parts(response).items() if name != "Where I take part"
    } == dict.fromkeys(
        [
            "Sessions I came to",
            "Decisions I made with others",
            "What I said that was used",
            "Subjects I brought",
        ],
        count,
    )


def do_much(project, fay, lena, count):
    """So many of each kind, quickly."""
    numbers = range(1, count + 1)
    of = {"project": project}
    hours = {"starts_at": NOON, "ends_at": NOON + timedelta(hours=1)}
    sessions = [Session(number=n, title=f"S{n}", made_by=fay, **of, **hours) for n in numbers]
    Session.objects.bulk_create(sessions)
    Attendance.objects.bulk_create(Attendance(session=one, person=lena, came=True) for one in sessions)
    AgendaItem.objects.bulk_create(
        AgendaItem(what=f"A{n}", brought_by=lena, first_raised_on=RAISED, **of) for n in numbers
    )
    final = {"made_on": RAISED, "final_on": RAISED, "reason": "Calm.", "recorded_by": fay}
    decisions = [Decision(number=n, question=f"D{n}", decided="Yes", **of, **final) for n in numbers]
    Decision.objects.bulk_create(decisions)
    DecisionMaker.objects.bulk_create(DecisionMaker(decision=one, person=lena, capacity="lived") for one in decisions)
    words = {"giver": lena, "problem": "P", "received_on": RAISED, "promised_by": PROMISED}
    ideas = [Feedback(**of, **words) for _ in numbers]
    Feedback.objects.bulk_create(ideas)
    reply = {
        "outcome": "used",
        "how": "Done.",
        "why": "Calm.",
        "answered_on": RAISED,
        "answered_by": fay,
        "told_on": date(2026, 3, 4),
    }
    for idea in ideas:
        idea.answer = Reply(feedback=idea, promised_by=PROMISED, told_how="by email", **reply)
    Reply.objects.bulk_create(idea.answer for idea in ideas)
    Feedback.objects.bulk_update(ideas, ["answer"])
