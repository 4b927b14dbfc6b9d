"""A review: facts frozen at one moment, as a page and as a PDF."""

import uuid
from datetime import datetime

from django.db import models
from django.utils import timezone

from participants.models import Person
from projects.models import Project


class ReviewQuerySet(models.QuerySet["Review"]):
    def visible_to(self, person: Person) -> "ReviewQuerySet":
        """Reviews of the projects the person sees. The PDF itself is only read when it is asked for."""
        return self.filter(project__in=Project.objects.where(person, "see_reviews")).defer("pdf", "facts")


class Review(models.Model):
    """Facts are references, never names: a name is put in when the page is made, and can be taken out again."""

    ATTEMPTS = 3

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    project = models.ForeignKey(Project, models.PROTECT, related_name="reviews")
    as_at = models.DateTimeField("facts as they stood")
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    facts = models.JSONField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    ready_at = models.DateTimeField(null=True, blank=True)
    pdf = models.BinaryField(null=True, blank=True)
    no_pdf_because = models.CharField(max_length=300, blank=True)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        ordering = ["-as_at"]

    def __str__(self) -> str:
        return f"Review of {self.project}, {timezone.localdate(self.as_at)}"

    def tried_too_often(self) -> bool:
        """True when making it killed its worker so often that it must not be tried again."""
        return self.attempts >= self.ATTEMPTS and not self.ready_at

    def done(self, as_at: datetime, pdf: bytes | None, no_pdf_because: str = "") -> None:
        """The page is there; the PDF too, or one line that says why not."""
        self.ready_at, self.pdf, self.no_pdf_because = as_at, pdf, no_pdf_because
        self.save(update_fields=["ready_at", "pdf", "no_pdf_because"])
