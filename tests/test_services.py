"""The servers of the suite are real."""

import os
import smtplib
import time

import pytest
from django.apps import apps
from django.conf import settings
from django.core.mail import send_mail
from django.db import connection
from django.utils import timezone

from coproduce.celery import app
from participants.models import Heartbeat
from tests.emptying import KEPT, empty_tables

pytestmark = pytest.mark.django_db


@pytest.mark.postgres
def test_the_database_of_the_second_pass_is_postgres() -> None:
    with connection.cursor() as cursor:
        cursor.execute("select version(), upper('ä')")
        version, upper = cursor.fetchone()

    assert version.startswith("PostgreSQL ")
    assert upper == "Ä"


def test_each_process_of_the_tests_has_its_own_folder_and_queue() -> None:
    assert str(settings.VAR_DIR) == os.environ["VAR_DIR"]
    assert os.environ.get("BROKER_URL", "fsq://") == settings.BROKER_URL


@pytest.mark.django_db(transaction=True)
def test_what_a_test_has_committed_is_gone_after_it(project, lena, gus) -> None:
    empty_tables()

    full = {model._meta.db_table for model in apps.get_models(include_auto_created=True) if model.objects.exists()}
    assert full == KEPT & full


@app.task
def beat(name: str) -> None:
    Heartbeat.beat(name, timezone.now())


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_a_task_goes_through_the_real_queue_to_a_worker(worker) -> None:
    beat.delay("plan")

    give_up = time.monotonic() + 10
    while not Heartbeat.objects.exists() and time.monotonic() < give_up:
        time.sleep(0.05)
    assert Heartbeat.objects.get().name == "plan"


def test_mail_arrives_at_a_real_server(mail_server) -> None:
    send_mail("A reply", "We will move the chairs.", "fay@example.org", ["lena@example.org"])

    assert [mail["Subject"] for mail in mail_server.arrived] == ["A reply"]


def test_the_mail_server_refuses_an_address_as_told(mail_server) -> None:
    mail_server.refuse["gone@example.org"] = "550 nobody here"

    with pytest.raises(smtplib.SMTPRecipientsRefused):
        send_mail("A reply", "Hello", "fay@example.org", ["gone@example.org"])

    assert mail_server.arrived == []
