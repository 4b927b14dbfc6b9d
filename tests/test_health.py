"""/healthz tells a machine what a person would want to know."""

from datetime import timedelta

import pytest
from django.db import connections
from django.test import Client
from django.utils import timezone

from coproduce import views
from participants.models import Heartbeat


@pytest.fixture
def up_for_an_hour(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "STARTED", timezone.now() - timedelta(hours=1))


@pytest.mark.django_db
def test_health_is_fine_while_messages_are_sent_on(up_for_an_hour, django_assert_num_queries) -> None:
    Heartbeat.beat("dispatch", timezone.now() - timedelta(minutes=4))

    with django_assert_num_queries(1):
        answer = Client().get("/healthz")

    assert (answer.status_code, answer.content) == (200, b"ok")


@pytest.mark.django_db
def test_health_is_poor_when_the_dispatcher_has_been_silent_for_five_minutes(up_for_an_hour) -> None:
    Heartbeat.beat("plan", timezone.now())
    Heartbeat.objects.create(name="dispatch", at=timezone.now() - timedelta(minutes=6))

    answer = Client().get("/healthz")

    assert answer.status_code == 503
    assert answer.content.startswith(b"No message has been sent on since ")


@pytest.mark.django_db
def test_health_is_poor_when_no_worker_ever_came(up_for_an_hour) -> None:
    answer = Client().get("/healthz")

    assert (answer.status_code, answer.content) == (503, b"No message has ever been sent on: is a worker running?")


@pytest.mark.django_db
def test_health_waits_for_the_first_sign_of_life_of_a_young_site(monkeypatch) -> None:
    monkeypatch.setattr(views, "STARTED", timezone.now())
    Heartbeat.objects.create(name="dispatch", at=timezone.now() - timedelta(days=3))

    answer = Client().get("/healthz")

    assert (answer.status_code, answer.content) == (200, b"ok")


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_health_is_poor_when_the_database_is_gone() -> None:
    connections["default"].close()
    there = connections["default"].settings_dict["NAME"]
    connections["default"].settings_dict["NAME"] = "/nowhere/at/all"

    answer = Client().get("/healthz")

    connections["default"].close()
    connections["default"].settings_dict["NAME"] = there
    assert (answer.status_code, answer.content) == (503, b"The database does not answer.")
