"""One tick of sending: claim, look once more, hand over, settle."""

import logging
import time

from participants.models import Message
from participants.outbox import steps
from participants.outbox.channels import Channel, Outcome, Result, way_out
from participants.outbox.clock import Clock, database_clock
from participants.outbox.letter import letter
from participants.outbox.owed import why_not_owed

BATCHES = 40
SECONDS = 45  # a tick may live 50
PATIENCE = 3  # troubles in a row
STUMBLED = "Our program stumbled over this message. Tell whoever looks after it."
NOTHING_TO_SEND = Outcome(Result.LOST)

logger = logging.getLogger(__name__)


def dispatch(clock: Clock = database_clock) -> int:
    """Send what is due: at most 1,000 messages, 45 seconds, one connection. The number looked at."""
    give_up, total = time.monotonic() + SECONDS, 0
    with way_out() as channel:
        for _ in range(BATCHES):
            batch = steps.claim(clock())
            done = send(batch, channel, clock, give_up)
            total += done
            if done < len(batch) or not batch:
                break
    return total


def send(batch: list[Message], channel: Channel, clock: Clock, give_up: float) -> int:
    """Send one batch. How many we got through; the others wait again."""
    troubles = 0
    for place, message in enumerate(batch):
        if time.monotonic() > give_up or troubles == PATIENCE:
            steps.release(batch[place:])
            return place
        outcome = attempt(message, channel, clock)
        if outcome.stop:
            steps.release(batch[place:])
            steps.postpone(outcome.words, clock())
            return place
        settle(message, outcome, clock)
        troubles = troubles + 1 if outcome.result == Result.TROUBLE else 0
    return len(batch)


def attempt(message: Message, channel: Channel, clock: Clock) -> Outcome:
    """Send one message, if it is still owed. A fault of our own costs the message nothing but time."""
    try:
        if why := why_not_owed(message):
            steps.cancel(message, why)
        elif message.recipient.told_by_hand or not message.recipient.email:
            steps.move_to_hand(message)
        else:
            return channel.send(letter(message), lambda: steps.begin_hand_over(message, clock()))
    except Exception:
        logger.exception("Message %s (%s) could not be sent", message.pk, message.kind)
        return Outcome(Result.STUMBLE, STUMBLED)
    return NOTHING_TO_SEND


def settle(message: Message, outcome: Outcome, clock: Clock) -> None:
    """Write down what became of it."""
    match outcome.result:
        case Result.ACCEPTED:
            steps.sent(message, clock())
        case Result.REFUSED:
            steps.dead(message, outcome.words)
        case Result.LATER:
            steps.later(message, outcome.words, clock())
        case Result.TROUBLE | Result.STUMBLE:
            steps.give_back(message, outcome.words, clock())
        case Result.UNKNOWN:
            steps.uncertain(message, outcome.words)
