"""The ticks without Celery: for cron, for a timer, and for the day the queue is down."""

from typing import Any

from django.core.management.base import BaseCommand

from participants.tasks import dispatch, plan, reap
from principles.tasks import make_review, owed


class Command(BaseCommand):
    help = "Promise what is owed, clear up, send what is due, make reviews: once. Safe beside running workers."

    def handle(self, *args: Any, **options: Any) -> None:
        plan()
        reap()
        dispatch()
        for review_id in owed():
            make_review(review_id)
