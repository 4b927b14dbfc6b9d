"""The product's settings with one more app, and a clock that runs faster."""

from coproduce.settings import *  # noqa: F403
from coproduce.settings import INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "tests.chaos.app"]
CELERY_BEAT_SCHEDULE = {
    name: {"task": f"participants.tasks.{name}", "schedule": seconds, "options": {"expires": 10}}
    for name, seconds in (("plan", 1.5), ("dispatch", 0.7), ("reap", 1.5))
}
