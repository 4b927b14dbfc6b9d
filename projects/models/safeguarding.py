"""Whom to ring when someone may be in danger: in place before anything starts."""

import uuid

from django.db import models

from participants.models import Person


class Safeguarding(models.Model):
    """A project's safeguarding contact, as members see it beside every box they can type in (L16)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    project = models.OneToOneField("projects.Project", models.CASCADE, related_name="safeguarding")
    lead = models.CharField("who", max_length=80)
    phone = models.CharField("phone", max_length=30)
    passes_on = models.TextField("what we may have to pass on", max_length=600)
    confirmed_on = models.DateField()
    confirmed_by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.lead}, {self.phone}"
