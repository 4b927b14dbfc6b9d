"""Where a project is on its way, and whether it has what it needs to set out."""

import uuid
from datetime import date

from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.utils import timezone
from simple_history.models import HistoricalRecords

from participants.models import Person
from projects.models.project import Project
from projects.models.step import Step


class StageKind(models.TextChoices):
    """The parts of a cycle. After the review a project may go round again (TE-IT0)."""

    PLAN = "plan", "Plan"
    DELIVER = "deliver", "Do"
    REVIEW = "review", "Look back"

    @property
    def next(self) -> "StageKind":
        return {"plan": StageKind.DELIVER, "deliver": StageKind.REVIEW, "review": StageKind.PLAN}[self.value]


def way(stages: "list[Stage]") -> list[tuple[StageKind, "Stage | None"]]:
    """The parts of the newest round in their order, with those that have not begun; empty before the first."""
    newest = {stage.kind: stage for stage in stages if stage.cycle == max(one.cycle for one in stages)}
    return [(kind, newest.get(kind)) for kind in StageKind] if newest else []


class StageQuerySet(models.QuerySet["Stage"]):
    def now(self, on: date) -> "Stage | None":
        """The stage the project is in: begun, not ended."""
        return (
            self.filter(began_on__lte=on).exclude(ended_on__lte=on).order_by("cycle", "began_on", "recorded_at").last()
        )

    def with_step(self) -> "StageQuerySet":
        """Each with the `step` of the plan that the project is at: the first that is not done (TE-TR0)."""
        to_do = Step.objects.standing().filter(project=OuterRef("project"), done_on=None)
        return self.annotate(step=Subquery(to_do.values("what")[:1]))

    def go_on(self, project: Project, on: date) -> "Stage":
        """End the newest stage and begin what comes after it: after looking back, a new round of planning (TE-IT0)."""
        last = self.filter(project=project).order_by("cycle", "began_on", "recorded_at").last()
        if not last:
            return self.create(project=project, kind=StageKind.PLAN, began_on=on)
        last.ended_on = last.ended_on or on
        last.save(update_fields=["ended_on"])
        cycle = last.cycle + (last.kind == StageKind.REVIEW)
        return self.create(project=project, kind=StageKind(last.kind).next, cycle=cycle, began_on=on)


class Stage(models.Model):
    """One part of one cycle. Its dates may be unknown: small steps, planned on what is there (TE-IT3, TE-OP4)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    project = models.ForeignKey(Project, models.CASCADE, related_name="stages")
    kind = models.CharField(max_length=7, choices=StageKind)
    cycle = models.PositiveSmallIntegerField(default=1)
    aim = models.CharField("what we want to find out or make", max_length=300, blank=True)
    began_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    learned = models.TextField("what we learned", max_length=1000, blank=True)
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = StageQuerySet.as_manager()

    class Meta:
        ordering = ["cycle", "began_on", "recorded_at"]
        constraints = [
            models.UniqueConstraint(fields=["project", "cycle", "kind"], name="one_stage_of_each_kind_in_a_cycle"),
            models.CheckConstraint(
                condition=models.Q(began_on=None)
                | models.Q(ended_on=None)
                | models.Q(ended_on__gte=models.F("began_on")),
                name="a_stage_ends_after_it_began",
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display() if self.cycle == 1 else f"{self.get_kind_display()}, round {self.cycle}"


class Needed(models.TextChoices):
    """What a project needs before people are asked to give their time (TE-AC3)."""

    TIME = "time", "Time"
    MONEY = "money", "Money"
    PERMISSION = "permission", "Permission"


class Enough(models.TextChoices):
    YES = "yes", "Yes"
    PARTLY = "partly", "Partly"
    NO = "no", "No"


class Readiness(models.Model):
    """Is there enough time, money, permission; how we know; who says so. No row: not recorded (TE-AC3)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    project = models.ForeignKey(Project, models.CASCADE, related_name="readiness")
    what = models.CharField(max_length=10, choices=Needed)
    answer = models.CharField(max_length=6, choices=Enough)
    evidence = models.CharField("how do we know?", max_length=300, blank=True)
    confirmed_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    confirmed_words = models.CharField("who confirmed it, when not a person here", max_length=120, blank=True)
    confirmed_on = models.DateField()
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)

    history = HistoricalRecords()

    class Meta:
        verbose_name_plural = "readiness"
        constraints = [
            models.UniqueConstraint(fields=["project", "what"], name="readiness_is_said_once_of_each"),
            models.CheckConstraint(
                condition=Q(confirmed_by=None) & ~Q(confirmed_words="")
                | Q(confirmed_by__isnull=False, confirmed_words=""),
                name="readiness_is_confirmed_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_what_display()}: {self.get_answer_display()}"

    @property
    def says(self) -> str:
        """Who confirmed it: a person here, or somebody in words."""
        return self.confirmed_words or str(self.confirmed_by)
