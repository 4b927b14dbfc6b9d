"""Load the principle sets that ship with us."""

import tomllib
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from principles.models import PrincipleSet, Statement

CATALOGUE = Path(__file__).resolve().parents[2] / "catalogue"


class Command(BaseCommand):
    help = "Load every principle set in principles/catalogue that is not here yet. Safe to run again."

    def handle(self, *args: Any, **options: Any) -> None:
        for file in sorted(CATALOGUE.glob("*.toml")):
            shipped, new = PrincipleSet.load(tomllib.loads(file.read_text()))
            statements = Statement.objects.filter(principle__set=shipped).count()
            self.stdout.write(
                f"{shipped.name}, version {shipped.version}: {shipped.principles.count()} principles, "
                f"{statements} statements, {'loaded' if new else 'already here'}."
            )
