"""Small steps: what, who, by when."""

import uuid
from collections.abc import Iterable

from django.db import models
from django.db.models import F, Q

from participants.folding import FoldedField
from participants.models import Person
from projects.models.decision import Decision
from projects.models.project import Project
from projects.models.session import Session


class ActionQuerySet(models.QuerySet["Action"]):
    def visible_to(self, person: Person) -> "ActionQuerySet":
        """Those of the projects the person sees; from members' own sessions for who sees these, and whose they are."""
        here = self.filter(project__in=Project.objects.visible_to(person).values("pk"))
        seen = Session.objects.visible_to(person).values("pk")
        return here.filter(Q(session=None) | Q(owner=person.pk) | Q(session__in=seen))

    def mine_in(self, person: Person, projects: Iterable[Project]) -> "ActionQuerySet":
        """A person's own, in the projects they see: `visible_to` hides none of these."""
        return self.filter(owner=person, project__in=projects)

    def to_do(self) -> "ActionQuerySet":
        """Not done, not dropped: the soonest first, those without a date last."""
        return self.filter(done_on=None, dropped_on=None).order_by(F("by").asc(nulls_last=True), "recorded_at")


class Action(models.Model):
    """Something one person said they would do (TE-IT3)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    project = models.ForeignKey(Project, models.PROTECT, related_name="actions")
    what = models.CharField(max_length=160)
    owner = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="actions")
    by = models.DateField("by when", null=True, blank=True)
    session = models.ForeignKey(Session, models.SET_NULL, null=True, blank=True, related_name="actions")
    decision = models.ForeignKey(Decision, models.SET_NULL, null=True, blank=True, related_name="actions")
    done_on = models.DateField(null=True, blank=True)
    dropped_on = models.DateField(null=True, blank=True)
    outcome = models.CharField("what came of it, or why not", max_length=300, blank=True)
    written_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)
    words = FoldedField("what", "outcome")

    objects = ActionQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["project", "by"], condition=models.Q(done_on=None), name="actions_to_do")]

    def __str__(self) -> str:
        return self.what
