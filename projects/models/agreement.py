"""What we agreed together: outcomes, what good looks like, how we work, what happens afterwards."""

import uuid
from datetime import date
from typing import Any

from django.db import models
from django.db.models import Q

from participants.folding import FoldedField
from participants.models import Person
from projects.models.agenda import Origin
from projects.models.capacity import Capacity
from projects.models.project import Project


class AgreementKind(models.TextChoices):
    OUTCOME = "outcome", "What we want to change"
    GOOD = "good", "What good looks like"
    DONE = "done", "How we know it is done"
    WORKING = "working", "How we work together"
    PRACTICE = "practice", "What works best for us"
    EXPECTATIONS = "expectations", "What we can expect of each other"
    DISAGREE = "disagree", "What if we disagree"
    LEGACY = "legacy", "What happens afterwards"

    @property
    def question(self) -> str:
        """What the group asks itself."""
        return {
            "outcome": "What do we want to change?",
            "good": "What does good look like?",
            "done": "How do we know when it is done?",
            "working": "How do we work together?",
            "practice": "What works best for us?",
            "expectations": "What can we expect of each other?",
            "disagree": "What do we do if we disagree?",
            "legacy": "What happens afterwards?",
        }[self.value]


class AgreementQuerySet(models.QuerySet["Agreement"]):
    def visible_to(self, person: Person) -> "AgreementQuerySet":
        """What was agreed in the projects the person sees."""
        return self.filter(project__in=Project.objects.visible_to(person))

    def standing(self) -> "AgreementQuerySet":
        """The wording that holds now: neither replaced nor dropped."""
        return self.filter(dropped_on=None, replaced_by=None)

    def to_look_at_again(self, on: date) -> "AgreementQuerySet":
        """The day on which the group wanted to look at it again has come (L8)."""
        return self.standing().filter(review_on__lte=on)

    def in_page(self) -> "AgreementQuerySet":
        """With who proposed each wording and what people say of it; two queries."""
        return self.select_related("proposed_by").prefetch_related("assents")


class Agreement(models.Model):
    """One wording. A new wording is a new row that replaces it, so that what people agreed to stays (SP-P7, TE-OP0)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    project = models.ForeignKey(Project, models.CASCADE, related_name="agreements")
    kind = models.CharField(max_length=12, choices=AgreementKind)
    wording = models.TextField(max_length=1000)
    proposed_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    origin = models.CharField(max_length=12, choices=Origin, default=Origin.GROUP)
    proposed_on = models.DateField()
    review_on = models.DateField("when to look again", null=True, blank=True)
    replaces = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="replaced_by")
    why_changed = models.CharField("why did it change?", max_length=300, blank=True)
    dropped_on = models.DateField(null=True, blank=True)
    dropped_why = models.CharField(max_length=300, blank=True)
    recorded_at = models.DateTimeField(auto_now_add=True)
    words = FoldedField("wording")

    objects = AgreementQuerySet.as_manager()

    class Meta:
        ordering = ["proposed_on", "recorded_at"]

    def __str__(self) -> str:
        return self.wording

    def reword(self, by: Person, wording: str, why: str, on: date) -> "Agreement":
        """The new wording. Who agreed to the old one has not agreed to this one yet."""
        return Agreement.objects.create(
            project_id=self.project_id,
            kind=self.kind,
            wording=wording,
            proposed_by=by,
            origin=self.origin,
            proposed_on=on,
            review_on=self.review_on,
            replaces=self,
            why_changed=why,
        )

    @property
    def replacement(self) -> "Agreement | None":
        """The wording that came after this one."""
        return getattr(self, "replaced_by", None)

    def keep(self, review_on: date) -> None:
        """The same words go on; the next day to look at them."""
        self.review_on = review_on
        self.save(update_fields=["review_on"])

    def drop(self, on: date, why: str) -> None:
        """It holds no longer; it stays readable, with the reason."""
        self.dropped_on, self.dropped_why = on, why
        self.save()

    def say(self, person: Person, on: date, written_by: Person | None = None, **words: Any) -> "Assent":
        """What this person says of this wording now, in place of what they said of it before."""
        said, _ = self.assents.update_or_create(person=person, defaults={"on": on, "written_by": written_by, **words})
        return said


class Assent(models.Model):
    """What one person says of one wording: understood or not, agreed or not; empty: they have not said (SP-P7)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="assents")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    capacity = models.CharField(max_length=12, choices=Capacity, blank=True)
    understands = models.BooleanField(null=True, blank=True)
    agrees = models.BooleanField(null=True, blank=True)
    note = models.CharField("in their words", max_length=300, blank=True)
    on = models.DateField()
    written_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", help_text="Who wrote down what they said."
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agreement", "person"], name="one_assent_of_each_person"),
            models.CheckConstraint(
                condition=~Q(agrees=True) | ~Q(understands=False), name="nobody_agrees_to_what_they_do_not_understand"
            ),
        ]

    def __str__(self) -> str:
        return str(self.person)
