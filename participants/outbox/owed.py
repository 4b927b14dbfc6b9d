"""Asked just before sending: is it still owed?"""

from django.core.exceptions import ObjectDoesNotExist

from participants.models import Message
from participants.outbox.kinds import kind_of
from participants.outbox.stops import ASKED_TO_STOP, stopped


def why_not_owed(message: Message) -> str:
    """Why they need not be told any more, in plain words; empty while they are still to be told."""
    if not message.recipient.is_active:
        return "They no longer take part."
    if stopped(kind_of(message), message.scope, message.recipient.stops.all()):
        return ASKED_TO_STOP
    try:
        owed = kind_of(message).still_owed(message)
    except ObjectDoesNotExist:
        return "What it was about is no longer there."
    return "" if owed else "It was no longer needed when its turn came."
