"""For somebody who has lost their passkey, their app and their spare codes."""

from typing import Any

from allauth.mfa.models import Authenticator
from django.core.management import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from participants.models import Person


class Command(BaseCommand):
    help = "Take a person's passkeys, app and spare codes away: the code by email lets them in. Ring them first."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")

    def handle(self, email: str, **options: Any) -> None:
        person = Person.objects.filter(email=email.strip().lower()).first()
        if not person:
            raise CommandError("Nobody here has this email address.")
        count, _ = Authenticator.objects.filter(user=person).delete()
        person.sign_out_everywhere(timezone.now())
        self.stdout.write(f"{count} taken away. {person} is signed out, and comes in with a code by email.")
