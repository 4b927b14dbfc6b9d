"""What keeps messages from going out, in words for staff."""

from datetime import datetime

from participants.models import Heartbeat, Message


def trouble(as_at: datetime) -> dict[str, str | bool]:
    """`held`: a restored site waits for a person. `silent`: nothing runs. `words`: what the mail server said."""
    beats = {beat.name: beat.at for beat in Heartbeat.objects.filter(name__in=("dispatch", "held"))}
    stuck = Message.objects.waiting().filter(state=Message.State.QUEUED, attempts=0).exclude(error="")
    words = stuck.order_by("recorded_at").values_list("error", flat=True).first()
    last = beats.get("dispatch")
    silent = not last or last <= as_at - Heartbeat.SILENT_AFTER
    return {"held": "held" in beats, "silent": silent, "words": words or ""}
