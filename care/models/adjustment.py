"""What is done about a need at one session, and whether it was there for the person (CF-CR2, CF-RS5)."""

import uuid
from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils import timezone

from care.models.need import Need
from participants.models import Person
from participants.sealed_words import SealedField
from projects.models import Session


class Met(models.TextChoices):
    """What the person says afterwards. Empty: they have not said."""

    YES = "yes", "Yes"
    PARTLY = "partly", "Partly"
    NO = "no", "No"


class AdjustmentQuerySet(models.QuerySet["Adjustment"]):
    def in_place(self) -> "AdjustmentQuerySet":
        """Sorted. All else is open."""
        return self.filter(in_place_on__isnull=False)


class Adjustment(models.Model):
    """One need at one session: support, equipment, a change of plan."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    session = models.ForeignKey(Session, models.CASCADE, related_name="adjustments")
    need = models.ForeignKey(Need, models.CASCADE, related_name="adjustments")
    what = SealedField("what we do", blank=True, help_text="Encrypted in the database.")
    who = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="who sees to it"
    )
    cost = models.DecimalField("cost in pounds", max_digits=8, decimal_places=2, null=True, blank=True)
    in_place_on = models.DateField("in place since", null=True, blank=True, help_text="Empty: still open.")
    met = models.CharField("was it there for them", max_length=6, choices=Met, blank=True)
    met_on = models.DateField("they said so on", null=True, blank=True)
    says = SealedField("what the person says about it", blank=True, help_text="Encrypted in the database.")
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = AdjustmentQuerySet.as_manager()

    class Meta:
        ordering = ["recorded_at"]
        constraints = [
            models.UniqueConstraint(fields=["session", "need"], name="one_adjustment_for_a_need_at_a_session"),
            models.CheckConstraint(condition=Q(cost=None) | Q(cost__gte=0), name="an_adjustment_costs_nothing_or_more"),
            models.CheckConstraint(
                condition=Q(met="", met_on=None) | ~Q(met="") & Q(met_on__isnull=False), name="what_they_said_has_a_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.need}, {self.session}"

    def say(self, met: str, words: str, as_at: datetime) -> None:
        """Whether it was there, in the person's own words. They can say otherwise later."""
        self.met, self.met_on, self.says = met, timezone.localdate(as_at), words
        self.save()
