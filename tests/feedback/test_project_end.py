"""Pausing, closing, going on: everyone hears it, nobody is reminded, and nothing new begins in what has closed."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from feedback.models import Feedback, News
from participants.models import Message
from participants.outbox.dispatch import dispatch
from participants.outbox.plan import plan
from projects.models import AgendaItem, Role
from tests.feedback.saying import PROMISED, in_parts, said
from tests.people import join, someone
from tests.reading import links, read, said_back, to_check

PAUSE = {"why": "Our hall is being repaired."}
CLOSE = {"why": "The room is ready.", "records": "They stay for two years.", "words": "Thank you all. It is calm now."}


def url(name, project, *args):
    return reverse(name, args=[project.pk, *args])


def told() -> set[tuple[str, str]]:
    return set(Message.objects.filter(kind="news").values_list("recipient__name", "channel"))


@pytest.fixture
def left(project):
    eva = someone("Eva Lane")
    join(eva, project.organisation, project, Role.MEMBER, left_on=date(2026, 4, 1))
    return eva


# ---- a pause


def test_a_pause_says_why_and_until_when_and_everyone_hears_it(client_of, project, fay, lena, gus, left):
    until = timezone.localdate() + timedelta(days=30)

    client_of(fay).post(url("project_pause", project), PAUSE | in_parts(until, "until") | {"words": "Tea stays hot."})
    client_of(fay).post(url("project_pause", project), PAUSE | in_parts(until, "until") | {"words": "Tea stays hot."})

    project.refresh_from_db()
    news = News.objects.get()
    page, home = (read(client_of(lena).get(where)) for where in (url("project", project), reverse("home")))
    assert (project.paused_on, project.paused_until) == (timezone.localdate(), until)
    *first, last = news.progress.split("\n\n")
    assert first == ["The project pauses. Why: Our hall is being repaired.", "Tea stays hot."]
    assert last.startswith("We go on after ")
    assert told() == {("Lena Okoro", "email"), ("Gus Hart", "by_hand")}
    assert "This project pauses Paused since" in page
    assert "Why: Our hall is being repaired. We go on after" in page
    assert "Our hall is being repaired. Until" in home
    assert client_of(lena).get(url("say", project)).status_code == 200


def test_a_pause_needs_a_reason_and_a_day_to_come(client_of, project, fay):
    empty = client_of(fay).post(url("project_pause", project), in_parts(timezone.localdate(), "until"))

    project.refresh_from_db()
    assert to_check(empty) == ["Say why. People read it.", "Give a day to come, or leave it empty."]
    assert (project.paused_on, News.objects.count()) == (None, 0)


@pytest.mark.parametrize(
    ("paused_until", "reminded"), [(None, 0), (PROMISED + timedelta(days=1), 0), (PROMISED - timedelta(days=2), 1)]
)
def test_nobody_is_reminded_while_it_pauses(project, fay, lena, paused_until, reminded):
    said(project, lena)
    project.pause(PROMISED - timedelta(days=9), paused_until, "Repairs")

    plan(timezone.now().replace(2026, 3, 16))

    assert Message.objects.filter(kind="promise_due").count() == reminded


def test_a_reminder_that_waits_is_not_sent_into_a_pause(project, fay, lena, mail_server):
    said(project, lena)
    plan(timezone.now().replace(2026, 3, 16))
    project.pause(timezone.localdate(), None, "Repairs")

    dispatch()

    assert (mail_server.arrived, Message.objects.get().state) == ([], Message.State.CANCELLED)


def test_after_a_pause_it_goes_on_and_fay_tells_people(client_of, project, fay, lena):
    project.pause(date(2026, 3, 9), date(2026, 3, 20), "Repairs")
    over = read(client_of(lena).get(url("project", project)))

    response = client_of(fay).post(url("project_resume", project), follow=True)

    project.refresh_from_db()
    assert "That day is over." in over
    assert (project.paused_on, project.pause_reason) == (None, "")
    assert said_back(response) == ["The project goes on. Tell people, so that they know."]
    assert project.history.filter(pause_reason="Repairs").exists()


# ---- the end


def test_the_last_news_reach_who_has_left_too(client_of, project, fay, lena, gus, left):
    said(project, lena)
    before = read(client_of(fay).get(url("project_close", project)))

    client_of(fay).post(url("project_close", project), CLOSE)

    project.refresh_from_db()
    news = News.objects.get()
    assert "Feedback without an answer: 1" in before
    assert "Who hears it: 1 by email, 1 by phone. People who have left and hear it too: 1 by email." in before
    assert (project.closed_on, project.close_reason, project.records_after) == (
        (timezone.localdate(), "The room is ready.", "They stay for two years.")
    )
    assert (news.last, news.leavers_too, news.told_on) == (True, True, timezone.localdate())
    assert told() == {("Lena Okoro", "email"), ("Gus Hart", "by_hand"), ("Eva Lane", "email")}
    letter = Message.objects.get(recipient=left)
    assert letter.subject == 'The last news from "Waiting room"'
    assert "It is calm now.\n\nWhat happens to the records: They stay" in letter.text.replace("\r", "")
    assert "{link}" not in letter.text
    assert url("news_heard", project, news.pk) in links(client_of(fay).get(url("news", project)))


def test_closing_needs_a_reason_and_a_word_about_the_records(client_of, project, fay):
    response = client_of(fay).post(url("project_close", project), {"words": "Bye."})

    project.refresh_from_db()
    assert to_check(response) == ["Say why. People read it.", "Say what happens to the records."]
    assert project.closed_on is None


@pytest.fixture
def closed(project, fay, lena, gus):
    said(project, lena, "The door is heavy.")
    project.close(date(2026, 5, 1), "The room is ready.", "They stay for two years.")
    return project


@pytest.mark.parametrize("name", ["say", "invite", "agenda_add", "session_new", "news_new", "lessons", "import_upload"])
def test_nothing_new_is_said_or_planned_in_what_has_closed(client_of, closed, fay, lena, name):
    before = (Feedback.objects.count(), AgendaItem.objects.count(), Message.objects.count())
    may = {"say": lena, "agenda_add": lena}.get(name, fay)

    response = client_of(may).post(url(name, closed), {"problem": "Too loud.", "better": "Less.", "what": "The radio"})

    assert (response.status_code, (Feedback.objects.count(), AgendaItem.objects.count(), Message.objects.count())) == (
        403 if name == "lessons" else 302,
        before,
    )


def test_what_has_closed_is_still_read_and_says_so(client_of, closed, fay, lena, max):
    page = client_of(lena).get(url("project", closed))
    pages = [
        client_of(lena).get(url(name, closed)).status_code for name in ("news", "lessons", "decisions", "sessions")
    ]
    sent = client_of(lena).get(url("say", closed), follow=True)

    assert "It closed on Friday 1 May" in read(page)
    assert "Closed on Friday 1 May" in read(client_of(lena).get(reverse("home")))
    assert url("say", closed) not in links(page)
    assert pages == [200] * 4
    assert said_back(sent) == [
        "This project closed on 1 May. You can read everything. Nothing new is said or planned here."
    ]
    assert client_of(max).get(url("say", closed)).status_code == 403


def test_who_waits_in_a_closed_project_is_still_answered_and_nobody_is_reminded(client_of, closed, fay):
    plan(timezone.now().replace(2026, 3, 16))

    response = client_of(fay).get(url("answer", closed, Feedback.objects.get().pk))

    assert (response.status_code, Message.objects.count()) == (200, 0)


def test_it_can_be_opened_again(client_of, closed, fay, lena):
    client_of(fay).post(url("project_resume", closed))

    assert client_of(lena).get(url("say", closed)).status_code == 200
