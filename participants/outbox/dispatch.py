"""One tick of sending: claim, look once more, hand over, settle."""

import logging
import time
from datetime import datetime

from participants.models import Heartbeat, Message
from participants.outbox import steps
from participants.outbox.channels import Channel, Outcome, Result
from participants.outbox.clock import Clock, database_clock
from participants.outbox.digest import AFTER_SILENCE, SETTLES, SILENCE, in_letters
from participants.outbox.letter import Part, part_of
from participants.outbox.owed import why_not_owed
from participants.outbox.reach import channel_for
from participants.outbox.ways import Way, open_ways
from participants.stumbles import stumbled

BATCHES = 12
SECONDS = 45  # a tick may live 50
PATIENCE = 3  # troubles in a row
STUMBLED = "Our program stumbled over this message. Tell whoever looks after it."
NOTHING_TO_SEND = Outcome(Result.LOST)

logger = logging.getLogger(__name__)


def dispatch(clock: Clock = database_clock) -> int:
    """Send what is due by each way that is open. The number looked at."""
    began = time.monotonic()
    return sum(dispatch_by(way, clock, began + min(way.seconds, SECONDS)) for way in open_ways(clock()))


def dispatch_by(way: Way, clock: Clock, give_up: float) -> int:
    """At most 1,000 messages by one connection, until it is time to give up."""
    total = 0
    with way.opens() as channel:
        for _ in range(BATCHES):
            batch = steps.claim(clock(), way.channel)
            done = send(in_letters(batch, way.few), way, channel, clock, give_up)
            total += done
            if done < len(batch) or not batch:
                break
    return total


def wait_for_the_others(as_at: datetime) -> None:
    """The first tick after hours of silence: what waited goes with what is still to be planned, as one email."""
    if Heartbeat.objects.filter(name="dispatch", at__lte=as_at - SILENCE).exists():
        for channel in Message.BY_MACHINE:
            waiting = Message.objects.due(as_at, channel).filter(attempts=0, urgent=False)
            waiting.update(next_at=as_at + SETTLES, error=AFTER_SILENCE)


def send(letters: list[list[Message]], way: Way, channel: Channel, clock: Clock, give_up: float) -> int:
    """Send these letters. How many messages we got through; the others wait again."""
    troubles = 0
    for place, rows in enumerate(letters):
        rest = [message for later in letters[place:] for message in later]
        if time.monotonic() > give_up or troubles == PATIENCE:
            steps.release(rest)
            return number_of(letters[:place])
        ready, outcome = attempt(rows, way, channel, clock)
        if outcome.result != Result.TROUBLE or not outcome.stop:
            settle(ready, outcome, clock)
        if outcome.stop:
            steps.release(rest)
            steps.postpone(outcome.words, clock(), way.channel)
            return number_of(letters[:place])
        troubles = troubles + 1 if outcome.result == Result.TROUBLE else 0
    return number_of(letters)


def number_of(letters: list[list[Message]]) -> int:
    return sum(len(rows) for rows in letters)


def attempt(rows: list[Message], way: Way, channel: Channel, clock: Clock) -> tuple[list[Message], Outcome]:
    """Send one letter with what is still owed of it: which messages it carries, and what became of it."""
    parts = [part for message in rows if (part := written(message, clock))]
    ready = [part.message for part in parts]
    if not parts:
        return [], NOTHING_TO_SEND
    try:
        reference = way.reference(ready)
        return ready, channel.send(way.writes(parts), lambda: steps.begin_hand_over(ready, clock(), reference))
    except Exception:
        stumbled(logger, "The letter with %s could not be sent", [message.pk for message in ready])
        return ready, Outcome(Result.STUMBLE, STUMBLED)


def written(message: Message, clock: Clock) -> Part | None:
    """Its words, if it is still owed. A fault of our own costs it nothing but time, and the others not even that."""
    try:
        if why := why_not_owed(message):
            steps.cancel(message, why)
        elif (channel := channel_for(message.recipient)) != message.channel:
            steps.move(message, channel)
        else:
            return part_of(message)
    except Exception:
        stumbled(logger, "Message %s (%s) could not be written", message.pk, message.kind)
        steps.give_back([message], STUMBLED, clock())
    return None


def settle(rows: list[Message], outcome: Outcome, clock: Clock) -> None:
    """Write down what became of it."""
    match outcome.result:
        case Result.ACCEPTED:
            steps.sent(rows, clock())
        case Result.REFUSED:
            steps.dead(rows, outcome.words)
        case Result.LATER:
            steps.later(rows, outcome.words, clock())
        case Result.TROUBLE | Result.STUMBLE:
            steps.give_back(rows, outcome.words, clock())
        case Result.NOT_TAKEN:
            steps.not_taken(rows)
        case Result.UNKNOWN:
            steps.uncertain(rows, outcome.words)
