"""The outbox without Celery: for cron, for a timer, and for the day the queue is down."""

from typing import Any

from django.core.management.base import BaseCommand

from participants.tasks import dispatch, plan, reap


class Command(BaseCommand):
    help = "Promise what is owed, clear up, and send what is due: once. Safe beside running workers."

    def handle(self, *args: Any, **options: Any) -> None:
        plan()
        reap()
        dispatch()
