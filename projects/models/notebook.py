"""The shared notebook: one place, one line each."""

import uuid
from datetime import date

from django.db import models
from django.db.models import Count, F
from simple_history.models import HistoricalRecords

from participants.folding import FoldedField
from participants.models import Person
from projects.models.decision import Basis
from projects.models.project import Project


class EntryKind(models.TextChoices):
    """What a line is. One record for ten logs."""

    KNOW = "know", "What we know"
    GUIDING = "guiding", "The questions we work on"
    QUESTION = "question", "Questions to look into"
    ASSUMPTION = "assumption", "What we assume"
    BARRIER = "barrier", "What is in the way"
    POWER = "power", "Where power lies"
    STRENGTH = "strength", "What people are good at"
    HERE = "here", "What is here already"
    EARLIER = "earlier", "Earlier work"
    WORD = "word", "Words explained"

    @property
    def settled(self) -> str:
        """What somebody did who settled a line of this kind: "Lena ..."."""
        return {
            "guiding": "said how we answered it",
            "question": "said what we found",
            "assumption": "said what we found",
            "barrier": "said it is out of the way",
            "power": "said what we did about it",
        }.get(self.value, "said what became of it")


class EntryQuerySet(models.QuerySet["Entry"]):
    def visible_to(self, person: Person) -> "EntryQuerySet":
        """Lines of the projects the person sees: everybody there reads the whole notebook (SP-P1)."""
        return self.filter(project__in=Project.objects.visible_to(person))

    def open_first(self) -> "EntryQuerySet":
        """What is not settled before what is, the newest first."""
        return self.order_by(F("settled_on").desc(nulls_first=True), "-on", "-recorded_at", "pk")

    def counts(self) -> dict[str, int]:
        """How many lines of each kind that has any; one query."""
        return dict(self.order_by().values_list("kind").annotate(Count("pk")))

    def known_from(self) -> list[tuple[str, int]]:
        """What we know, by the kind of knowledge it is; how many lines do not say comes last (L1). One query."""
        counts = dict(self.filter(kind=EntryKind.KNOW).order_by().values_list("basis").annotate(Count("pk")))
        known = [(basis.label, counts[basis]) for basis in Basis if basis in counts]
        return known + [("Not said", count) for basis, count in counts.items() if not basis]


class Entry(models.Model):
    """One short line. Anybody may reword a question; its old wording stays in its history (TE-CR3)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    project = models.ForeignKey(Project, models.CASCADE, related_name="entries")
    kind = models.CharField(max_length=10, choices=EntryKind)
    line = models.CharField(max_length=200)
    more = models.CharField("what it means, or what we do about it", max_length=300, blank=True)
    basis = models.CharField("what kind of knowledge it is", max_length=12, choices=Basis, blank=True)
    come_from = models.CharField("where it is from", max_length=160, blank=True)
    link = models.URLField(max_length=300, blank=True)
    brought_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    on = models.DateField("when it was brought")
    settled_on = models.DateField(null=True, blank=True)
    how = models.CharField("how it was settled", max_length=300, blank=True)
    recorded_at = models.DateTimeField(auto_now_add=True)
    words = FoldedField("line", "more", "come_from", "how")

    objects = EntryQuerySet.as_manager()
    history = HistoricalRecords(
        excluded_fields=["words"], history_change_reason_field=models.CharField(max_length=300, null=True)
    )

    class Meta:
        verbose_name_plural = "entries"
        indexes = [models.Index(fields=["project", "kind", "-on"], name="entry_by_kind")]

    def __str__(self) -> str:
        return self.line

    def settle(self, on: date, how: str) -> None:
        """It is answered, found out, or out of the way."""
        self.settled_on, self.how = on, how
        self.save()

    def open_again(self) -> None:
        """Not settled after all; the history keeps how it was."""
        if self.settled_on:
            self.settled_on, self.how = None, ""
            self.save()
