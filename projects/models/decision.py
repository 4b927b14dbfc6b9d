"""A decision: the question, the answer, the reason, and who decided in which capacity."""

import uuid
from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from typing import Any

from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from simple_history.models import HistoricalRecords

from participants.folding import FoldedField
from participants.models import Person
from projects.models.agenda import AgendaItem
from projects.models.capacity import Capacity
from projects.models.project import Openness, Project
from projects.models.session import Session


class Basis(models.TextChoices):
    """What a decision rests on (TE-OP2)."""

    LIVED = "lived", "What people have lived"
    PROFESSIONAL = "professional", "What people know from their work"
    DATA = "data", "Figures"
    LAW = "law", "The law"
    MONEY = "money", "Money"


class WhoseNeed(models.TextChoices):
    """Whom a decision works for (CF5)."""

    PEOPLE = "people", "People who use the service"
    SERVICE = "service", "The service"
    BOTH = "both", "Both"


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

    def in_log(self) -> "DecisionQuerySet":
        """Newest first, with all that the log shows."""
        return self.select_related("replaced_by").prefetch_related("makers").order_by("-number")

    def in_page(self) -> "DecisionQuerySet":
        """With all that a decision's own page shows."""
        return self.select_related("replaced_by", "replaces", "recorded_by").prefetch_related("makers__person")


@dataclass(frozen=True)
class Event:
    """One line of a decision's history: the day, and "written down by Fay"."""

    on: date
    words: str


# What a change is called in the history that members read.
CHANGED = {
    "question": "the question",
    "decided": "what was decided",
    "reason": "the reason",
    "how_decided": "how it was decided",
    "views_that_differed": "the views that differed",
    "made_on": "the day it was made",
    "why_replaced": "why it changed",
}


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
    options = models.TextField("what else was weighed?", max_length=1000, blank=True)
    basis = models.JSONField("what does it rest on?", default=list, blank=True)
    whose_need = models.CharField("whom does it work for?", max_length=7, choices=WhoseNeed, blank=True)
    can_change = models.CharField("can it still change?", max_length=6, choices=Openness, blank=True)
    can_change_until = models.DateField(null=True, blank=True)
    review_on = models.DateField("when to look again", null=True, blank=True)
    session = models.ForeignKey(Session, models.PROTECT, null=True, blank=True, related_name="decisions")
    agenda_item = models.ForeignKey(AgendaItem, models.PROTECT, null=True, blank=True, related_name="decisions")
    asked_of = models.ForeignKey(
        Person,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="asked_to_decide",
        help_text="Who owes the reason.",
    )
    asked_on = models.DateField(null=True, blank=True)
    easy_words = models.TextField("in easy words", max_length=600, blank=True)
    easy_checked_by = models.CharField("who checked the easy words", max_length=80, blank=True)
    easy_checked_on = models.DateField(null=True, blank=True)
    replaces = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="replaced_by")
    why_replaced = models.CharField("why did it change?", max_length=300, blank=True)
    recorded_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)
    words = FoldedField("question", "decided", "reason", "easy_words")

    # The chain: the digest of each field with its own salt, and the seal over them and the seal before. A covered
    # field loses its salt and keeps its digest, so the chain still holds.
    sealed_as = models.PositiveIntegerField("place in the project's chain", null=True, blank=True, editable=False)
    digests = models.JSONField(default=dict, blank=True, editable=False)
    salts = models.JSONField(default=dict, blank=True, editable=False)
    seal_before = models.CharField(max_length=64, blank=True, editable=False)
    seal = models.CharField(max_length=64, blank=True, editable=False)

    objects = DecisionQuerySet.as_manager()
    history = HistoricalRecords(
        excluded_fields=["words", "sealed_as", "digests", "salts", "seal_before", "seal"],
        history_change_reason_field=models.CharField(max_length=300, null=True),
    )

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["project", "number"], name="decisions_are_numbered_in_a_project"),
            models.UniqueConstraint(fields=["project", "sealed_as"], name="one_place_in_the_chain_of_a_project"),
            models.CheckConstraint(condition=Q(final_on=None) | ~Q(reason=""), name="a_final_decision_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"Decision {self.number}: {self.question}"

    def get_absolute_url(self) -> str:
        return reverse("decision", args=[self.project_id, self.pk])

    @property
    def written_on(self) -> date:
        """The day it was written down, which may be later than the day it was made."""
        return timezone.localdate(self.recorded_at)

    @property
    def revision(self) -> "Decision | None":
        """The row that will replace, or has replaced, this one. Members see it only once it is final."""
        return getattr(self, "replaced_by", None)

    @property
    def replacement(self) -> "Decision | None":
        """The final decision that stands in place of this one."""
        return self.revision if self.revision and self.revision.final_on else None

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
        return ["a reason"] * (not self.reason) + ["who decided"] * (not self.makers.all())

    def finalise(self, as_at: datetime) -> None:
        """Put it on the record for good. ValueError while a reason or the makers are missing."""
        if missing := self.missing():
            raise ValueError(f"A decision is final only with {' and '.join(missing)}.")
        self.final_on = timezone.localdate(as_at)
        self.save(update_fields=["final_on"])

    def revise(self, by: Person, why: str, made_on: date, **words: Any) -> "Decision":
        """A new row that will replace this one once it is final; this one stays as it is."""
        words = self.carried_over() | words
        return Decision(
            project=self.project, replaces=self, why_replaced=why, made_on=made_on, recorded_by=by, **words
        ).record()

    def carried_over(self) -> dict[str, str]:
        """The words a revision starts from. Its reason and the views that differed are its own."""
        return {"question": self.question, "decided": self.decided, "how_decided": self.how_decided}

    def who_decided(self) -> list[tuple[Capacity, str]]:
        """Each capacity that decided, with its words: "5 with lived experience"."""
        counts = Counter(maker.capacity for maker in self.makers.all() if maker.capacity)
        return [(capacity, capacity.counted(counts[capacity])) for capacity in Capacity if counts[capacity]]

    def people(self) -> list[str]:
        """The names of the people who decided, A to Z; never with a capacity beside them."""
        return sorted(str(maker.person) for maker in self.makers.all() if maker.person)

    def bodies(self) -> list[str]:
        return sorted(maker.body for maker in self.makers.all() if maker.body)

    @property
    def names_tell_capacity(self) -> bool:
        """True when all decided in one capacity that is theirs to tell: names would then say it of each person."""
        capacities = {maker.capacity for maker in self.makers.all() if maker.capacity}
        return len(capacities) == 1 and Capacity.PROFESSIONAL not in capacities

    def events(self) -> list[Event]:
        """How this record came to be, oldest first. Changed words are named, not repeated."""
        rows = list(self.history.select_related("history_user").order_by("history_date", "history_id"))
        lines = [Event(self.written_on, f"written down by {self.recorded_by}")]
        for before, after in pairwise(rows):
            by = f" by {after.history_user}" if after.history_user else ""
            changed = after.diff_against(before).changed_fields
            names = [*filter(changed.__contains__, CHANGED), *filter(None, [after.history_change_reason])]
            if "final_on" in changed:
                lines.append(Event(timezone.localdate(after.history_date), f"made final{by}"))
            elif names:
                words = ", ".join(CHANGED.get(name, name) for name in names)
                lines.append(Event(timezone.localdate(after.history_date), f"changed{by}: {words}"))
        return lines


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
