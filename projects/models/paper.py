"""Papers: what was there to read, in which forms, for whom, since when."""

import uuid
from datetime import date

from django.db import models
from django.db.models import Q

from participants.folding import FoldedField
from participants.models import Person
from projects.models.project import Project
from projects.models.session import Session


class PaperKind(models.TextChoices):
    PAPER = "paper", "Paper"
    PHOTO = "photo", "Photo of our work"


class PaperFormat(models.TextChoices):
    """In which forms a paper was made (CF-ED6)."""

    PLAIN = "plain", "Plain words"
    LARGE = "large", "Large print"
    EASY_READ = "easy_read", "Easy Read"
    AUDIO = "audio", "Read aloud"
    BRAILLE = "braille", "Braille"
    SCREEN_READER = "screen_reader", "A file for a screen reader"
    BSL = "bsl", "British Sign Language"
    TRANSLATED = "translated", "Another language"


class Audience(models.TextChoices):
    EVERYONE = "everyone", "Everyone in the project"
    STAFF = "staff", "Staff only"


class PaperQuerySet(models.QuerySet["Paper"]):
    def visible_to(self, person: Person) -> "PaperQuerySet":
        """What is for everyone in the projects they see; staff papers for staff; nothing of hidden sessions.

        Photos of a session's notes are for those who may read the notes.
        """
        notes = Q(session__notes_shared_on__isnull=False, project__in=Project.objects.where(person, "see_notes"))
        notes |= Q(project__in=Project.objects.where(person, "plan_sessions"))
        return self.filter(
            Q(project__in=Project.objects.visible_to(person).values("pk"), audience=Audience.EVERYONE)
            | Q(project__in=Project.objects.where(person, "see_staff_papers").values("pk")),
            Q(session=None) | Q(session__in=Session.objects.visible_to(person).values("pk")),
            ~Q(kind=PaperKind.PHOTO) | Q(session=None) | notes,
        )

    def without_content(self) -> "PaperQuerySet":
        """For lists: the file itself stays in the database."""
        return self.defer("content")


class Paper(models.Model):
    """A file or a link. That staff have one which members have not is a fact that shows (SP-P1)."""

    MOST_BYTES = 10 * 1024 * 1024

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    project = models.ForeignKey(Project, models.PROTECT, related_name="papers")
    session = models.ForeignKey(Session, models.SET_NULL, null=True, blank=True, related_name="papers")
    kind = models.CharField(max_length=5, choices=PaperKind, default=PaperKind.PAPER)
    title = models.CharField(max_length=120)
    link = models.URLField(max_length=300, blank=True)
    content = models.BinaryField(null=True, blank=True)
    content_type = models.CharField(max_length=100, blank=True)
    file_name = models.CharField(max_length=120, blank=True)
    size = models.PositiveIntegerField("bytes", default=0)
    described = models.CharField("what a photo shows, in words", max_length=400, blank=True)
    formats = models.JSONField(default=list, blank=True)
    audience = models.CharField(max_length=8, choices=Audience, default=Audience.EVERYONE)
    shared_on = models.DateField("people were told on", null=True, blank=True)
    withdrawn_on = models.DateField(null=True, blank=True)
    added_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)
    words = FoldedField("title", "described", "file_name")

    objects = PaperQuerySet.as_manager()

    class Meta:
        ordering = ["-recorded_at"]
        constraints = [
            models.CheckConstraint(condition=~Q(link="") | Q(content__isnull=False), name="a_paper_is_a_file_or_a_link")
        ]

    def __str__(self) -> str:
        return self.title

    @classmethod
    def photo_of(cls, session: Session, content: bytes, described: str, by: Person) -> "Paper":
        """A photo of what was on the wall there, kept; and in words what it shows."""
        return cls.objects.create(
            project=session.project,
            session=session,
            kind=PaperKind.PHOTO,
            title=f"Photo from {session.numbered.lower()}",
            content=content,
            content_type="image/jpeg",
            file_name="photo.jpg",
            size=len(content),
            described=described,
            added_by=by,
        )

    def withdraw(self, on: date) -> None:
        """Off the list; the record that it was there stays."""
        self.withdrawn_on = on
        self.save(update_fields=["withdrawn_on"])
