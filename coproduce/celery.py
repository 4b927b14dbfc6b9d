"""The Celery application. Its tasks are ticks; the database is the truth."""

import os

from celery import Celery
from kombu.transport import TRANSPORT_ALIASES

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "coproduce.settings")
TRANSPORT_ALIASES["fsq"] = "coproduce.broker:Transport"

app = Celery("coproduce")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
