"""After a restore: let messages go out again."""

from typing import Any

from django.core.management import BaseCommand

from participants.outbox.hold import release


class Command(BaseCommand):
    help = "Send messages again, after a backup was put back and somebody has looked at what is held."

    def handle(self, **options: Any) -> None:
        self.stdout.write("Messages go out again." if release() else "Nothing was held.")
