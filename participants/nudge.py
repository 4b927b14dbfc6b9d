"""Asking a worker to look now, once the page's transaction is over."""

from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string

IMPATIENT = {"max_retries": 0, "socket_timeout": 1, "socket_connect_timeout": 1}  # seconds


def nudge(task: str, *args: str, expires: int | None = None) -> None:
    """Run this task soon after the commit. Only a nudge: when the queue is broken, the next tick finds the row."""
    transaction.on_commit(lambda: ask(task, args, expires), robust=True)


def ask(task: str, args: tuple[str, ...], expires: int | None) -> None:
    """Put the task into the queue; a broken queue costs a page 2 seconds at most."""
    app = import_string(settings.QUEUE_APP)  # a worker knows Celery; the web learns it with its first nudge
    with app.connection_for_write() as queue:
        queue.transport_options = {**queue.transport_options, **IMPATIENT}
        app.send_task(task, args, connection=queue, expires=expires, retry=False)
