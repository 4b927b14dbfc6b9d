"""Stopping and starting again, on pages; what staff read about it; putting a reminder off."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from participants.models import Message, Person, Stop
from participants.outbox.stops import ASKED_TO_STOP, token_of
from tests.projects.test_message_page import page
from tests.reading import heading, read, said_back, to_check, tree, words


def message(to: Person, scope, **more) -> Message:
    told = {"kind": "thanked", "about": f"feedback:{uuid4()}", "slot": "thanks", "channel": "email"}
    said = {"subject": "Thank you", "text": "You said it. {link}"}
    return Message.objects.create(recipient=to, scope=scope, **(told | said | more))


def stopped(person: Person) -> list:
    return list(Stop.objects.filter(person=person).order_by("pk").values_list("scope", flat=True))


def test_the_page_behind_the_link_names_the_project_and_two_buttons(lena, project):
    response = Client().get(reverse("stop", args=[token_of(lena.pk, project.pk)]))

    buttons = [words(one) for one in tree(response).xpath("//main//button")]
    assert (heading(response), buttons) == (
        "Stop messages",
        ["Stop messages about Waiting room", "Stop all messages"],
    )
    assert "Lena" not in read(response)


def test_after_the_button_it_says_what_still_comes(lena, project):
    url = reverse("stop", args=[token_of(lena.pk, project.pk)])

    project_only = read(Client().post(url))
    everything = read(Client().post(url, {"what": "everything"}))

    assert project_only.startswith(
        'We have stopped We do not write to you about "Waiting room" any more. Two things still'
    )
    assert everything.startswith("We have stopped We do not write to you any more. You can start again at any time.")
    assert stopped(lena) == [project.pk, None]


def test_lena_stops_her_project_and_starts_again(client_of, project, lena):
    browser = client_of(lena)

    browser.post(reverse("stops"), {"stop": str(project.pk)})
    after = (stopped(lena), read(browser.get(reverse("choices"))))
    browser.post(reverse("stops"), {"start": str(project.pk)})

    assert after[0] == [project.pk]
    assert "Messages you stopped 1 project Change" in after[1]
    assert stopped(lena) == []


def test_a_project_that_is_not_hers_cannot_be_stopped(client_of, project, lena, olu):
    theirs = olu.memberships.first() or None
    for what in (str(uuid4()), "nonsense", str(theirs and theirs.project_id)):
        client_of(lena).post(reverse("stops"), {"stop": what})

    assert stopped(lena) == []


def test_who_wants_the_morning_and_then_not_gets_at_once_what_waited(client_of, project, lena):
    morning = timezone.now() + timedelta(hours=9)
    waiting = message(lena, project.pk, next_at=morning)
    put_off = message(lena, project.pk, next_at=morning, put_off_until=morning.date())

    client_of(lena).post(reverse("choice", args=["when"]), {"daily": "True"})
    assert Person.objects.get(pk=lena.pk).daily is True
    client_of(lena).post(reverse("choice", args=["when"]), {"daily": "False"})

    waiting.refresh_from_db()
    put_off.refresh_from_db()
    assert (waiting.next_at <= timezone.now(), put_off.next_at) == (True, morning)


def test_staff_see_what_was_not_sent_and_may_tell_them(client_of, project, fay, lena):
    one = message(lena, project.pk, state="cancelled", why_not_sent=ASKED_TO_STOP)
    other = message(lena, project.pk, state="cancelled", why_not_sent="It was no longer needed when its turn came.")
    shown = read(page(client_of, fay))

    answers = [client_of(fay).post(reverse("message_told", args=[row.pk])).status_code for row in (one, other)]

    one.refresh_from_db()
    assert "They asked us to stop We did not send these." in shown
    assert shown.count("Thank you, to Lena Okoro.") == 1
    assert (answers, one.state, one.decided_by) == ([302, 404], "sent", fay)


def test_all_messages_say_what_became_of_them(client_of, project, fay, lena):
    message(lena, project.pk, state="cancelled", why_not_sent=ASKED_TO_STOP)
    message(lena, uuid4(), subject="Not hers")

    shown = read(client_of(fay).get(reverse("messages_all")))

    assert ". No longer needed. They asked us to stop. Thank you" in shown
    assert "Not hers" not in shown


def test_a_reminder_is_put_off_to_a_day(client_of, project, fay, lena):
    reminder = message(fay, project.pk, kind="promise_due", state="sent")
    news = message(fay, project.pk, state="sent")
    url, day = reverse("remind_later", args=[reminder.pk]), timezone.localdate() + timedelta(days=30)
    dates = {"on_day": str(day.day), "on_month": str(day.month), "on_year": str(day.year)}
    today = timezone.localdate()

    past = client_of(fay).post(url, {"on_day": today.day, "on_month": today.month, "on_year": today.year})
    response = client_of(fay).post(url, dates, follow=True)

    reminder.refresh_from_db()
    assert to_check(past) == ["Choose a day after today."]
    assert said_back(response)[0].startswith("We remind you on ")
    assert (reminder.state, reminder.put_off_until, timezone.localtime(reminder.next_at).hour) == ("queued", day, 8)
    assert client_of(lena).get(url).status_code == 404
    assert client_of(fay).get(reverse("remind_later", args=[news.pk])).status_code == 404


@pytest.mark.parametrize("number", [1, 3, 300])
def test_all_messages_ask_as_often_for_300_as_for_1(client_of, project, fay, lena, django_assert_num_queries, number):
    for _ in range(number):
        message(lena, project.pk)
    browser = client_of(fay)

    with django_assert_num_queries(9):
        first = read(browser.get(reverse("messages_all")))

    assert first.count("Lena Okoro") == min(number, 20)
    assert ("Page 1 of 15" in first) == (number == 300)
