"""One checklist, two views: members and staff answer apart, then look together."""

import uuid

from django.db import models
from django.utils import timezone

from participants.models import Person
from principles.models.catalogue import PrincipleSet, Statement
from projects.models import Project


class Says(models.TextChoices):
    YES = "yes", "Yes"
    PARTLY = "partly", "Partly"
    NOT_YET = "not_yet", "Not yet"
    DONT_KNOW = "dont_know", "Don't know"
    NOT_FOR_US = "not_for_us", "Not for us"


class Side(models.TextChoices):
    MEMBERS = "members", "Members"
    STAFF = "staff", "Staff"


class ChecklistQuerySet(models.QuerySet["Checklist"]):
    def visible_to(self, person: Person) -> "ChecklistQuerySet":
        """Checklists of the projects the person sees."""
        return self.filter(project__in=Project.objects.visible_to(person))


class Checklist(models.Model):
    """One round of questions to one project. Revealing shows both views and locks the answers."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    project = models.ForeignKey(Project, models.PROTECT, related_name="checklists")
    set = models.ForeignKey(PrincipleSet, models.PROTECT, related_name="+")
    title = models.CharField("what you call it", max_length=80)
    opened_on = models.DateField()
    opened_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    revealed_on = models.DateField(null=True, blank=True)
    recorded_at = models.DateTimeField(default=timezone.now)

    objects = ChecklistQuerySet.as_manager()

    class Meta:
        ordering = ["-opened_on", "-recorded_at"]

    def __str__(self) -> str:
        return self.title


class Answer(models.Model):
    """What one person says to one statement, alone. No page shows whose it is."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    checklist = models.ForeignKey(Checklist, models.CASCADE, related_name="answers")
    statement = models.ForeignKey(Statement, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    side = models.CharField(max_length=8, choices=Side)
    says = models.CharField(max_length=10, choices=Says, blank=True)
    note = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["checklist", "statement", "person"], name="one_answer_from_each_person")
        ]

    def __str__(self) -> str:
        return f"{self.get_side_display()}: {self.get_says_display()}"
