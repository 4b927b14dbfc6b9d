"""The one kind of message, a faster pace, and the mutant that was asked for.

A forgetful planner: it plans what is answered too. So only the look just before sending keeps such mail back.
"""

import os
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from celery.signals import worker_process_init
from django.conf import settings
from django.db.models import F

from participants.models import Message
from participants.outbox import Kind, Owed, dispatch, reap, register, steps
from tests.chaos import mutants
from tests.chaos.app.models import Promise

POOL = Path(settings.VAR_DIR) / "pool"

steps.LEASE = reap.LEASE = timedelta(seconds=int(os.environ.get("CHAOS_LEASE", "3")))
steps.PAUSE = timedelta(seconds=1)
steps.LONGEST_PAUSE = reap.LONGEST_PAUSE = timedelta(seconds=4)
dispatch.BATCHES = 2  # short ticks, so that clearing up gets its turn while others send
mutants.apply(os.environ.get("CHAOS_MUTANT", ""))


def key(about: str) -> int:
    return int(about.removeprefix("promise:"))


def promise_of(message: Message) -> Promise:
    return Promise.objects.get(pk=key(message.about))


def plan(as_at: datetime) -> Iterator[Owed]:
    planned = {key(about) for about in Message.objects.filter(kind="chaos").values_list("about", flat=True)}
    due = set(Promise.objects.filter(due_at__lte=as_at).values_list("pk", flat=True))
    for promise in Promise.objects.filter(pk__in=due - planned).select_related("person").order_by("pk"):
        yield Owed(
            [promise.person], f"promise:{promise.pk}", "once", next_at=promise.due_at, link=f"/promise/{promise.pk}/"
        )


def on_sent(message: Message) -> None:
    Promise.objects.filter(pk=promise_of(message).pk).update(told=F("told") + 1)


register(Kind("chaos", lambda message: not promise_of(message).answered, on_sent, plan=plan))


@worker_process_init.connect(weak=False)
def leave_a_card(**_: object) -> None:
    """Which processes are children of the pool: the test kills some of them."""
    POOL.mkdir(exist_ok=True)
    (POOL / str(os.getpid())).touch()
