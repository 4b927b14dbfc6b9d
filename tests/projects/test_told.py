"""Told by hand: the day and the way, the number that is missing, and the reminder when somebody waits too long."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from feedback.kinds import tell_answer
from feedback.models import Reply
from participants.models import ContactBy, Message
from participants.outbox.plan import plan
from projects.working_days import add_working_days
from tests.feedback.saying import answered, said
from tests.reading import read, said_back


@pytest.fixture
def owed(project, fay, gus) -> Message:
    reply = answered(said(project, gus), fay)
    tell_answer(reply)
    return Message.objects.get(about=f"reply:{reply.pk}")


def date_of(day):
    return {"on_day": day.day, "on_month": day.month, "on_year": day.year}


def test_gus_was_told_yesterday_face_to_face(client_of, fay, owed):
    yesterday = timezone.localdate() - timedelta(days=1)
    form = date_of(yesterday) | {"how": "in_person"}

    response = client_of(fay).post(reverse("message_told_how", args=[owed.pk]), form, follow=True)

    assert said_back(response) == ["Written down: Gus Hart has been told."]
    assert [(reply.told_on, reply.told_how) for reply in Reply.objects.all()] == [(yesterday, "face to face")]


def test_a_number_that_is_missing_is_said_and_can_be_added(client_of, fay, gus, owed):
    gus.phone = ""
    gus.save()
    client = client_of(fay)
    before = read(client.get(reverse("messages")))

    client.post(reverse("message_reach", args=[owed.pk]), {"phone": "0117 496 0043", "address": ""})

    assert "Gus Hart, by phone. We have no number. Add it for Gus Hart" in before
    assert "Gus Hart, by phone: 0117 496 0043" in read(client.get(reverse("messages")))


def test_a_text_that_never_came_is_on_the_list_with_its_reason(client_of, fay, gus, owed):
    gus.contact_by = ContactBy.TEXT
    gus.save()
    Message.objects.update(channel="text", state="dead", error="The number is not in use.")

    page = read(client_of(fay).get(reverse("messages")))

    assert "Gus Hart, by text: 0117 496 0042 Not by text: The number is not in use." in page
    assert "These could not be sent" not in page


def reminders() -> list[tuple[str, str]]:
    rows = Message.objects.filter(kind="told_by_hand_late").order_by("slot", "recipient__name")
    return list(rows.values_list("slot", "recipient__name"))


def began(owed, on) -> None:
    Message.objects.filter(pk=owed.pk).update(recorded_at=timezone.now().replace(hour=12, **vars_of(on)))


def vars_of(day) -> dict[str, int]:
    return {"year": day.year, "month": day.month, "day": day.day}


def test_who_waits_longer_than_three_working_days_is_not_forgotten(fay, owed):
    start = timezone.localdate()
    began(owed, start)
    fourth = add_working_days(start, 4)

    for day in (add_working_days(start, 3), fourth, fourth + timedelta(days=1), fourth + timedelta(days=9)):
        plan(timezone.now() + (day - start))

    assert reminders() == [(str(start), "Fay Adams")]
    assert Message.objects.get(kind="told_by_hand_late").subject == (
        "Waiting room: 1 person waits for your call or letter"
    )


def test_a_paused_project_reminds_nobody(project, owed):
    project.paused_on = timezone.localdate()
    project.save()

    plan(timezone.now() + timedelta(days=14))

    assert reminders() == []
