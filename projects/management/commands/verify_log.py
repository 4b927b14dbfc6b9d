"""Check that nobody changed, removed or moved a final decision."""

from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError, CommandParser

from projects.models import Project
from projects.sealing import verify


class Command(BaseCommand):
    help = (
        "Check the seals of all final decisions. Note down the seal it prints: the newest decisions of a project "
        "can only be missed by who knows their seal."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--project", type=UUID, help="the id of one project: it stands in the project's address")

    def handle(self, *args: Any, **options: Any) -> None:
        projects = Project.objects.order_by("title", "pk")
        if options["project"]:
            projects = projects.filter(pk=options["project"])
            if not projects:
                raise CommandError("There is no project with this id.")
        faulty = sum(self.look_at(project) for project in projects)
        if faulty:
            raise CommandError(f"The log of {faulty} project{'s' * (faulty > 1)} was changed from outside.")

    def look_at(self, project: Project) -> bool:
        """Print one line for the project, and one for each thing that is wrong. True: something is."""
        chain = verify(project)
        state = "not as it was sealed" if chain.faults else "all in order"
        self.stdout.write(f"{project}: {chain.count} final, {state}, newest seal {chain.head or 'none'}")
        for finding in [*chain.faults, *chain.covered]:
            self.stdout.write(f"  {finding}")
        return bool(chain.faults)
