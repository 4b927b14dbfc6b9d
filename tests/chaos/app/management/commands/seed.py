"""Fills an empty database with promises."""

import os
from datetime import timedelta

from django.core.management.base import BaseCommand
from django.utils import timezone

from participants.models import Person
from tests.chaos import mutants
from tests.chaos.app.models import Promise

KINDS = {7: "bad", 107: "busy", 57: "late", 157: "slow"}
SEVERAL = range(30, 35)  # of each hundred: promises to one person, due at one moment, so one letter
KINDS_OF_SEVERAL = {1: "bad", 3: "busy", 5: "late", 7: "slow"}  # of ten such people


def first_of(number: int) -> int:
    """The first promise to the same person."""
    return number - (number % 100 - SEVERAL.start if number % 100 in SEVERAL else 0)


def kind_of_address(number: int) -> str:
    """Each 0.5 %: nobody there; "not now" at first, before or after the letter; an answer that takes seconds."""
    if number % 100 in SEVERAL:
        return KINDS_OF_SEVERAL.get(number // 100 % 10, "good")
    return KINDS.get(number % 200, "good")


def is_answered(number: int) -> bool:
    """Each twentieth, also one of several: then the others make the letter."""
    return number % 20 == 3 or number % 100 == SEVERAL.stop - 1


class Command(BaseCommand):
    def add_arguments(self, parser) -> None:
        parser.add_argument("count", type=int)
        parser.add_argument("seconds", type=int, help="in which the second half falls due")

    def handle(self, *args, **options) -> None:
        now, count = timezone.now(), options["count"]
        firsts = sorted({first_of(number) for number in range(count)})
        addresses = [f"{kind_of_address(number)}{number}@example.org" for number in firsts]
        people = Person.objects.bulk_create([Person(name=address[:9], email=address) for address in addresses])
        by_first = dict(zip(firsts, people, strict=True))
        Promise.objects.bulk_create(
            Promise(
                person=by_first[first_of(number)],
                due_at=now + timedelta(seconds=max(0, 8 + options["seconds"] * (2 * first_of(number) - count) / count)),
                answered=is_answered(number),
            )
            for number in range(count)
        )
        if os.environ.get("CHAOS_MUTANT") == "no_key":
            mutants.drop_the_key()
