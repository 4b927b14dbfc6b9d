"""News for those who run a project: somebody has left. Once, and why is not in it."""

from django.urls import reverse

from participants.outbox import Kind, register, tell
from projects.models import Membership


def tell_left(place: Membership, rang: bool) -> None:
    """`rang`: members rang this person, so somebody else is to be chosen."""
    if not place.project:
        return
    tell(
        Membership.objects.who_run(place.project),
        "left",
        about=f"membership:{place.pk}",
        slot=str(place.left_on),
        scope=place.project_id,
        link=reverse("people", args=[place.project_id]),
        place=place,
        rang=rang,
    )


register(Kind("left"))
