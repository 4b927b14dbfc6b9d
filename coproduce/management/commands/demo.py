"""A living demonstration on this machine: made-up people, real pages, mail you read in the browser."""

from django.conf import settings
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from coproduce.management.commands import up
from participants.models import Heartbeat, Person
from principles.demonstration.by_link import code_to_try
from principles.demonstration.people import people_to_sign_in_as
from projects.models import Organisation


class Command(up.Command):
    help = "Run the site with made-up projects, until Ctrl-C. Nothing leaves this machine."

    def prepare(self) -> None:
        """As `up`; and the first time, the made-up people and what they did."""
        if settings.PRODUCTION:
            raise CommandError("SECRET_KEY is set, so this is a real site. The demonstration runs without it.")
        super().prepare()
        if not Organisation.objects.exists():
            self.stdout.write("Making up the people and their projects …")
            call_command("load_demonstration", verbosity=0)
        Heartbeat.beat("dispatch", timezone.now())  # the first tick is up to a minute away: nothing is broken till then
        there = Person.objects.filter(email__in=[address for _, address in people_to_sign_in_as()])
        self.known = set(there.values_list("email", flat=True))

    def announce(self) -> None:
        self.stdout.write(f"\nSign in at {self.url}{reverse('account_login')} as one of these:")
        for role, address in people_to_sign_in_as():
            if address in self.known:
                self.stdout.write(f"  {role:12} {address}")
        self.stdout.write(f"Or read an answer without a name: {self.url}{reverse('hear')}, code {code_to_try()}")
        self.stdout.write(
            f"The code comes by mail. All mail of the demonstration is at {self.url}{reverse('mail')}\n\n"
        )
        super().announce()
