"""One answer, what was asked after it, and the notes of a session: passed to the lead, the words are nowhere else."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from care.models import Concern
from feedback.kinds import tell_answer
from feedback.models import Feedback, Reply
from participants.models import Event, Message
from participants.outbox.kinds import kind_of
from principles.models import Review
from principles.report.facts import to_json
from principles.report.gather import gather
from principles.search import search
from projects.models import Session
from tests.care.test_passing import everything_in_the_database, url
from tests.feedback.in_public import put, switched_on
from tests.feedback.saying import MONDAY, answered, said, told
from tests.meeting import planned
from tests.principles.reviewing import ask
from tests.reading import links, read, said_back

ANSWER = {"how": "Wormwood: a lock.", "why": "Wormwood: we rang.", "came_of_it": "Wormwood: they knew."}


@pytest.fixture
def piece(project, lena, fay, sam):
    """Answered, told by message, asked again."""
    piece = said(project, lena, "The door is heavy.", received_on=MONDAY)
    reply = answered(piece, fay, **ANSWER)
    tell_answer(reply)
    reply.mark_told(date(2026, 3, 10), "by email")
    piece.refresh_from_db()
    piece.ask_again("Wormwood: he came back.", timezone.now())
    return piece


@pytest.fixture
def notes(project, fay, sam):
    shared = {"notes": "Wormwood: he waits outside.", "notes_sorted_on": MONDAY, "notes_shared_on": MONDAY}
    return planned(project, fay, title="The chairs", **shared)


def concern_words() -> dict[str, str]:
    return {one.came: one.words for one in Concern.objects.all()}


# ---- an answer, and what was asked after it


def test_an_answer_and_what_was_asked_next_go_one_by_one(client_of, project, fay, lena, piece):
    reply, fays = Reply.objects.get(), client_of(fay)

    fays.post(url("reply_pass_on", project, reply.pk))
    between = read(client_of(lena).get(piece.get_absolute_url()))
    fays.post(url("words_pass_on", project, reply.pk))

    words = sorted(one.words for one in Concern.objects.all())
    assert words == ["Wormwood: a lock.\nWormwood: we rang.\nWormwood: they knew.", "Wormwood: he came back."]
    assert {(one.came, one.person, one.passed_by) for one in Concern.objects.all()} == {("reply", lena, fay)}
    assert Event.objects.filter(kind="concern_passed").count() == 2
    assert ("he came back" in between, "These words are no longer here." in between) == (True, True)
    assert "Wormwood" not in everything_in_the_database()


def test_the_loop_of_the_piece_stays_where_it_was(client_of, project, fay, lena, piece):
    before = {
        name: getattr(Reply.objects.get(), name) for name in ("outcome", "told_on", "told_how", "happy", "heard_on")
    }

    client_of(fay).post(url("words_pass_on", project, Reply.objects.get().pk))
    client_of(fay).post(url("reply_pass_on", project, Reply.objects.get().pk))

    reply = Reply.objects.get()
    assert {name: getattr(reply, name) for name in before} == before
    assert [one.title for one in Feedback.objects.visible_to(fay)] == ["The door is heavy."]
    assert [
        url(name, project, reply.pk) in links(client_of(fay).get(url("answer", project, piece.pk)))
        for name in ("reply_pass_on", "words_pass_on")
    ] == [False, False]
    assert client_of(fay).get(url("words_pass_on", project, reply.pk)).status_code == 404
    assert client_of(fay).get(url("reply_pass_on", project, reply.pk)).status_code == 404


def test_its_words_are_on_no_page_in_no_search_message_or_review(client_of, project, fay, lena, max, piece):
    reply = Reply.objects.get()
    for name in ("reply_pass_on", "words_pass_on"):
        client_of(fay).post(url(name, project, reply.pk))

    pages = [
        client_of(fay).get(url("answer", project, piece.pk)),
        client_of(fay).get(reverse("messages")),
        client_of(fay).get(url("board", project)),
        client_of(lena).get(piece.get_absolute_url()),
        client_of(max).get(url("shaped", project)),
    ]
    facts = gather(project, timezone.now())

    assert ["Wormwood" in read(page) for page in pages] == [False] * 5
    assert (search(fay, "Wormwood"), search(lena, "Wormwood")) == ([], [])
    assert "Wormwood" not in str(to_json(facts))
    assert [message.text for message in Message.objects.filter(kind="answer")] == ["These words are no longer here."]


def test_a_review_from_before_loses_the_answer_and_keeps_the_fact(client_of, project, fay, lena, sam):
    piece = said(project, lena, "The door is heavy.", received_on=MONDAY)
    reply = told(piece, fay, **ANSWER)
    review = ask(project, fay, timezone.now())
    facts = gather(project, review.as_at)
    review.freeze(to_json(facts), [row.id for row in facts.said])
    client_of(fay).post(url("reply_pass_on", project, reply.pk))

    Review.objects.outdated().get().forget_taken_back()

    [row] = Review.objects.get().facts["said"]
    kept = (row["title"], row["outcome"], row["told_on"], row["why"], row["how"])
    assert kept == ("The door is heavy.", "used", "2026-03-10", "These words are no longer here.", "")
    assert (Review.objects.outdated().exists(), Review.objects.get().quotes.count()) == (False, 1)
    assert "Wormwood" not in everything_in_the_database()


def test_an_answer_that_is_passed_on_stands_in_public_no_more(client_of, project, fay, lena, sam):
    switched_on(project)
    piece = put(project, fay, lena, did="Wormwood: we rang.")
    before = read(Client().get(reverse("public", args=["waiting-room"])))

    client_of(fay).post(url("reply_pass_on", project, piece.answer_id))

    after = read(Client().get(reverse("public", args=["waiting-room"])))
    assert ("Wormwood" in before, "Wormwood" in after, "lighter door" in after) == (True, False, False)
    assert "Wormwood" not in everything_in_the_database()


def test_an_answer_that_nobody_was_told_is_owed_anew_and_not_sent(client_of, project, fay, lena, sam):
    piece = said(project, lena)
    reply = answered(piece, fay, why="Wormwood: we rang.")
    tell_answer(reply)

    client_of(fay).post(url("reply_pass_on", project, reply.pk))

    piece.refresh_from_db()
    waiting = Message.objects.get(kind="answer")
    assert (piece.answer, piece.step, kind_of(waiting).still_owed(waiting)) == (None, 2, False)
    assert "Wormwood" not in waiting.text


def test_the_giver_passes_on_what_they_were_told_and_nobody_else_does(client_of, project, fay, lena, pru, max, piece):
    reply = Reply.objects.get()
    untold = answered(said(project, lena, "The step."), fay, why="Wormwood: not told.")

    others = [client_of(one).post(url("reply_pass_on", project, reply.pk)).status_code for one in (pru, max)]
    early = client_of(lena).post(url("reply_pass_on", project, untold.pk)).status_code
    looked = client_of(lena).get(url("words_pass_on", project, reply.pk)).status_code
    nothing_yet = Concern.objects.count()
    own = client_of(lena).post(url("words_pass_on", project, reply.pk), follow=True)

    assert (others, early, looked, nothing_yet) == ([404, 404], 404, 200, 0)
    assert said_back(own) == ["It is with Sam Osei now."]
    assert concern_words() == {"reply": "Wormwood: he came back."}


# ---- the notes of a session


def test_notes_go_to_the_lead_and_leave_every_page_and_search(client_of, project, fay, lena, notes):
    fays = client_of(fay)
    before = search(lena, "Wormwood")

    response = fays.post(url("notes_pass_on", project, notes.pk), follow=True)

    notes = Session.objects.get(pk=notes.pk)
    pages = [fays.get(url("session_notes", project, notes.pk)), fays.get(notes.get_absolute_url())]
    assert said_back(response) == ["It is with Sam Osei now."]
    assert concern_words() == {"notes": "Wormwood: he waits outside."}
    assert (notes.notes, notes.notes_words, notes.notes_sorted_on, notes.notes_shared_on) == ("", "", None, None)
    assert ["Wormwood" in read(page) for page in pages] == [False, False]
    assert (search(fay, "Wormwood"), search(lena, "Wormwood")) == ([], [])
    assert client_of(lena).get(url("session_notes", project, notes.pk)).status_code == 404
    assert "Wormwood" not in everything_in_the_database()
    assert before != []


def test_notes_somebody_still_has_open_do_not_come_back(client_of, project, fay, notes):
    fays = client_of(fay)
    page = fays.get(url("session_notes", project, notes.pk))
    seen = page.context["form"]["seen"].value()
    fays.post(url("notes_pass_on", project, notes.pk))

    fays.post(url("session_notes", project, notes.pk), {"notes": "Wormwood: he waits outside.", "seen": seen})

    assert Session.objects.get(pk=notes.pk).notes == ""


def test_only_who_runs_the_sessions_passes_notes_on_and_only_while_there_are_any(
    client_of, project, fay, lena, max, notes
):
    looked = client_of(fay).get(url("notes_pass_on", project, notes.pk)).status_code

    others = [client_of(one).post(url("notes_pass_on", project, notes.pk)).status_code for one in (lena, max)]
    kept = Session.objects.get(pk=notes.pk).notes
    client_of(fay).post(url("notes_pass_on", project, notes.pk))

    assert (looked, others, kept) == (200, [403, 403], "Wormwood: he waits outside.")
    assert client_of(fay).post(url("notes_pass_on", project, notes.pk)).status_code == 404
    assert Concern.objects.count() == 1
