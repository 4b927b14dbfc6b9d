"""Who follows a decision, and what they say when it is looked at again."""

import uuid

from django.db import models

from participants.models import Person
from projects.models.decision import Decision


class Says(models.TextChoices):
    """What a maker or follower says when the day to look again has come."""

    KEEP = "keep", "Keep it"
    CHANGE = "change", "Change it"
    DROP = "drop", "Drop it"


class Follow(models.Model):
    """Somebody who wants to know what becomes of a decision, and what they said when it was looked at again."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    decision = models.ForeignKey(Decision, models.CASCADE, related_name="followers")
    person = models.ForeignKey(Person, models.PROTECT, related_name="follows")
    since = models.DateField()
    says = models.CharField(max_length=6, choices=Says, blank=True)
    why = models.CharField(max_length=300, blank=True)
    said_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["decision", "person"], name="a_decision_is_followed_once")]

    def __str__(self) -> str:
        return str(self.person)
