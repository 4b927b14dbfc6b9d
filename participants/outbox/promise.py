"""Promising to tell somebody something: one row each, once for each occasion."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.template import Context, Engine
from django.utils import timezone

from participants.models import Message, Person, Stop
from participants.models.message import LINK
from participants.nudge import nudge
from participants.outbox.digest import AFTER_SILENCE, SETTLES, next_morning
from participants.outbox.kinds import KINDS, Owed
from participants.outbox.reach import channel_for
from participants.outbox.stops import ASKED_TO_STOP, stopped


def tell(
    people: Iterable[Person],
    kind: str,
    *,
    about: str,
    slot: str,
    scope: UUID | None = None,
    link: str = "",
    next_at: datetime | None = None,
    **context: Any,
) -> None:
    """Promise to tell these people, each in their way. Saying it twice for one slot changes nothing."""
    tell_each(kind, [Owed(people, about, slot, scope, link, next_at, context)])


def tell_each(kind: str, owed: Iterable[Owed]) -> None:
    """The same for many occasions at once."""
    promise(kind, owed)
    send_soon()


def promise(kind: str, owed: Iterable[Owed], after_silence: bool = False) -> int:
    """Write a row for each person who has none for this occasion. The number of new promises."""
    if kind not in KINDS:
        raise ValueError(f'Nobody registered a kind of message called "{kind}".')
    wanted = [(one, person) for one in owed for person in one.people if person.is_active]
    known = states_of(kind, [one for one, _ in wanted])
    refused = refusing(kind, wanted)
    new, revived = [], []
    for one, person in wanted:
        state = known.get((one.about, one.slot, person.pk))
        if state is None:
            new.append(row(kind, one, person, (one.scope, person.pk) in refused))
        elif state == Message.State.CANCELLED and (one.scope, person.pk) not in refused:
            revived.append(row(kind, one, person))
    if after_silence:
        wait_for_the_others([*new, *revived])
    # The unique key decides when two do this at once.
    Message.objects.bulk_create(new, batch_size=500, ignore_conflicts=True)
    for message in revived:
        revive(message)
    return len(new) + len(revived)


def wait_for_the_others(messages: list[Message]) -> None:
    """Nothing ran for hours: what is not urgent waits until all that is owed is written, so that it is one email."""
    for message in messages:
        if not message.urgent and message.next_at <= message.recorded_at:
            message.next_at, message.error = message.recorded_at + SETTLES, AFTER_SILENCE


def states_of(kind: str, owed: list[Owed]) -> dict[tuple[str, str, UUID], str]:
    """The state of each message of this kind about these things, by (about, slot, person)."""
    rows = Message.objects.filter(kind=kind, about__in={one.about for one in owed})
    return {
        (about, slot, person): state
        for about, slot, person, state in rows.values_list("about", "slot", "recipient", "state")
    }


def refusing(kind: str, wanted: list[tuple[Owed, Person]]) -> set[tuple[UUID | None, UUID]]:
    """The (project, person) of those who asked us to stop."""
    stops: dict[UUID, list[Stop]] = defaultdict(list)
    for stop in Stop.objects.filter(person__in={person.pk for _, person in wanted}):
        stops[stop.person_id].append(stop)
    pairs = {(one.scope, person.pk) for one, person in wanted}
    return {(scope, person) for scope, person in pairs if stopped(KINDS[kind], scope, stops[person])}


def row(kind: str, owed: Owed, person: Person, refused: bool = False) -> Message:
    """The unsaved message for one person, in words."""
    now = timezone.now()
    subject, text = in_words(kind, {**owed.context, "person": person, "link": LINK})
    channel = channel_for(person)
    message = Message(
        kind=kind,
        about=owed.about,
        slot=owed.slot,
        scope=owed.scope,
        link=owed.link,
        recipient=person,
        channel=channel,
        subject=subject,
        text=text,
        next_at=owed.next_at or now,
        recorded_at=now,
    )
    message.urgent = KINDS[kind].urgent(owed)
    if person.daily and not message.urgent and channel != Message.Channel.BY_HAND:
        message.next_at = next_morning(message.next_at)
    if refused:
        message.state, message.why_not_sent = Message.State.CANCELLED, ASKED_TO_STOP
    return message


def in_words(kind: str, context: dict[str, Any]) -> tuple[str, str]:
    """Subject and text from the kind's template: its first line is the subject."""
    template = Engine.get_default().get_template(f"messages/{kind}.txt")
    subject, _, text = template.render(Context(context, autoescape=False)).strip().partition("\n")
    return (subject if len(subject) <= 200 else subject[:199] + "…"), text.strip() + "\n"


def revive(message: Message) -> None:
    """What was cancelled is owed again: a moved date moved back. It was never sent, so once stays once."""
    cancelled = Message.objects.filter(
        kind=message.kind,
        about=message.about,
        slot=message.slot,
        recipient=message.recipient,
        state=Message.State.CANCELLED,
    )
    fresh = ("subject", "text", "link", "channel", "next_at", "urgent", "error", "recorded_at")
    cancelled.update(
        state=Message.State.QUEUED,
        attempts=0,
        why_not_sent="",
        **{name: getattr(message, name) for name in fresh},
    )


def send_soon() -> None:
    """Once this is committed, a worker looks. Several such tasks are no harm."""
    nudge("participants.tasks.dispatch", expires=15)
