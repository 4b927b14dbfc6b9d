"""Who follows a decision, and what they say when it is looked at again."""

import uuid
from collections import Counter
from datetime import date

from django.db import models

from participants.models import Person
from projects.models.decision import Decision


class Says(models.TextChoices):
    """What a maker or follower says when the day to look again has come."""

    KEEP = "keep", "Keep it"
    CHANGE = "change", "Change it"
    DROP = "drop", "Drop it"


class FollowQuerySet(models.QuerySet["Follow"]):
    def following(self) -> "FollowQuerySet":
        """Those who want to know what becomes of it."""
        return self.filter(since__isnull=False)

    def on_this_round(self, decision: Decision) -> "FollowQuerySet":
        """Those who have spoken since the decision was to be looked at again, A to Z."""
        said = self.filter(decision=decision, said_on__gte=decision.review_on) if decision.review_on else self.none()
        return said.select_related("person").order_by("person__name", "pk")

    def counts(self) -> list[tuple[str, int]]:
        """How many said keep, change and drop: "keep it", 3."""
        counts = Counter(one.says for one in self)
        return [(choice.label.lower(), counts[choice]) for choice in Says]


class Follow(models.Model):
    """Somebody who wants to know what becomes of a decision, and what they said when it was looked at again.

    Who speaks follows from then on. Who stops following after that keeps a row with their words and without `since`.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    decision = models.ForeignKey(Decision, models.CASCADE, related_name="followers")
    person = models.ForeignKey(Person, models.PROTECT, related_name="follows")
    since = models.DateField("follows since", null=True, blank=True)
    says = models.CharField(max_length=6, choices=Says, blank=True)
    why = models.CharField(max_length=300, blank=True)
    said_on = models.DateField(null=True, blank=True)

    objects = FollowQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["decision", "person"], name="a_decision_is_followed_once")]

    def __str__(self) -> str:
        return str(self.person)

    def speak(self, says: str, why: str, on: date) -> None:
        """What this person says now, in place of what they said before; from now on they hear what becomes of it."""
        self.says, self.why, self.said_on, self.since = says, why, on, self.since or on
        self.save()

    def toggle(self, on: date) -> bool:
        """Follow from this day, or no longer. What was said stays. True: follows now."""
        self.since = None if self.since else on
        self.save() if self.since or self.said_on else self.delete()
        return bool(self.since)
