"""One checklist, two views: members and staff answer apart, then look together."""

import uuid
from collections.abc import Mapping
from datetime import datetime

from django.db import models, transaction
from django.db.models import Count, Q
from django.utils import timezone

from participants.models import Person
from principles.models.catalogue import Principle, PrincipleSet, Statement
from projects.models import Membership, Project


class Says(models.TextChoices):
    YES = "yes", "Yes"
    PARTLY = "partly", "Partly"
    NOT_YET = "not_yet", "Not yet"
    DONT_KNOW = "dont_know", "Don't know"
    NOT_FOR_US = "not_for_us", "Not for us"


class Side(models.TextChoices):
    MEMBERS = "members", "Members"
    STAFF = "staff", "Staff"


class AnswersAreLocked(Exception):
    """The group has looked at the answers; nobody changes theirs any more."""


class ChecklistQuerySet(models.QuerySet["Checklist"]):
    def visible_to(self, person: Person) -> "ChecklistQuerySet":
        """Checklists of the projects the person sees."""
        return self.filter(project__in=Project.objects.visible_to(person))

    def open(self) -> "ChecklistQuerySet":
        """Checklists that people are still answering."""
        return self.filter(revealed_on=None)

    def revealed(self) -> "ChecklistQuerySet":
        """Checklists whose two views everyone may look at."""
        return self.exclude(revealed_on=None)

    def with_counts(self) -> "ChecklistQuerySet":
        """Each with `members` and `staff`: how many people of that side have answered anything. Never who."""
        said = Q(answers__says__in=Says.values)
        people = {
            side.value: Count("answers__person", distinct=True, filter=said & Q(answers__side=side)) for side in Side
        }
        return self.annotate(**people)

    def with_answers_of(self, person: Person) -> "ChecklistQuerySet":
        """Each with `mine`: what this person has said so far, and its principles."""
        mine = Answer.objects.filter(person=person).exclude(says="").select_related("statement__principle")
        return self.prefetch_related("set__principles", models.Prefetch("answers", mine, to_attr="mine"))


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
    members: int  # these two by `with_counts`
    staff: int
    mine: "list[Answer]"  # by `with_answers_of`

    class Meta:
        ordering = ["-opened_on", "-recorded_at"]
        constraints = [
            # Two rounds open at once, shown one after the other, would let the second be subtracted from the first.
            models.UniqueConstraint(
                fields=["project", "set"], condition=Q(revealed_on=None), name="one_open_checklist_of_a_set"
            )
        ]

    def __str__(self) -> str:
        return self.title

    def everyone(self) -> models.QuerySet[Person]:
        """The people of the project who may answer, now."""
        places = Membership.objects.current().of(self.project).may("answer_checklist")
        return Person.objects.filter(pk__in=places.values("person"))

    @property
    def parts_done(self) -> frozenset[int]:
        """The positions of the principles that the person of `with_answers_of` has answered at least in part."""
        return frozenset(answer.statement.principle.position for answer in self.mine)

    @property
    def next_part(self) -> int:
        """The first principle that this person has not answered; the first of all when none is left."""
        positions = [principle.position for principle in self.set.principles.all()]
        return next((position for position in positions if position not in self.parts_done), 1)

    def last_time(self) -> "Checklist | None":
        """The round with the same questions that the group looked at before this one."""
        rounds = Checklist.objects.revealed().filter(project=self.project_id, set=self.set_id)
        return rounds.filter(recorded_at__lt=self.recorded_at).order_by("-recorded_at").first()

    @transaction.atomic
    def keep(self, person: Person, side: Side, principle: Principle, says: Mapping[Statement, str], note: str) -> None:
        """Keep what one person says to one principle; it replaces what they said before. The note goes with the
        principle's first statement. AnswersAreLocked once the group has looked."""
        # Held until the transaction ends, so that no answer slips in while the group looks.
        if not Checklist.objects.open().select_for_update().filter(pk=self.pk).first():
            raise AnswersAreLocked
        wanted = [
            Answer(checklist=self, statement=statement, person=person, side=side, says=said, note="" if at else note)
            for at, (statement, said) in enumerate(says.items())
            if said or (note and not at)
        ]
        self.answers.filter(person=person, statement__principle=principle).delete()
        Answer.objects.bulk_create(wanted)

    def reveal(self, as_at: datetime) -> None:
        """Show both views to everyone, and lock the answers. The first reveal counts."""
        Checklist.objects.open().filter(pk=self.pk).update(revealed_on=timezone.localdate(as_at))
        self.refresh_from_db(fields=["revealed_on"])


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
