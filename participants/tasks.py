"""The three ticks. A lost, doubled or late one changes nothing: the database knows what is due."""

from celery import shared_task

from participants.models import Heartbeat
from participants.outbox.clock import database_clock
from participants.outbox.dispatch import dispatch as send_what_is_due
from participants.outbox.dispatch import wait_for_the_others
from participants.outbox.fate import ask_notify
from participants.outbox.hold import may_send
from participants.outbox.plan import plan as promise_what_is_owed
from participants.outbox.reap import reap as clear_up


@shared_task
def plan() -> None:
    """Ask each app what it owes people."""
    promise_what_is_owed(database_clock())
    Heartbeat.beat("plan", database_clock())


@shared_task(soft_time_limit=50, time_limit=55)
def dispatch() -> None:
    """Send what is due, unless a restored site waits for a person."""
    if may_send(database_clock()):
        wait_for_the_others(database_clock())
        send_what_is_due()
    Heartbeat.beat("dispatch", database_clock())


@shared_task
def reap() -> None:
    """Clear up after processes that died."""
    clear_up(database_clock())
    ask_notify(database_clock())
    Heartbeat.beat("reap", database_clock())
