"""The product's settings with one more app, a faster pace, and a clock that can be made to jump."""

import os
from datetime import datetime, timedelta
from pathlib import Path

from django.utils import timezone

from coproduce.settings import *  # noqa: F403
from coproduce.settings import INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "tests.chaos.app"]
CELERY_BEAT_SCHEDULE = {
    name: {"task": f"participants.tasks.{name}", "schedule": seconds, "options": {"expires": 10}}
    for name, seconds in (("plan", 1.5), ("dispatch", 0.7), ("reap", 1.5))
}

if clock := os.environ.get("CHAOS_CLOCK"):  # a file with the seconds by which all clocks are wrong
    right_now, wrong_by = timezone.now, Path(clock)

    def now() -> datetime:
        return right_now() + timedelta(seconds=int(wrong_by.read_text() or 0))

    timezone.now = now
