"""To facilitators: it is time to look again who takes part and who does not (TE-IN3)."""

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse
from django.utils import timezone

from care.models import ParticipationReview
from participants.models import Message, Person
from participants.outbox import Kind, Owed, register
from projects.models import Membership, Project


def lookers(project: Project) -> list[Person]:
    """The project's facilitators; those of the whole organisation only where it has none of its own."""
    places = Membership.objects.current().of(project).may("map_people").select_related("person")
    own = [place.person for place in places if place.project_id]
    return own or [place.person for place in places]


def to_look(as_at: datetime) -> Iterator[Owed]:
    """One message for each day on which to look: who does not look is not asked again."""
    for project, day in ParticipationReview.objects.due(timezone.localdate(as_at)):
        yield Owed(
            people=lookers(project),
            about=f"project:{project.pk}",
            slot=str(day),
            scope=project.pk,
            link=reverse("participation_new", args=[project.pk]),
            context={"project": project, "day": day},
        )


def still_to_look(message: Message) -> bool:
    """Nobody has looked since, and the day is the same."""
    due = ParticipationReview.objects.due(timezone.localdate())
    return (message.about, message.slot) in {(f"project:{project.pk}", str(day)) for project, day in due}


register(Kind("look_again_who_is_here", still_owed=still_to_look, plan=to_look, reminds=True))
