"""Fill an empty site with made-up people and what they did."""

from io import StringIO
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.utils import timezone

from principles.demonstration.by_link import code_to_try
from principles.demonstration.load import load
from principles.demonstration.people import people_to_sign_in_as
from projects.models import Organisation


class Command(BaseCommand):
    help = "Make up an organisation with three projects. Does nothing where there is an organisation. Sends nothing."

    def handle(self, *args: Any, **options: Any) -> None:
        here = Organisation.objects.first()
        if here:
            self.stdout.write(f"{here} is here already, so nothing was made up.")
            return
        call_command("load_principles", stdout=StringIO())
        call_command("load_methods", stdout=StringIO())
        load(timezone.now())
        if options["verbosity"]:
            self.stdout.write("The people of Harrowmere are here. Sign in as one of these:")
            for role, address in people_to_sign_in_as():
                self.stdout.write(f"  {role:12} {address}")
            self.stdout.write(f"Without a name: open /hear and type {code_to_try()}")
