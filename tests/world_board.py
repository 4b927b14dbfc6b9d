"""Somebody outside who is asked to answer one piece."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.utils import timezone

from feedback.models import Asked, Reply
from tests.feedback.saying import said, told


def add_board(world: Any, add: Callable[..., None]) -> None:
    fay, lena = world.people["facilitator"], world.people["member"]
    asked = Asked.objects.create(
        feedback=said(world.here, lena, "The lamp outside is dim."),
        name="Nell Grove",
        role="Head of estates",
        asked_by=fay,
        until=timezone.localdate() + timedelta(days=7),
    )
    add(world, "outside", asked)
    world.things["outside_link"] = (None, {"asked_id": asked.pk, "token": asked.token})
    add(world, "unasked", said(world.here, lena, "The gate is stiff.", not_asked="Who locks up?"))
    reply: Reply = told(said(world.here, lena, "The bell is loud."), fay)
    add(world, "our_reply", reply)
