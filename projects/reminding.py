"""What those who run a project are owed about the whole of it, once for each day that it is about."""

from datetime import date
from typing import Any

from participants.outbox import Owed
from projects.models import Membership, Project


def owed_to_who_run(project: Project, day: date, link: str, /, **facts: Any) -> Owed:
    """The reminder to the project's facilitators. The template gets the project and these facts."""
    return Owed(
        people=Membership.objects.who_run(project),
        about=f"project:{project.pk}",
        slot=str(day),
        scope=project.pk,
        link=link,
        context={"project": project, **facts},
    )
