"""Fills an empty database with promises."""

import os
from datetime import timedelta

from django.core.management.base import BaseCommand
from django.utils import timezone

from participants.models import Person
from tests.chaos import mutants
from tests.chaos.app.models import Promise


def kind_of_address(number: int) -> str:
    """Each 0.5 %: nobody there; "not now" at first, before or after the letter; an answer that takes seconds."""
    return {7: "bad", 107: "busy", 57: "late", 157: "slow"}.get(number % 200, "good")


class Command(BaseCommand):
    def add_arguments(self, parser) -> None:
        parser.add_argument("count", type=int)
        parser.add_argument("seconds", type=int, help="in which the second half falls due")

    def handle(self, *args, **options) -> None:
        now, count = timezone.now(), options["count"]
        addresses = [f"{kind_of_address(number)}{number}@example.org" for number in range(count)]
        people = Person.objects.bulk_create([Person(name=address[:9], email=address) for address in addresses])
        Promise.objects.bulk_create(
            Promise(
                person=person,
                due_at=now + timedelta(seconds=max(0, 8 + options["seconds"] * (2 * number - count) / count)),
                answered=number % 20 == 3,
            )
            for number, person in enumerate(people)
        )
        if os.environ.get("CHAOS_MUTANT") == "no_key":
            mutants.drop_the_key()
