"""The plan of a project as a PDF: the last one that somebody asked for."""

import hashlib
import uuid
from datetime import datetime, timedelta

from django.db import models
from django.db.models import F, Q

from projects.models import Project


def digest_of(html: str) -> str:
    return hashlib.sha256(html.encode()).hexdigest()


class PlanPaperQuerySet(models.QuerySet["PlanPaper"]):
    def unmade(self, as_at: datetime) -> "PlanPaperQuerySet":
        """Still owed, not tried too often, and in no worker's hands."""
        return self.filter(ready_at=None, attempts__lt=PlanPaper.ATTEMPTS).filter(
            Q(tried_at=None) | Q(tried_at__lt=as_at - PlanPaper.LEASE)
        )

    def claim(self, pk: uuid.UUID | str, as_at: datetime) -> "PlanPaper | None":
        """The paper, for this worker alone; None when it is done, given up, or in other hands."""
        mine = self.unmade(as_at).filter(pk=pk).update(attempts=F("attempts") + 1, tried_at=as_at)
        return self.get(pk=pk) if mine else None

    def ask(self, project: Project, html: str, as_at: datetime) -> "PlanPaper":
        """One of these words: the one there is, or a new one in place of the last. There is one a project."""
        fresh = {"html": html, "asked_at": as_at, "attempts": 0, "tried_at": None, "ready_at": None, "pdf": None}
        paper, new = self.get_or_create(project=project, defaults={"digest": digest_of(html), **fresh})
        if not new and (paper.digest != digest_of(html) or paper.gave_up(as_at)):
            paper.digest, paper.no_pdf_because = digest_of(html), ""
            vars(paper).update(fresh)
            paper.save()
        return paper


class PlanPaper(models.Model):
    """Holds no names of people: a plan on paper leaves them out. The words are frozen when it is asked for."""

    ATTEMPTS = 3
    LEASE = timedelta(minutes=3)
    USUAL = timedelta(minutes=1)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    project = models.OneToOneField(Project, models.CASCADE, related_name="plan_paper")
    digest = models.CharField("of the words", max_length=64)
    html = models.TextField()
    asked_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    tried_at = models.DateTimeField(null=True, blank=True)
    ready_at = models.DateTimeField(null=True, blank=True)
    pdf = models.BinaryField(null=True, blank=True)
    no_pdf_because = models.CharField(max_length=300, blank=True)

    objects = PlanPaperQuerySet.as_manager()

    def __str__(self) -> str:
        return f"Plan of {self.project}"

    def gave_up(self, as_at: datetime) -> bool:
        """There will be no PDF of these words, unless somebody asks again."""
        tried_out = self.attempts >= self.ATTEMPTS and self.tried_at and self.tried_at < as_at - self.LEASE
        return bool(tried_out and not self.ready_at) or bool(self.ready_at and not self.pdf)

    def done(self, as_at: datetime, pdf: bytes | None, no_pdf_because: str = "") -> None:
        """The PDF of these words, or one line that says why not. Words asked for since are another matter."""
        mine = PlanPaper.objects.filter(pk=self.pk, digest=self.digest, ready_at=None)
        mine.update(ready_at=as_at, pdf=pdf, no_pdf_because=no_pdf_because)

    def let_go(self) -> None:
        """Put it back: the next tick may try again at once."""
        PlanPaper.objects.filter(pk=self.pk, digest=self.digest, ready_at=None).update(tried_at=None)
