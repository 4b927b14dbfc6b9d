"""A decision: the question, the answer, the reason, and who decided in which capacity."""

import uuid
from collections import Counter
from datetime import date, datetime
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
from projects.models.decision_history import Event, events_of
from projects.models.decision_log import DecisionManager
from projects.models.membership import Role
from projects.models.project import Openness, Project
from projects.models.session import Session
from projects.sealing import SEALED, WRITTEN, put_seal


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


class HowDecided(models.TextChoices):
    """How a group came to a decision (L13); the words beside it may say more."""

    ALL = "all", "Everyone agreed"
    MOST = "most", "Most agreed"
    VOTE = "vote", "By a vote"
    ONE = "one", "One person decided"
    OTHER = "other", "In another way"


CAN_CHANGE = {Openness.OPEN: "Yes", Openness.PARTLY: "Some of it", Openness.FIXED: "No"}


class Decision(models.Model):
    """Final only with a reason and makers; never overwritten, only replaced by a new row (TE-TR3, CF5)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    project = models.ForeignKey(Project, models.PROTECT, related_name="decisions")
    number = models.PositiveIntegerField(editable=False)
    question = models.CharField("what was the question?", max_length=160)
    decided = models.TextField("what was decided?", max_length=1000)
    reason = models.TextField("why?", max_length=1000, blank=True)
    way = models.CharField("how was it decided?", max_length=5, choices=HowDecided, blank=True)
    how_decided = models.CharField("how was it decided, in words", max_length=200, blank=True)
    views_that_differed = models.TextField("views that differed", max_length=1000, blank=True)
    made_on = models.DateField("when was it made?")
    final_on = models.DateField(null=True, blank=True)
    options = models.TextField("what else was weighed?", max_length=1000, blank=True)
    basis = models.JSONField("what does it rest on?", default=list, blank=True)
    whose_need = models.CharField("whom does it work for?", max_length=7, choices=WhoseNeed, blank=True)
    can_change = models.CharField("can it still change?", max_length=6, choices=Openness, blank=True)
    can_change_until = models.DateField(null=True, blank=True)
    review_on = models.DateField("when to look again", null=True, blank=True)
    no_change_why = models.CharField("why nothing is to change because of it", max_length=300, blank=True)
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

    objects = DecisionManager()
    history = HistoricalRecords(
        excluded_fields=["words", *WRITTEN],
        history_change_reason_field=models.CharField(max_length=300, null=True),
    )

    class Meta:
        ordering = ["-number"]
        indexes = [
            models.Index(
                fields=["review_on"],
                condition=Q(review_on__isnull=False, final_on__isnull=False),
                name="decision_to_look_at_again",
            )
        ]
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

    @transaction.atomic
    def finalise(self, as_at: datetime) -> None:
        """Put it on the record for good, with its seal. ValueError while a reason or the makers are missing."""
        # Whoever links a new row to the project need not wait for this lock; whoever seals must.
        Project.objects.select_for_update(no_key=True).get(pk=self.project_id)
        self.refresh_from_db()
        if self.final_on:
            return
        if missing := self.missing():
            raise ValueError(f"A decision is final only with {' and '.join(missing)}.")
        self.final_on = timezone.localdate(as_at)
        put_seal(self)
        self.save(update_fields=["final_on", *WRITTEN])

    def sign(self, by: Person | None, why: str = "") -> "Decision":
        """Save, with who did it and why in its history."""
        self._history_user, self._change_reason = by, why
        self.save()
        return self

    def ask(self, manager: Person | None, by: Person, on: date) -> "Decision":
        """Ask this manager for the reason; nobody: take the question back."""
        self.asked_of, self.asked_on = manager, on if manager else None
        return self.sign(by)

    def is_due(self, on: date) -> bool:
        """The day to look at it again has come."""
        return bool(self.review_on and self.review_on <= on)

    def keep(self, by: Person, review_on: date | None, why: str, on: date) -> "Decision":
        """It stands; look at it again on a new day. What people said goes into the history in numbers."""
        words = ""
        if self.is_due(on):
            said = self.followers.on_this_round(self).counts()
            counts = ", ".join(f"{count} said {label}" for label, count in said if count)
            words = f"looked at it again and kept it: {counts or 'nobody spoke'}"
        self.review_on = review_on
        return self.sign(by, ". ".join(filter(None, [words, why])))

    def revise(self, by: Person, why: str, made_on: date, **words: Any) -> "Decision":
        """A new row that will replace this one once it is final; this one stays as it is."""
        words = self.carried_over() | words
        return Decision(
            project=self.project, replaces=self, why_replaced=why, made_on=made_on, recorded_by=by, **words
        ).record()

    def carried_over(self) -> dict[str, str]:
        """The words a revision starts from. Its reason and the views that differed are its own."""
        return {name: getattr(self, name) for name in ("question", "decided", "way", "how_decided")}

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

    def people_shown(self, role: Role) -> list[str]:
        """The names this role may read: none where they would tell, but for those who wrote them down."""
        return [] if self.names_tell_capacity and not role.may("record_decision") else self.people()

    @property
    def can_change_words(self) -> str:
        """Whether it can still change: "Yes", "Some of it", "No"; empty while that is not written down."""
        return CAN_CHANGE[Openness(self.can_change)] if self.can_change else ""

    @property
    def way_words(self) -> str:
        """How it was decided: the choice, then what else was said of it; empty while nothing is written down."""
        return ". ".join(words for words in (self.get_way_display(), self.how_decided) if words)

    @property
    def basis_words(self) -> list[str]:
        """What it rests on, in words."""
        return [choice.label for choice in Basis if choice in self.basis]

    @property
    def unsaid(self) -> list[str]:
        """What nobody wrote down of the things that may be left out."""
        return [SEALED[name] for name in ("options", "basis", "whose_need", "can_change") if not getattr(self, name)]

    def events(self) -> list[Event]:
        """How this record came to be, oldest first."""
        return events_of(self)
