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
    out_of_hours = models.CharField("phone in the evening and at weekends", max_length=30, blank=True)
    what_happens = models.TextField("what happens next, and when", max_length=600, blank=True)
    procedure = models.URLField("where the whole procedure stands", max_length=300, blank=True)
    complaints = models.TextField("where a complaint about one's own case goes", max_length=400, blank=True)
    confirmed_on = models.DateField()
    confirmed_by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.lead}, {self.phone}"
