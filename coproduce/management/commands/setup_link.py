"""The address that sets up an empty site."""

from typing import Any

from django.core.management import BaseCommand

from projects.models import Organisation
from projects.views.organisation import setup_link


class Command(BaseCommand):
    help = "Print the address at which an empty site is set up. Prints nothing once that is done."

    def handle(self, **options: Any) -> None:
        if not Organisation.objects.exists():
            self.stdout.write(f"Nobody has set this site up yet. Do it here: {setup_link()}")
