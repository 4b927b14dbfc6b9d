"""The Celery application. Its tasks are ticks; the database is the truth."""

import os

from celery import Celery
from celery.signals import beat_embedded_init
from kombu.transport import TRANSPORT_ALIASES

from coproduce.processes import die_with_parent

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "coproduce.settings")
TRANSPORT_ALIASES["fsq"] = "coproduce.broker:Transport"

app = Celery("coproduce")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@beat_embedded_init.connect
def clock_ends_with_its_worker(**_: object) -> None:
    """A worker that is killed takes the clock inside it along, or there would be two."""
    die_with_parent()
