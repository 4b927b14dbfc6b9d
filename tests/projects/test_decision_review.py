"""Looking at a decision again: who is asked, what they say, what the group does; and who hears that it was replaced."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from participants.models import Message
from participants.outbox.dispatch import dispatch
from participants.outbox.plan import plan
from projects.kinds.decision import to_look_at_again
from projects.models import Capacity, Decision, DecisionMaker, Follow, Project, Role
from tests.people import join, someone
from tests.projects.test_decision import MARCH, make_final, write_down
from tests.projects.test_decision_pages import HALF_KNOWN, text, url

YESTERDAY = timezone.localdate() - timedelta(days=1)
AHEAD = timezone.localdate() + timedelta(days=90)


@pytest.fixture
def due(project, fay, lena, gus) -> Decision:
    """Made by Lena and Gus, who is rung up; to be looked at again since yesterday."""
    decision = write_down(project, fay, reason="It wakes the babies.", review_on=YESTERDAY)
    return make_final(decision, (lena, Capacity.LIVED), (gus, Capacity.PERSONAL))


def follow(decision, person, **more) -> Follow:
    return Follow.objects.create(decision=decision, person=person, **({"since": MARCH} | more))


def say(client, decision, says, why="", **more):
    address = url("decision_look_again", decision.project, decision.pk)
    return client.post(address, {"says": says, "why": why} | more, follow=True)


def asked() -> list[tuple[str, str]]:
    rows = Message.objects.filter(kind="decision_review").order_by("recipient__name", "slot")
    return list(rows.values_list("recipient__name", "slot"))


# ---- who is asked


def test_makers_and_followers_are_asked_once_when_the_day_has_come(due, fay, pru, mail_server):
    follow(due, pru)
    plan(timezone.now() - timedelta(days=2))
    too_early = asked()

    for hours in range(0, 72, 6):
        plan(timezone.now() + timedelta(hours=hours))
    dispatch()

    slot = str(YESTERDAY)
    assert (too_early, asked()) == ([], [("Gus Hart", slot), ("Lena Okoro", slot), ("Pru Lind", slot)])
    mails = {mail["To"].addresses[0].display_name: mail for mail in mail_server.arrived}
    assert {name: mail["Subject"] for name, mail in mails.items()} == {
        "Lena Okoro": "It is time to look again at a decision you made",
        "Pru Lind": "It is time to look again at a decision you follow",
    }
    assert url("decision_look_again", due.project, due.pk) in mails["Pru Lind"].get_body(("plain",)).get_content()


def test_who_left_who_spoke_and_who_stopped_following_are_not_asked(due, fay, lena, gus, pru, max):
    lena.memberships.get().end(timezone.now())
    follow(due, gus, says="keep", said_on=YESTERDAY)
    follow(due, pru, since=None, says="keep", said_on=MARCH)
    follow(due, max, says="keep", said_on=MARCH)

    plan(timezone.now())

    assert asked() == [("Max Bell", str(YESTERDAY))]


def test_where_nobody_is_left_to_ask_the_facilitators_are(project, fay, lena, max, olu):
    decision = write_down(project, fay, reason="So.", review_on=YESTERDAY)
    DecisionMaker.objects.create(decision=decision, body="The trustees")
    make_final(decision)

    plan(timezone.now())

    assert asked() == [("Fay Adams", str(YESTERDAY))]


def test_nobody_is_asked_while_the_project_is_paused(project, due):
    Project.objects.update(paused_on=MARCH)
    plan(timezone.now())
    paused = asked()
    Project.objects.update(paused_on=None)

    plan(timezone.now())

    assert (paused, len(asked())) == ([], 2)


def test_drafts_and_what_was_replaced_are_not_looked_at_again(project, due, fay, lena):
    write_down(project, fay, review_on=YESTERDAY)
    make_final(due.revise(fay, "Nobody minds.", MARCH, reason="So."), (lena, Capacity.LIVED))

    plan(timezone.now())

    assert asked() == []


@pytest.mark.parametrize("how", ["spoke", "settled"])
def test_what_was_said_or_settled_before_the_mail_went_out_is_not_asked(client_of, due, fay, lena, mail_server, how):
    plan(timezone.now())
    if how == "spoke":
        say(client_of(lena), due, "keep")
    else:
        due.keep(fay, AHEAD, "", timezone.localdate())

    dispatch()
    plan(timezone.now())

    assert (mail_server.arrived, Message.objects.get(recipient=lena).state) == ([], "cancelled")


@pytest.mark.parametrize("rows", [1, 3, 300])
def test_planning_asks_as_often_for_300_decisions_as_for_1(project, fay, lena, pru, django_assert_num_queries, rows):
    Decision.objects.bulk_create(
        Decision(
            **{"project": project, "number": n, "question": "So?", "decided": "So.", "reason": "So."},
            **{"made_on": MARCH, "final_on": MARCH, "review_on": YESTERDAY, "recorded_by": fay},
        )
        for n in range(rows)
    )
    made = [DecisionMaker(decision=one, person=lena, capacity="lived") for one in Decision.objects.all()]
    DecisionMaker.objects.bulk_create(made)
    Follow.objects.bulk_create(Follow(decision=one.decision, person=pru, since=MARCH) for one in made)

    with django_assert_num_queries(3):
        owed = list(to_look_at_again(timezone.now()))

    assert len(owed) == 2 * rows


# ---- what they say


def test_each_says_it_once_and_may_say_something_else(client_of, due, lena, pru):
    say(client_of(lena), due, "change", "Nine is fine.")
    say(client_of(lena), due, "drop", "Nobody minds the radio.")
    page = text(say(client_of(pru), due, "keep"))

    assert [(one.person.name, one.says, one.why) for one in Follow.objects.order_by("person__name")] == [
        ("Lena Okoro", "drop", "Nobody minds the radio."),
        ("Pru Lind", "keep", ""),
    ]
    assert "Keep it: 1. Change it: 0. Drop it: 1." in page
    assert "<b>Lena Okoro</b>: drop it.<br>Nobody minds the radio." in page


def test_an_empty_answer_says_what_is_needed_and_keeps_the_words(client_of, due, lena):
    response = say(client_of(lena), due, "", "Nine is fine.")

    assert (Follow.objects.count(), "Choose keep, change or drop." in text(response)) == (0, True)
    assert "Nine is fine." in text(response)


def test_fay_writes_down_what_gus_said_on_the_phone_and_lena_cannot(client_of, due, fay, lena, gus):
    say(client_of(lena), due, "keep", whose=str(gus.pk))
    say(client_of(fay), due, "change", "At nine.", whose=str(gus.pk))

    assert set(Follow.objects.values_list("person__name", "says")) == {("Lena Okoro", "keep"), ("Gus Hart", "change")}


def test_before_the_day_nobody_can_say_anything(client_of, project, due, lena):
    Decision.objects.update(review_on=AHEAD)

    page = say(client_of(lena), due, "keep")

    assert (Follow.objects.count(), "Then everyone can say here what they think." in text(page)) == (0, True)


# ---- what the group does


def test_fay_keeps_it_and_the_counts_stay_in_the_history(client_of, due, fay, lena, pru):
    say(client_of(lena), due, "keep", "Still right.")
    say(client_of(pru), due, "change")
    day = {"review_on_day": AHEAD.day, "review_on_month": AHEAD.month, "review_on_year": AHEAD.year}
    address = url("decision_keep", due.project, due.pk)

    past = client_of(fay).post(address, day | {"review_on_year": "2020"})
    client_of(fay).post(address, day | {"why": "Nobody else minds."})

    page = text(client_of(lena).get(url("decision", due.project, due.pk)))
    words = "Fay Adams looked at it again and kept it: 1 said keep it, 1 said change it. Nobody else minds."
    assert "Give a day to come." in text(past)
    assert words in page
    assert Decision.objects.get().review_on == AHEAD
    assert say(client_of(lena), due, "drop").context["form"] is None


def test_to_drop_it_starts_a_new_decision_that_says_so(client_of, due, fay):
    form = client_of(fay).get(url("decision_revise", due.project, due.pk), {"drop": "1"}).context["form"]

    assert (form["question"].value(), form["decided"].value()) == ("Shall the radio play?", "We no longer do this.")


# ---- following


def test_lena_follows_and_stops_and_her_words_stay(client_of, due, lena, pru):
    client, address = client_of(pru), url("decision_follow", due.project, due.pk)

    client.post(address)
    followed = Follow.objects.get().since
    client.post(address)
    gone = Follow.objects.count()
    say(client, due, "keep")
    client.post(address)

    assert (followed, gone) == (timezone.localdate(), 0)
    assert (Follow.objects.get().since, Follow.objects.get().says) == (None, "keep")


def test_a_draft_cannot_be_followed(client_of, project, fay, lena):
    draft = write_down(project, fay)

    codes = [client_of(one).post(url("decision_follow", project, draft.pk)).status_code for one in (fay, lena)]

    assert (codes, Follow.objects.count()) == ([404, 404], 0)


def test_makers_and_followers_hear_that_it_was_replaced(client_of, project, due, fay, lena, pru, max, mail_server):
    gone = someone("Eva Lane")
    join(gone, project.organisation, project, Role.MEMBER, left_on=date(2026, 3, 3))
    for person in (pru, gone, fay):
        follow(due, person)
    change = HALF_KNOWN | {"why_replaced": "Nobody minds at nine.", "decided": "No radio before nine.", "reason": "So."}
    client_of(fay).post(url("decision_revise", project, due.pk), change | {f"maker_{lena.pk}": "lived"})
    new = Decision.objects.get(number=2)
    quiet = Message.objects.count()

    client_of(fay).post(url("decision_final", project, new.pk))
    dispatch()

    told = Message.objects.filter(kind="decision_replaced").values_list("recipient__name", flat=True)
    assert (quiet, sorted(told)) == (0, ["Gus Hart", "Lena Okoro", "Pru Lind"])
    mail = next(one for one in mail_server.arrived if one["To"].addresses[0].display_name == "Pru Lind")
    words = mail.get_body(("plain",)).get_content()
    assert mail["Subject"] == "There is a new decision: Shall the radio play?"
    assert "Before, in decision 1: No radio before ten." in words
    assert "Why it changed: Nobody minds at nine." in words
