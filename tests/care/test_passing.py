"""What is passed to the lead is nowhere else: not its words, not its earlier words, not that it was there."""

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from care.models import Concern
from feedback.kinds import tell_answer
from feedback.models import Feedback
from participants.models import Event, Message
from participants.outbox.kinds import kind_of
from principles.models import Review
from principles.report.gather import gather
from principles.search import search
from projects.models import AgendaItem, Entry, EntryKind
from tests.feedback.saying import MONDAY, answered, said, told
from tests.meeting import brought, planned
from tests.principles.reviewing import ask
from tests.reading import heading, links, read, said_back

WORDS = "Wormwood: he keeps her card."


def url(name, project, *args):
    return reverse(name, args=[project.pk, *args])


def everything_in_the_database() -> str:
    """All rows of all tables, as they stand there."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')
            found.append(str(cursor.fetchall()))
    return "".join(found)


@pytest.fixture
def passed(client_of, project, lena, fay, sam):
    """Answered, told, asked again, and then passed on by the facilitator."""
    piece = said(project, lena, WORDS, better="Wormwood: a lock.")
    told(piece, fay, why="Wormwood: we rang.")
    piece.refresh_from_db()
    piece.ask_again("Wormwood: he came back.", timezone.now())
    client_of(fay).post(url("pass_on", project, piece.pk))
    return Feedback.passed_on.get(pk=piece.pk)


# ---- what somebody said


def test_the_lead_reads_all_that_was_said_and_answered(client_of, passed, sam, fay, lena):
    concern = Concern.objects.get()

    page = read(client_of(sam).post(reverse("concern_read", args=[concern.pk])))

    wanted = [WORDS, "Wormwood: a lock.", "Wormwood: we rang.", "Wormwood: he came back.", "Passed on byFay Adams"]
    assert [words in page for words in wanted] == [True] * 5
    assert (concern.person, concern.passed_by, concern.came) == (lena, fay, "idea")
    kinds = sorted(Event.objects.filter(about=concern.key).values_list("kind", "by"))
    assert kinds == [("concern_passed", fay.pk), ("concern_read", sam.pk)]


def test_no_word_of_it_stands_anywhere_in_the_database(passed):
    assert "Wormwood" not in everything_in_the_database()


def test_it_is_in_no_list_count_search_or_report(client_of, passed, project, fay, lena):
    facts = gather(project, timezone.now())

    assert project.feedback.counts() == dict.fromkeys(project.feedback.counts(), 0)
    assert list(Feedback.objects.visible_to(fay)) == []
    assert list(lena.ideas.all()) == []
    assert search(fay, "Wormwood") == []
    assert (facts.loops.received, facts.loops.waiting, facts.said) == (0, 0, ())
    assert client_of(fay).get(url("answer", project, passed.pk)).status_code == 404
    assert client_of(fay).get(url("idea", project, passed.pk)).status_code == 404
    assert client_of(fay).get(url("passed_on", project, passed.pk)).status_code == 404


def test_its_giver_reads_what_happens_next_and_nobody_counts_it_as_open(client_of, passed, project, lena):
    browser = client_of(lena)

    page = browser.get(passed.get_absolute_url(), follow=True)

    assert heading(page) == "Sam Osei reads this"
    assert url("passed_on", project, passed.pk) in links(browser.get(reverse("ideas")))
    assert "waits for your last word" not in read(browser.get(reverse("home")))


def test_its_giver_can_pass_it_on_too(client_of, project, lena, sam):
    piece = said(project, lena, WORDS)

    response = client_of(lena).post(url("pass_on", project, piece.pk), follow=True)

    assert (said_back(response), heading(response)) == (["It is with Sam Osei now."], "Sam Osei reads this")


def test_nobody_else_can_pass_it_on(client_of, project, lena, pru, max):
    piece = said(project, lena, WORDS)

    answers = [client_of(person).post(url("pass_on", project, piece.pk)).status_code for person in (pru, max)]

    assert answers == [404, 404]
    assert not Concern.objects.exists()


def test_looking_at_the_question_passes_nothing_on(client_of, project, lena):
    client_of(lena).get(url("pass_on", project, said(project, lena, WORDS).pk))

    assert Feedback.objects.count() == 1


def test_an_answer_that_was_on_its_way_is_not_sent(client_of, project, lena, fay, sam):
    piece = said(project, lena, WORDS)
    tell_answer(answered(piece, fay, why="Wormwood: we rang."))
    client_of(fay).post(url("pass_on", project, piece.pk))

    waiting = Message.objects.get(kind="answer")

    assert ("Wormwood" in waiting.text, kind_of(waiting).still_owed(waiting)) == (False, False)


def test_a_review_from_before_loses_it(client_of, project, lena, fay, sam):
    piece = said(project, lena, WORDS, received_on=MONDAY)
    review = ask(project, fay, timezone.now())
    review.freeze({"said": [{"id": str(piece.pk), "title": WORDS}]}, [str(piece.pk)])
    client_of(fay).post(url("pass_on", project, piece.pk))

    outdated = Review.objects.outdated().get()
    outdated.forget_taken_back()

    assert (Review.objects.get().facts, Review.objects.outdated().exists()) == ({"said": []}, False)


# ---- subjects and lines


def test_a_subject_goes_with_all_it_was_carried_to_and_all_its_wordings(client_of, project, fay, lena, sam):
    first = planned(project, fay, timezone.now(), title="One")
    item = brought(project, lena, "Wormwood on the agenda", first, why="Wormwood: it is urgent")
    item.what = "Wormwood, in other words"
    item.keep(lena)
    again = AgendaItem(
        project=project, what=item.what, continues=item, brought_by=lena, first_raised_on=item.first_raised_on
    )
    again.keep(fay)

    client_of(fay).post(url("subject_pass_on", project, again.pk))

    concern = Concern.objects.get()
    assert concern.words.split("\n") == [
        "Wormwood on the agenda",
        "Wormwood: it is urgent",
        "Wormwood, in other words",
    ]
    assert (concern.came, concern.person, AgendaItem.objects.count()) == ("subject", lena, 0)
    assert "Wormwood" not in everything_in_the_database()


def test_a_line_of_the_notebook_goes_with_its_history(client_of, project, fay, lena, sam):
    entry = Entry.objects.create(project=project, kind=EntryKind.KNOW, line="Wormwood line", brought_by=lena, on=MONDAY)
    entry.line = "Wormwood line, reworded"
    entry.save()

    client_of(lena).post(url("line_pass_on", project, entry.pk))

    concern = Concern.objects.get()
    assert (concern.words, concern.came) == ("Wormwood line\nWormwood line, reworded", "line")
    assert "Wormwood" not in everything_in_the_database()


def test_only_who_brought_it_or_runs_the_project_passes_it_on(client_of, project, fay, lena, pru):
    entry = Entry.objects.create(project=project, kind=EntryKind.KNOW, line=WORDS, brought_by=lena, on=MONDAY)

    response = client_of(pru).post(url("line_pass_on", project, entry.pk))

    assert (response.status_code, Entry.objects.count()) == (403, 1)
