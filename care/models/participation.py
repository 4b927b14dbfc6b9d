"""Looking again at who takes part and who does not (TE-IN3)."""

import uuid
from collections.abc import Iterator
from datetime import date, timedelta

from django.db import models
from django.db.models import OuterRef, Subquery

from participants.models import Person
from projects.models import Action, Project


class ParticipationReviewQuerySet(models.QuerySet["ParticipationReview"]):
    def due(self, on: date) -> Iterator[tuple[Project, date]]:
        """Projects that run in which it is time to look again, and since when; one query."""
        newest = self.filter(project=OuterRef("pk")).order_by("-on", "-recorded_at").values("next_on")[:1]
        running = Project.objects.running(on).filter(started_on__isnull=False).annotate(next_on=Subquery(newest))
        for project in running.select_related("organisation").order_by("pk"):
            day = project.next_on or first_due(project)
            if day and day <= on:
                yield project, day


class ParticipationReview(models.Model):
    """What the group saw on one day. It stands as it was written; the next one is a new row."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    project = models.ForeignKey(Project, models.CASCADE, related_name="participation_reviews")
    on = models.DateField("when we looked")
    took_part = models.CharField("who took part", max_length=600)
    missing = models.CharField("who is missing, and why", max_length=600, blank=True)
    will_do = models.CharField("what we will do", max_length=160, blank=True)
    by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    until = models.DateField("by when", null=True, blank=True)
    action = models.ForeignKey(Action, models.SET_NULL, null=True, blank=True, related_name="+")
    next_on = models.DateField("when we look again")
    written_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = ParticipationReviewQuerySet.as_manager()

    class Meta:
        ordering = ["-on", "-recorded_at"]
        constraints = [
            models.CheckConstraint(condition=models.Q(next_on__gt=models.F("on")), name="we_look_again_later")
        ]

    def __str__(self) -> str:
        return f"{self.project}, {self.on}"


def first_due(project: Project) -> date | None:
    """The day for the first look: so many weeks after the start."""
    return project.started_on and project.started_on + timedelta(weeks=project.people_every)


def due_on(project: Project) -> date | None:
    """The day on which to look again; None before the start."""
    newest = project.participation_reviews.first()
    return newest.next_on if newest else first_due(project)
