"""The outbox row: outbox, inbox and the proof that people were told."""

import uuid
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.dateformat import format as date_format

from participants.models.person import Person

LINK = "{link}"
WHEN = {"text": "It goes out by itself. Texts go between 8 in the morning and 8 in the evening."}


class MessageQuerySet(models.QuerySet["Message"]):
    def for_scopes(self, scopes: Iterable[uuid.UUID]) -> "MessageQuerySet":
        """Messages of these projects, oldest first."""
        return self.filter(scope__in=scopes).order_by("recorded_at", "pk")

    def due(self, as_at: datetime, channel: str = "email") -> "MessageQuerySet":
        """What may go out now by this channel."""
        return self.filter(state=Message.State.QUEUED, channel=channel, next_at__lte=as_at)

    def waiting(self) -> "MessageQuerySet":
        """What a machine has still to send."""
        states = (Message.State.QUEUED, Message.State.CLAIMED, Message.State.HANDING_OVER)
        return self.exclude(channel=Message.Channel.BY_HAND).filter(state__in=states)

    def by_hand_to_do(self) -> "MessageQuerySet":
        """What a person has to ring, write or say; also what a text or a letter could not."""
        now = models.Q(put_off_until=None) | models.Q(next_at__lte=Now())
        by_hand = models.Q(channel=Message.Channel.BY_HAND, state=Message.State.QUEUED)
        lost = models.Q(channel__in=Message.BY_NOTIFY, state=Message.State.DEAD)
        return self.filter(now & by_hand | lost)

    def not_sent(self) -> "MessageQuerySet":
        """What we did not tell, each with a reason; newest first."""
        return self.filter(state=Message.State.CANCELLED).order_by("-recorded_at", "pk")

    def uncertain(self) -> "MessageQuerySet":
        """Handed over, but nobody knows whether it arrived: a person decides."""
        return self.filter(state=Message.State.UNCERTAIN)

    def dead(self) -> "MessageQuerySet":
        """Could not be sent, and will not be tried again by itself."""
        return self.filter(state=Message.State.DEAD)


class Message(models.Model):
    """One thing we tell one person, once. Unique on (kind, about, recipient, slot); the slot is named by the event."""

    class State(models.TextChoices):
        QUEUED = "queued", "Waiting"
        CLAIMED = "claimed", "Being sent"
        HANDING_OVER = "handing_over", "Being handed over"
        SENT = "sent", "Sent"
        UNCERTAIN = "uncertain", "We cannot tell whether it arrived"
        DEAD = "dead", "Could not be sent"
        CANCELLED = "cancelled", "No longer needed"

    class Channel(models.TextChoices):
        EMAIL = "email", "Email"
        TEXT = "text", "Text message"
        POST = "post", "Letter"
        BY_HAND = "by_hand", "By hand"

    BY_NOTIFY = (Channel.TEXT, Channel.POST)
    BY_MACHINE = (Channel.EMAIL, *BY_NOTIFY)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=40)
    about = models.CharField("plain key of the thing", max_length=80)
    slot = models.CharField(max_length=60)
    recipient = models.ForeignKey(Person, models.PROTECT, related_name="messages")
    scope = models.UUIDField("the project, as a plain value", null=True, blank=True, db_index=True)
    channel = models.CharField(max_length=10, choices=Channel)
    subject = models.CharField(max_length=200)
    text = models.TextField()
    link = models.CharField("a path on this site", max_length=300, blank=True)
    urgent = models.BooleanField("goes at once, whatever they chose", default=False)
    put_off_until = models.DateField("they want to be reminded again on", null=True, blank=True)
    state = models.CharField(max_length=12, choices=State, default=State.QUEUED)
    next_at = models.DateTimeField(default=timezone.now)
    lease_until = models.DateTimeField(null=True, blank=True)
    token = models.UUIDField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.CharField(max_length=300, blank=True)
    why_not_sent = models.CharField(max_length=200, blank=True)
    reference = models.CharField("what Notify knows it by, until its fate is known", max_length=60, blank=True)
    handed_over_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    told_how = models.CharField(max_length=160, blank=True)
    decided_by = models.ForeignKey(
        Person,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Who said: it arrived, send it again.",
    )
    recorded_at = models.DateTimeField(default=timezone.now)

    objects = MessageQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "about", "recipient", "slot"], name="told_once_for_one_occasion")
        ]
        indexes = [
            models.Index(
                fields=["channel", "next_at", "id"], condition=models.Q(state="queued"), name="message_queued"
            ),
            models.Index(fields=["lease_until"], condition=models.Q(lease_until__isnull=False), name="message_leased"),
            models.Index(fields=["reference"], condition=~models.Q(reference=""), name="message_at_notify"),
        ]

    def __str__(self) -> str:
        return f"{self.subject} ({self.get_state_display()})"

    @property
    def words(self) -> str:
        """The text as staff may read it: a personal link is never shown."""
        return self.text.replace(LINK, settings.SITE_URL + self.link if self.link else "(a link only they may see)")

    @property
    def adverb(self) -> str:
        """The words after "we told you", when a machine did it."""
        return {"text": "by text", "post": "by letter"}.get(self.channel, "by email")

    @property
    def why(self) -> str:
        """Why it stands where it stands, in words for a facilitator."""
        if self.state == self.State.SENT:
            return f"Told {self.told_how}."
        if self.state == self.State.CANCELLED:
            return self.why_not_sent
        if self.channel == self.Channel.BY_HAND:
            return f"They hear from us {self.recipient.contact.adverb}, from a person."
        if self.put_off_until:
            return f"{self.recipient.first_name} put it off until {date_format(self.put_off_until, 'l j F')}."
        if self.waits_for_the_morning:
            return f"They want one {self.get_channel_display().lower()} at 8 in the morning. It goes out then."
        return self.error or WHEN.get(self.channel, "It goes out by itself in the next minutes.")

    @property
    def waits_for_the_morning(self) -> bool:
        """Nothing is wrong: its time is still to come."""
        return self.state == self.State.QUEUED and self.recipient.daily and not self.urgent and not self.error


class Heartbeat(models.Model):
    """When a tick last ran: the sign of life that staff and /healthz look at."""

    SILENT_AFTER = timedelta(minutes=5)

    name = models.CharField(max_length=20, primary_key=True)
    at = models.DateTimeField()
    count = models.PositiveBigIntegerField("how often it ran", default=0)

    def __str__(self) -> str:
        return self.name

    @classmethod
    def beat(cls, name: str, at: datetime) -> None:
        if not cls.objects.filter(name=name).update(at=at, count=models.F("count") + 1):
            cls.objects.update_or_create(name=name, defaults={"at": at}, create_defaults={"at": at, "count": 1})

    @classmethod
    def silent(cls, name: str, as_at: datetime) -> bool:
        """True when this tick has not run for five minutes: nothing is being sent, and a person must know."""
        return not cls.objects.filter(name=name, at__gt=as_at - cls.SILENT_AFTER).exists()
