"""Which decisions a person sees, and the lists of the log."""

from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from participants.folding import fold
from participants.models import Person
from projects.models.project import Project

if TYPE_CHECKING:
    from projects.models import Decision  # noqa: F401 (the querysets are of it)

# The lists of the log.
FINAL = Q(final_on__isnull=False)
REPLACED = FINAL & Q(replaced_by__final_on__isnull=False)
STANDING = FINAL & Q(replaced_by__final_on=None)
NO_REASON = Q(reason="")
LISTS = {"all": Q(), "standing": STANDING, "without_reason": NO_REASON, "replaced": REPLACED}


class DecisionQuerySet(models.QuerySet["Decision"]):
    def visible_to(self, person: Person) -> "DecisionQuerySet":
        """Final decisions of the projects the person sees; drafts for those who record them, or who owe the reason."""
        return self.filter(
            Q(project__in=Project.objects.visible_to(person), final_on__isnull=False)
            | Q(project__in=Project.objects.where(person, "record_decision"))
            | Q(project__in=Project.objects.where(person, "give_reasons"), asked_of=person.pk)
        )

    def standing(self) -> "DecisionQuerySet":
        """Decisions that no later final one has replaced."""
        return self.exclude(REPLACED)

    def to_look_at_again(self, on: date) -> "DecisionQuerySet":
        """Decisions that stand, and whose day to look again has come."""
        return self.filter(STANDING, review_on__lte=on)

    def owed_by(self, person: Person) -> "DecisionQuerySet":
        """Decisions that wait for this person's reason, the longest first."""
        return self.visible_to(person).filter(asked_of=person.pk, final_on=None).order_by("asked_on", "number")

    def saying(self, words: str) -> "DecisionQuerySet":
        """Decisions in which each of these words stands, whatever its case and accents."""
        found = self
        for word in fold(words).split():
            found = found.filter(words__contains=word)
        return found

    def listed(self, name: str, on: date) -> "DecisionQuerySet":
        """One of the log's lists."""
        return self.filter(lists(on)[name])

    def counts(self, on: date) -> dict[str, int]:
        """How many are in each of the log's lists, in one query."""
        return self.aggregate(**{name: models.Count("pk", filter=which) for name, which in lists(on).items()})

    def in_log(self) -> "DecisionQuerySet":
        """Newest first, with all that the log shows."""
        rows = self.select_related("replaced_by", "asked_of").defer("replaced_by__digests", "replaced_by__salts")
        return rows.prefetch_related("makers").order_by("-number")

    def in_card(self) -> "DecisionQuerySet":
        """Only what a project's first page shows."""
        return self.only("project", "question", "decided", "easy_words", "made_on")

    def in_page(self) -> "DecisionQuerySet":
        """With all that a decision's own page shows."""
        linked = self.select_related("replaced_by", "replaces", "recorded_by", "asked_of")
        unread = [f"{row}__{field}" for row in ("replaced_by", "replaces") for field in ("digests", "salts")]
        return linked.defer(*unread).prefetch_related("makers__person")


def lists(on: date) -> dict[str, Q]:
    return LISTS | {"again": STANDING & Q(review_on__lte=on)}


class DecisionManager(models.Manager.from_queryset(DecisionQuerySet)):  # type: ignore[misc]
    def get_queryset(self) -> DecisionQuerySet:
        """Without the digests and salts: they weigh more than the words, and only the chain reads them."""
        return super().get_queryset().defer("digests", "salts")
