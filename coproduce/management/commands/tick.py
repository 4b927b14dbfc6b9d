"""The ticks without Celery: for cron, for a timer, and for the day the queue is down."""

from typing import Any

from django.core.management.base import BaseCommand

from participants.tasks import dispatch, plan, reap
from principles.tasks import forget, make_review, owed
from projects.tasks import come_back


class Command(BaseCommand):
    help = (
        "Put parked subjects back, promise what is owed, clear up, send, forget what is old, make reviews: once. "
        "Safe beside workers."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        come_back()
        plan()
        reap()
        dispatch()
        forget()
        for review_id in owed():
            make_review(review_id)
