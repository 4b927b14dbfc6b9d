"""The three ticks, by Celery or by hand, and their signs of life."""

import time
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from coproduce.celery import app
from participants import tasks
from participants.models import Heartbeat, Message
from participants.outbox import Kind, Owed, tell
from participants.outbox.kinds import KINDS


@pytest.fixture
def folder(settings, tmp_path):
    settings.EMAIL_HOST, settings.EMAIL_FILE_PATH = "", tmp_path
    return tmp_path


@pytest.mark.parametrize("name", ["plan", "dispatch", "reap"])
def test_each_tick_leaves_a_sign_of_life(db, folder, name):
    getattr(tasks, name)()

    assert list(Heartbeat.objects.values_list("name", flat=True)) == [name]
    assert Heartbeat.silent(name, timezone.now()) is False
    assert Heartbeat.silent(name, timezone.now() + timedelta(minutes=5)) is True


def test_a_tick_that_never_ran_is_silent(db):
    assert Heartbeat.silent("dispatch", timezone.now()) is True


def test_the_schedule_names_every_tick_and_lets_a_late_one_lapse():
    app.loader.import_default_modules()
    planned = {(one["task"], one["schedule"], one["options"]["expires"]) for one in app.conf.beat_schedule.values()}

    assert planned == {
        ("participants.tasks.plan", 60.0, 60.0),
        ("participants.tasks.dispatch", 15.0, 15.0),
        ("participants.tasks.reap", 30.0, 30.0),
        ("projects.tasks.come_back", 60.0, 60.0),
        ("principles.tasks.make_reviews", 30.0, 30.0),
        ("principles.tasks.forget", 3600.0, 3600.0),
    }
    assert {task for task, _, _ in planned} <= set(app.tasks)


def test_one_tick_by_hand_promises_and_sends(lena, folder, monkeypatch):
    owed = Owed([lena], "idea:1", "2026-03-12", context={"feedback": None})
    monkeypatch.setitem(KINDS, "thanked", Kind("thanked", plan=lambda as_at: [owed]))

    call_command("tick")
    call_command("tick")

    assert Message.objects.get().state == "sent"
    assert [file.name for file in folder.iterdir()] == [f"{Message.objects.get().pk}.eml"]
    assert set(Heartbeat.objects.values_list("name", flat=True)) == {"plan", "dispatch", "reap", "forget"}


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_a_promise_wakes_a_worker_without_waiting_for_the_clock(lena, folder, worker, monkeypatch):
    monkeypatch.setitem(KINDS, "thanked", Kind("thanked"))

    tell([lena], "thanked", about="idea:1", slot="thanks", feedback=None)

    give_up = time.monotonic() + 10
    while not list(folder.glob("*.eml")) and time.monotonic() < give_up:
        time.sleep(0.05)
    assert [file.name for file in folder.iterdir()] == [f"{Message.objects.get().pk}.eml"]
