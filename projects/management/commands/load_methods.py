"""Load the ways of working together that ship with us."""

import tomllib
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from projects.models import Method

CATALOGUE = Path(__file__).resolve().parents[2] / "catalogue/methods.toml"


class Command(BaseCommand):
    help = "Load the ways of working together in projects/catalogue, in the words they have now. Safe to run again."

    def handle(self, *args: Any, **options: Any) -> None:
        ways = tomllib.loads(CATALOGUE.read_text())["method"]
        new = Method.objects.load(ways, timezone.localdate())
        if options["verbosity"]:
            self.stdout.write(f"{len(ways)} ways of working together, {new} of them new.")
