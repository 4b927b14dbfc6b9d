"""The money planned for working together, by what it is for (CF-RS0, CF-SU1)."""

import uuid

from django.db import models

from care.money import no_bank_details
from projects.models import Project


class BudgetFor(models.TextChoices):
    TIME = "time", "People's time"
    COSTS = "costs", "Travel, care and other costs"
    ACCESS = "access", "Interpreters and what people need"
    VENUE = "venue", "Rooms"
    FOOD = "food", "Food and drink"
    TRAINING = "training", "Training"
    OTHER = "other", "Other things"

    @property
    def counted_here(self) -> bool:
        """What is promised and paid of it stands in the offers; of the rest nobody tells us but by writing it down."""
        return self in (BudgetFor.TIME, BudgetFor.COSTS)


class BudgetLine(models.Model):
    """So much is planned for this. What is not known stays empty."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    project = models.ForeignKey(Project, models.CASCADE, related_name="budget")
    kind = models.CharField(max_length=8, choices=BudgetFor)
    planned = models.DecimalField(null=True, blank=True, max_digits=8, decimal_places=2)
    spent = models.DecimalField(
        "paid, where this site does not count it", null=True, blank=True, max_digits=8, decimal_places=2
    )
    source = models.CharField("where the money comes from", max_length=120, blank=True, validators=[no_bank_details])
    until_on = models.DateField("when it ends", null=True, blank=True)
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["project", "kind"], name="one_line_for_each_kind_of_cost")]

    def __str__(self) -> str:
        return self.get_kind_display()
