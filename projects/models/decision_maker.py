"""Who made a decision, in which capacity."""

import uuid

from django.db import models
from django.db.models import Q

from participants.models import Person
from projects.models.capacity import Capacity
from projects.models.decision import Decision


class DecisionMaker(models.Model):
    """Someone who decided: a person in the capacity they chose that day, or the name of a body.

    The row stays when a person is erased: it points at a person whose name is gone, so that "5 with lived experience"
    stays true and the seal holds. A body named after a person is covered (`projects.sealing.cover`).
    """

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
