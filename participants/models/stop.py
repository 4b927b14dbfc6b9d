"""Who asked us not to write to them any more: about one project, or at all."""

import uuid
from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils import timezone

from participants.models.person import Person


class Stop(models.Model):
    """One project they want no messages about; without a project, none about anything. Sign-in codes still come."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="stops")
    scope = models.UUIDField("the project, as a plain value", null=True, blank=True)
    recorded_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "scope"], name="stopped_once_for_a_project"),
            models.UniqueConstraint(fields=["person"], condition=Q(scope=None), name="stopped_once_for_everything"),
        ]

    def __str__(self) -> str:
        return f"{self.person} stopped {self.scope or 'everything'}"

    @classmethod
    def ask(cls, person: Person, scope: uuid.UUID | None, at: datetime) -> None:
        """Write it down. Asking twice changes nothing."""
        cls.objects.get_or_create(person=person, scope=scope, defaults={"recorded_at": at})
