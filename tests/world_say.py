"""An open link in the world, and what came by it: nobody but the facilitators reads that before one has looked."""

from collections.abc import Callable
from typing import Any

from django.utils import timezone

from projects.models import WayIn
from tests.feedback.by_link import came_by


def add_say(world: Any, add: Callable[..., None]) -> None:
    way = WayIn.objects.for_saying(timezone.now(), project=world.here, hangs="Bladderwrack Hall")
    add(world, "way", way)
    world.things["open_link"] = (None, {"code": way.say_code})
    add(world, "by_link", came_by(way, "Toadflax: nobody rings back.")[0])
