"""A living demonstration on this machine: made-up people, real pages, mail you read in the browser."""

from django.conf import settings
from django.core.management import CommandError, call_command
from django.urls import reverse

from coproduce.management.commands import up
from projects.models import Membership, Organisation, Role

SHOWN = (Role.FACILITATOR, Role.MEMBER, Role.MANAGER)


class Command(up.Command):
    help = "Run the site with a made-up project, until Ctrl-C. Nothing leaves this machine."

    def prepare(self) -> None:
        """As `up`; and the first time, the made-up people and what they did."""
        if settings.PRODUCTION:
            raise CommandError("SECRET_KEY is set, so this is a real site. The demonstration runs without it.")
        super().prepare()
        if not Organisation.objects.exists():
            self.stdout.write("Making up the people and their project …")
            call_command("load_demonstration", verbosity=0)
        self.addresses = [f"  {role.label.lower():12} {email}" for role in SHOWN if (email := first_address(role))]

    def announce(self) -> None:
        self.stdout.write(f"\nSign in at {self.url}{reverse('account_login')} as one of these:")
        self.stdout.write("\n".join(self.addresses))
        self.stdout.write(
            f"The code comes by mail. All mail of the demonstration is at {self.url}{reverse('mail')}\n\n"
        )
        super().announce()


def first_address(role: Role) -> str | None:
    """The e-mail address of whoever has had this role the longest."""
    places = Membership.objects.current().filter(role=role, person__email__isnull=False)
    return places.order_by("joined_on", "recorded_at").values_list("person__email", flat=True).first()
