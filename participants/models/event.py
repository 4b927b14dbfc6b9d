"""Who did what with other people's data, and when. Lines are added, never changed."""

import uuid
from datetime import datetime

from django.db import models
from django.utils import timezone

from participants.models.person import Person


class Event(models.Model):
    """One line. `about` is the plain key of the thing, like a message's; it never holds words of anybody."""

    class Kind(models.TextChoices):
        SIGNED_IN = "signed_in", "Signed in"
        SIGNED_OUT_EVERYWHERE = "signed_out_everywhere", "Signed out everywhere"
        CARD_MADE = "card_made", "Made a personal card"
        CARD_SHUT = "card_shut", "Shut a personal card"
        EXPORTED = "exported", "Took a copy of records"
        ERASED = "erased", "Erased a person"
        CONCERN_READ = "concern_read", "Read a concern"
        CONCERN_PASSED = "concern_passed", "Passed something to the safeguarding lead"
        NAME_COVERED = "name_covered", "Covered a name in what somebody said"
        LINK_MADE = "link_made", "Made an open link to say something"
        LINK_SHUT = "link_shut", "Shut an open link"
        NEEDS_READ = "needs_read", "Read what somebody needs"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=30, choices=Kind)
    by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="events")
    about = models.CharField("plain key of the thing", max_length=80, blank=True)
    scope = models.UUIDField("the project, as a plain value", null=True, blank=True, db_index=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-at"]
        indexes = [models.Index(fields=["kind", "-at"], name="event_by_kind")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} ({self.about})"

    @classmethod
    def note(
        cls, kind: str, by: Person | None, about: str = "", scope: uuid.UUID | None = None, at: datetime | None = None
    ) -> "Event":
        """Add a line; `at` is now unless a story is told later."""
        return cls.objects.create(kind=kind, by=by, about=about, scope=scope, at=at or timezone.now())
