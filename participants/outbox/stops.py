"""Stopping: a link in each email that needs no sign-in, and what is then not sent."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.core.signing import BadSignature, Signer
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac

from participants.models import Message, Person, Stop
from participants.outbox.kinds import KINDS, Kind, Stops

ASKED_TO_STOP = "They asked us to stop."
SHORT = "participants.outbox.stops.short"
SIGNED = Signer(sep=".", salt="participants.outbox.stops")


def stop_path(message: Message) -> str:
    """Where the recipient stops these messages, without signing in; empty for what nobody can stop."""
    if KINDS[message.kind].stops == Stops.NEVER:
        return ""
    return reverse("stop", args=[token_of(message.recipient_id, message.scope)])


def token_of(person: UUID, scope: UUID | None) -> str:
    """Who, and from what, signed by this site. It works for as long as the mail is kept."""
    words = person.bytes + (scope.bytes if scope else b"")
    return SIGNED.sign(urlsafe_b64encode(words).decode().rstrip("="))


def short_token(person: UUID) -> str:
    """For a text, where each sign counts: who, and from everything; 30 letters and numbers."""
    return urlsafe_b64encode(person.bytes + sign_of(person.bytes)).decode().rstrip("=")


def sign_of(who: bytes) -> bytes:
    """Short, for it stops messages and opens nothing: one guess in 280 million million is right."""
    return salted_hmac(SHORT, who, algorithm="sha256").digest()[:6]


def read_token(token: str) -> tuple[UUID, UUID | None]:
    """Whose link it is, and for which project. ValueError when we did not make it."""
    if len(token) == 30:
        who = urlsafe_b64decode(token + "==")
        if constant_time_compare(who[16:], sign_of(who[:16])):
            return UUID(bytes=who[:16]), None
    try:
        words = SIGNED.unsign(token)
    except BadSignature as fault:
        raise ValueError("This link was not made here.") from fault
    ids = urlsafe_b64decode(words + "=" * (-len(words) % 4))
    return UUID(bytes=ids[:16]), UUID(bytes=ids[16:]) if ids[16:] else None


def stopped(kind: Kind, scope: UUID | None, stops: Iterable[Stop]) -> bool:
    """Whether a person with these stops wants no message of this kind about this project."""
    if kind.stops == Stops.NEVER:
        return False
    asked = {stop.scope for stop in stops}
    return None in asked or (kind.stops == Stops.PROJECT and scope in asked)


def start_again(person: Person, scope: UUID | None) -> None:
    """From now on they hear from us again. What was not sent meanwhile stays unsent."""
    Stop.objects.filter(person=person, scope=scope).delete()


def hurry(person: Person, as_at: datetime) -> None:
    """They want messages at once now: what waited for the morning goes."""
    waiting = Message.objects.filter(recipient=person.pk, state=Message.State.QUEUED, put_off_until=None)
    waiting.filter(attempts=0, next_at__gt=as_at).update(next_at=as_at)
