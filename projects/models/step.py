"""The co-production plan: where people can shape the work."""

import uuid
from datetime import date

from django.db import models
from django.db.models import Count, F, Q
from simple_history.models import HistoricalRecords

from participants.folding import FoldedField
from participants.models import Person
from projects.models.project import Level, Project

AHEAD = Q(done_on=None, dropped_on=None)
DONE = Q(done_on__isnull=False, dropped_on=None)


class StepQuerySet(models.QuerySet["Step"]):
    def visible_to(self, person: Person) -> "StepQuerySet":
        """Steps of the projects the person sees."""
        return self.filter(project__in=Project.objects.visible_to(person))

    def standing(self) -> "StepQuerySet":
        """Still in the plan: by date, what has no date yet at the end."""
        return self.filter(dropped_on=None).by_date()

    def to_come(self) -> "StepQuerySet":
        """Neither done nor taken out."""
        return self.filter(AHEAD).by_date()

    def done(self) -> "StepQuerySet":
        """What was done last, first."""
        return self.filter(DONE).order_by("-done_on", F("on").desc(nulls_last=True), "pk")

    def taken_out(self) -> "StepQuerySet":
        """What was taken out last, first."""
        return self.filter(dropped_on__isnull=False).order_by("-dropped_on", F("on").desc(nulls_last=True), "pk")

    def counts(self) -> dict[str, int]:
        """How many are to come, done and taken out; one query."""
        out = Q(dropped_on__isnull=False)
        return self.aggregate(
            ahead=Count("pk", filter=AHEAD), done=Count("pk", filter=DONE), dropped=Count("pk", filter=out)
        )

    def by_date(self) -> "StepQuerySet":
        """The earliest first, what has no date yet at the end."""
        return self.order_by(F("on").asc(nulls_last=True), "recorded_at")


class Step(models.Model):
    """One opportunity to shape the work. Anybody in the project adds one; no date means "not known yet" (SP-P4)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    project = models.ForeignKey(Project, models.CASCADE, related_name="steps")
    what = models.CharField("what happens", max_length=160)
    how = models.CharField("how people can shape it", max_length=300, blank=True)
    level = models.CharField(max_length=12, choices=Level, blank=True)
    with_whom = models.CharField("with whom", max_length=160, blank=True)
    on = models.DateField("when", null=True, blank=True)
    proposed_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    done_on = models.DateField(null=True, blank=True)
    dropped_on = models.DateField(null=True, blank=True)
    dropped_why = models.CharField("why not", max_length=300, blank=True)
    recorded_at = models.DateTimeField(auto_now_add=True)
    words = FoldedField("what", "how", "with_whom")

    objects = StepQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["words"])

    def __str__(self) -> str:
        return self.what

    def finish(self, on: date) -> None:
        """It happened. What was finished already stays as it is."""
        if not self.done_on:
            self.done_on = on
            self.save()

    def drop(self, on: date, why: str) -> None:
        """Take it out of the plan; it stays readable, with the reason."""
        self.dropped_on, self.dropped_why = on, why
        self.save()

    def put_back(self) -> None:
        """Neither done nor dropped any more; the history keeps that it was."""
        if self.done_on or self.dropped_on:
            self.done_on, self.dropped_on, self.dropped_why = None, None, ""
            self.save()
