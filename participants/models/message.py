"""The outbox row: outbox, inbox and the proof that people were told."""

import uuid
from datetime import datetime

from django.db import models
from django.utils import timezone

from participants.models.person import Person


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
        EMAIL = "email", "E-mail"
        BY_HAND = "by_hand", "By hand"

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
    state = models.CharField(max_length=12, choices=State, default=State.QUEUED)
    next_at = models.DateTimeField(default=timezone.now)
    lease_until = models.DateTimeField(null=True, blank=True)
    token = models.UUIDField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.CharField(max_length=300, blank=True)
    why_not_sent = models.CharField(max_length=200, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    recorded_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "about", "recipient", "slot"], name="told_once_for_one_occasion")
        ]
        indexes = [
            models.Index(fields=["next_at"], condition=models.Q(state="queued"), name="message_queued"),
            models.Index(
                fields=["lease_until"], condition=models.Q(state__in=["claimed", "handing_over"]), name="message_leased"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject} ({self.get_state_display()})"


class Heartbeat(models.Model):
    """When a tick last ran: the sign of life that staff and /healthz look at."""

    name = models.CharField(max_length=20, primary_key=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name

    @classmethod
    def beat(cls, name: str, at: datetime) -> None:
        cls.objects.update_or_create(name=name, defaults={"at": at})
