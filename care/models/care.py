"""Looking after each other: what was offered, what took place, what was declined. What was said stays between the two.

Serves L15, L17, CF-RE1, CF-RS4, CF-SU2, TE-IN0.
"""

import uuid
from collections.abc import Iterable
from datetime import date

from django.db import models
from django.db.models import Q
from django.urls import reverse

from participants.models import Person
from participants.sealed_words import SealedField
from projects.models import Project, Session


class CareKind(models.TextChoices):
    WELCOME = "welcome", "A welcome"
    BRIEFING = "briefing", "A talk before"
    DEBRIEF = "debrief", "A talk after"
    ONE_TO_ONE = "one_to_one", "A talk for two"
    PEER = "peer", "Time among members"
    LEARNING = "learning", "Something to learn"
    LEAVING = "leaving", "A talk at the end"
    CONTACT = "contact", "Please get in touch"

    @property
    def hint(self) -> str:
        """What it is, in one line."""
        return {
            "welcome": "A call, a look round, who is who, the words we use.",
            "briefing": "What will happen, what may be hard, what can be left out.",
            "debrief": "How it was, and what is still on their mind.",
            "one_to_one": "How are things going in the group?",
            "peer": "A member who knows the way, or a group without staff.",
            "learning": "Training, leading a session together, a reference, a visit.",
            "leaving": "What it was like, and what comes next.",
            "contact": "They asked us to get in touch.",
        }[self.value]


class CareQuerySet(models.QuerySet["Care"]):
    def waiting(self) -> "CareQuerySet":
        """Offered, and neither held nor declined."""
        return self.filter(held_on=None, declined_on=None)

    def between(self, person: Person) -> "CareQuerySet":
        """What is this person's own: offered to them, or held by them."""
        return self.filter(Q(person=person) | Q(with_whom=person))

    def in_list(self) -> "CareQuerySet":
        """What waits first; of each, the newest first. Without the words of the two."""
        waits = models.Case(models.When(held_on=None, declined_on=None, then=0), default=1)
        rows = self.defer("note").select_related("person", "with_whom", "session", "project")
        return rows.annotate(turn=waits).order_by("turn", "-offered_on", "person__name", "pk")

    def seen_in(self, project: Project) -> "CareQuerySet":
        """What was offered in a project that was handed to a facilitator."""
        return self.filter(project=project)


class Care(models.Model):
    """One offer to one person. Declined counts as offered: nobody has to take it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    project = models.ForeignKey(Project, models.PROTECT, related_name="care")
    person = models.ForeignKey(Person, models.PROTECT, related_name="care")
    session = models.ForeignKey(Session, models.SET_NULL, null=True, blank=True, related_name="care")
    kind = models.CharField(max_length=10, choices=CareKind)
    about = models.CharField("what exactly, in a few words", max_length=120, blank=True)
    with_whom = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="care_given")
    offered_on = models.DateField("offered, or asked for, on")
    asked_by_them = models.BooleanField("the person asked for it", default=False)
    wanted_on = models.DateField("they said yes on", null=True, blank=True)
    held_on = models.DateField(null=True, blank=True)
    declined_on = models.DateField(null=True, blank=True)
    note = SealedField("what the two want to remember; nobody else reads it", max_length=1000, blank=True)
    written_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = CareQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "care"
        indexes = [models.Index(fields=["project", "-offered_on"], name="care_newest")]
        constraints = [
            models.CheckConstraint(condition=Q(held_on=None) | Q(declined_on=None), name="held_or_declined_not_both"),
            models.CheckConstraint(condition=~Q(person=models.F("with_whom")), name="care_is_between_two"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.about}" if self.about else self.get_kind_display()

    def get_absolute_url(self) -> str:
        return reverse("care_edit", args=[self.project_id, self.pk])

    @property
    def is_between(self) -> set[uuid.UUID | None]:
        """The two who may read what they wrote."""
        return {self.person_id, self.with_whom_id} - {None}

    def answer(self, wants: bool, on: date) -> None:
        """What the person says to the offer. They may change their mind until it was held."""
        self.wanted_on, self.declined_on = (on, None) if wants else (None, on)
        self.save(update_fields=["wanted_on", "declined_on"])


# Offered to everybody: what the page asks for.
STEPS = (CareKind.WELCOME, CareKind.ONE_TO_ONE)


def last_days(rows: Iterable[Care]) -> dict[tuple[uuid.UUID, str], Care]:
    """For each person and kind the newest line."""
    newest: dict[tuple[uuid.UUID, str], Care] = {}
    for row in sorted(rows, key=lambda one: (one.offered_on, one.recorded_at)):
        newest[row.person_id, row.kind] = row
    return newest
