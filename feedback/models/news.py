"""What we tell everybody: how it goes, what is in the way, what is next."""

import uuid

from django.db import models

from participants.folding import FoldedField
from participants.models import Person
from projects.models import Project, Session


class News(models.Model):
    """One piece of news. Each part may be "none", which is news too (CF-RS3). Sent once, through the outbox."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    project = models.ForeignKey(Project, models.PROTECT, related_name="news")
    session = models.ForeignKey(Session, models.SET_NULL, null=True, blank=True, related_name="news")
    progress = models.TextField("what happened", max_length=2000, blank=True)
    blocks = models.TextField("what is in the way", max_length=1000, blank=True)
    next = models.TextField("what happens next", max_length=1000, blank=True)
    leavers_too = models.BooleanField("also to people who have left", default=False)
    last = models.BooleanField("the last news of the project", default=False)
    written_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    told_on = models.DateField(null=True, blank=True)
    recorded_at = models.DateTimeField(auto_now_add=True)
    words = FoldedField("progress", "blocks", "next")

    class Meta:
        verbose_name_plural = "news"
        ordering = ["-told_on", "-recorded_at"]

    def __str__(self) -> str:
        return self.progress[:80]
