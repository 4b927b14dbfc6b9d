"""A spreadsheet between two pages: kept until its lines are in, at most a day."""

import uuid
from datetime import datetime, timedelta

from django.db import models
from django.utils import timezone

from participants.models import Person
from projects.models import Project


class UploadQuerySet(models.QuerySet["Upload"]):
    def visible_to(self, person: Person) -> "UploadQuerySet":
        """One's own: nobody else sees a file before its lines are in."""
        return self.filter(by=person)

    def old(self, as_at: datetime) -> "UploadQuerySet":
        """Left lying for more than a day."""
        return self.filter(recorded_at__lt=as_at - timedelta(days=1))


class Upload(models.Model):
    """The bytes as they came, and what the facilitator said the columns are."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    project = models.ForeignKey(Project, models.CASCADE, related_name="+")
    by = models.ForeignKey(Person, models.CASCADE, related_name="+")
    name = models.CharField("the file's name", max_length=100)
    content = models.BinaryField()
    matched = models.JSONField("what the columns are, as typed", default=dict)
    recorded_at = models.DateTimeField(default=timezone.now)

    objects = UploadQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name
