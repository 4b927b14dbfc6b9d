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


def claimed_in_a_second(people: list[Person], claims: int) -> float:
    """Messages claimed in a second, by so many full batches. Each is for somebody else: one person's go as one."""
    words = {"kind": "thanked", "subject": "Thank you", "text": "You said.", "channel": Message.Channel.EMAIL}
    first, wanted = Message.objects.count(), claims * steps.BATCH
    Message.objects.bulk_create(
        Message(about=f"idea:{first + n}", slot="now", recipient=person, **words)
        for n, person in enumerate(people[:wanted])
    )
    as_at, start = timezone.now(), time.perf_counter()
    got = sum(len(steps.claim(as_at)) for _ in range(claims))
    return got / (time.perf_counter() - start)


def claim_rates() -> tuple[float, float]:
    """One at a time, and in batches: the better of three tries of each, in turns."""
    people = Person.objects.bulk_create(Person(name=f"Ada{n} Moss", email=f"claim{n}@example.org") for n in range(1000))
    single, batched = [], []
    for _ in range(3):
        with batches_of(1):
            single.append(claimed_in_a_second(people, 100))
        batched.append(claimed_in_a_second(people, 1000 // steps.BATCH))
    return max(single), max(batched)
