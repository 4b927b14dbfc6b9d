"""What we learned, and what changed because of it."""

import uuid
from datetime import date

from django.db import models
from django.db.models.functions import Coalesce

from feedback.models.feedback import Feedback
from participants.folding import FoldedField
from participants.models import Person
from projects.models import Project, Session


class LessonKind(models.TextChoices):
    WELL = "well", "This went well"
    WRONG = "wrong", "This went wrong"
    SURPRISE = "surprise", "This surprised us"


class LessonQuerySet(models.QuerySet["Lesson"]):
    def visible_to(self, person: Person) -> "LessonQuerySet":
        """Lessons of the projects the person sees; those shared beyond, with all who start projects there."""
        return self.filter(
            models.Q(project__in=Project.objects.visible_to(person).values("pk"))
            & (models.Q(session=None) | models.Q(session__in=Session.objects.visible_to(person).values("pk")))
        )

    def for_others(self, project: Project) -> "LessonQuerySet":
        """What other projects of the organisation learned and shared, newest first (L17, TE-IT2)."""
        others = self.filter(project__organisation=project.organisation_id, beyond=True).exclude(project=project)
        return others.order_by("-on", "-recorded_at")

    def one_sided(self, project: Project) -> str:
        """`well` or `wrong` where only that was learned since this part of the work began, and twice at least."""
        stages = project.stages.filter(began_on__isnull=False).order_by("-began_on").values("began_on")[:1]
        since = Coalesce(models.Subquery(stages), models.Value(date.min))
        kinds = self.filter(on__gte=since, kind__in=[LessonKind.WELL, LessonKind.WRONG]).order_by()
        found = dict(kinds.values_list("kind").annotate(models.Count("pk")))
        return next((kind for kind, count in found.items() if len(found) == 1 and count > 1), "")


class Lesson(models.Model):
    """One lesson. Offered when another project of the organisation is planned, if it was shared beyond."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    project = models.ForeignKey(Project, models.PROTECT, related_name="lessons")
    session = models.ForeignKey(Session, models.SET_NULL, null=True, blank=True, related_name="lessons")
    feedback = models.ForeignKey(Feedback, models.SET_NULL, null=True, blank=True, related_name="lessons")
    kind = models.CharField(max_length=8, choices=LessonKind)
    what = models.CharField(max_length=300)
    changed = models.CharField("what changed because of it, or why not", max_length=300, blank=True)
    beyond = models.BooleanField("other projects may learn from it", default=False)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    on = models.DateField()
    recorded_at = models.DateTimeField(auto_now_add=True)
    words = FoldedField("what", "changed")

    objects = LessonQuerySet.as_manager()
    cites: Feedback | None = None  # the words that led to it, where a page may show them

    class Meta:
        ordering = ["-on", "-recorded_at"]

    def __str__(self) -> str:
        return self.what
