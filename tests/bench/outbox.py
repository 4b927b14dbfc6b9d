"""How fast messages are claimed: in batches as the dispatcher does, and one at a time."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.utils import timezone

from participants.models import Message, Person
from participants.outbox import steps


@contextmanager
def batches_of(size: int) -> Iterator[None]:
    usual, steps.BATCH = steps.BATCH, size
    yield
    steps.BATCH = usual


def claimed_in_a_second(recipient: Person, claims: int) -> float:
    """Messages claimed in a second, by so many claims of full batches."""
    words = {"kind": "thanked", "subject": "Thank you", "text": "You said.", "channel": Message.Channel.EMAIL}
    first, wanted = Message.objects.count(), claims * steps.BATCH
    Message.objects.bulk_create(
        Message(about=f"idea:{first + n}", slot="now", recipient=recipient, **words) for n in range(wanted)
    )
    as_at, start = timezone.now(), time.perf_counter()
    got = sum(len(steps.claim(as_at)) for _ in range(claims))
    return got / (time.perf_counter() - start)


def claim_rates(recipient: Person) -> tuple[float, float]:
    """One at a time, and in batches: the better of three tries of each, in turns."""
    single, batched = [], []
    for _ in range(3):
        with batches_of(1):
            single.append(claimed_in_a_second(recipient, 100))
        batched.append(claimed_in_a_second(recipient, 40))
    return max(single), max(batched)
