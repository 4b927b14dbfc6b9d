"""A decision: the question, the answer, the reason, and who decided in which capacity."""

import uuid
from datetime import date, datetime

from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from simple_history.models import HistoricalRecords

from participants.models import Person
from projects.models.project import Project


class Capacity(models.TextChoices):
    """The kind of experience someone brings, chosen by them for the occasion (TE-EQ1)."""

    LIVED = "lived", "Lived experience"
    PERSONAL = "personal", "Personal experience"
    TRAINED = "trained", "Trained"
    PROFESSIONAL = "professional", "Professional"

    @property
    def counted(self) -> str:
        """The words after a number: "5 with lived experience"."""
        return {
            "lived": "with lived experience",
            "personal": "with personal experience",
            "trained": "with training",
            "professional": "as professionals",
        }[self.value]


class DecisionQuerySet(models.QuerySet["Decision"]):
    def visible_to(self, person: Person) -> "DecisionQuerySet":
        """Final decisions of the projects the person sees; drafts too for those who record them."""
        return self.filter(
            Q(project__in=Project.objects.visible_to(person), final_on__isnull=False)
            | Q(project__in=Project.objects.where(person, "record_decision"))
        )

    def standing(self) -> "DecisionQuerySet":
        """Decisions that no later final one has replaced."""
        return self.exclude(replaced_by__final_on__isnull=False)


class Decision(models.Model):
    """Final only with a reason and makers; never overwritten, only replaced by a new row (TE-TR3, CF5)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    project = models.ForeignKey(Project, models.PROTECT, related_name="decisions")
    number = models.PositiveIntegerField(editable=False)
    question = models.CharField("what was the question?", max_length=160)
    decided = models.TextField("what was decided?", max_length=1000)
    reason = models.TextField("why?", max_length=1000, blank=True)
    how_decided = models.CharField("how was it decided?", max_length=200, blank=True)
    views_that_differed = models.TextField("views that differed", max_length=1000, blank=True)
    made_on = models.DateField("when was it made?")
    final_on = models.DateField(null=True, blank=True)
    replaces = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="replaced_by")
    why_replaced = models.CharField("why did it change?", max_length=300, blank=True)
    recorded_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = DecisionQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["project", "number"], name="decisions_are_numbered_in_a_project"),
            models.CheckConstraint(condition=Q(final_on=None) | ~Q(reason=""), name="a_final_decision_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"Decision {self.number}: {self.question}"

    def get_absolute_url(self) -> str:
        return reverse("decision", args=[self.project_id, self.pk])

    @transaction.atomic
    def record(self) -> "Decision":
        """Save for the first time, with the next number of the project."""
        Project.objects.select_for_update().get(pk=self.project_id)
        last = Decision.objects.filter(project=self.project_id).aggregate(n=models.Max("number"))["n"]
        self.number = (last or 0) + 1
        self.save()
        return self

    def missing(self) -> list[str]:
        """What keeps this from being final: "a reason", "who decided"."""
        return [] + ["a reason"] * (not self.reason) + ["who decided"] * (not self.makers.exists())

    def finalise(self, as_at: datetime) -> None:
        """Put it on the record for good. ValueError while a reason or the makers are missing."""
        if missing := self.missing():
            raise ValueError(f"A decision is final only with {' and '.join(missing)}.")
        self.final_on = timezone.localdate(as_at)
        self.save(update_fields=["final_on"])

    def revise(self, by: Person, why: str, made_on: date) -> "Decision":
        """A new row that will replace this one once it is final; this one stays as it is."""
        new = Decision(
            project=self.project,
            question=self.question,
            decided=self.decided,
            how_decided=self.how_decided,
            made_on=made_on,
            replaces=self,
            why_replaced=why,
            recorded_by=by,
        )
        return new.record()


class DecisionMaker(models.Model):
    """Someone who decided: a person in the capacity they chose that day, or the name of a body."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    decision = models.ForeignKey(Decision, models.CASCADE, related_name="makers")
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    body = models.CharField("a group or board, by name", max_length=120, blank=True)
    capacity = models.CharField(max_length=12, choices=Capacity, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["decision", "person"], name="one_capacity_for_each_maker"),
            models.CheckConstraint(
                condition=Q(person=None) & ~Q(body="") | Q(person__isnull=False, body="") & ~Q(capacity=""),
                name="a_maker_is_a_person_with_a_capacity_or_a_body",
            ),
        ]

    def __str__(self) -> str:
        return self.body or str(self.person)
