"""Ways of working together in a session."""

import uuid
from datetime import date
from typing import Any

from django.db import models, transaction
from django.db.models import Q

from projects.models.organisation import Organisation


class MethodQuerySet(models.QuerySet["Method"]):
    def known_to(self, organisation: Organisation) -> "MethodQuerySet":
        """The shipped ones and this organisation's own; also those that were taken off the list."""
        return self.filter(Q(organisation=None) | Q(organisation=organisation))

    def of(self, organisation: Organisation) -> "MethodQuerySet":
        """What this organisation can choose from, A to Z."""
        return self.known_to(organisation).filter(retired_on=None).order_by("name")

    @transaction.atomic
    def load(self, ways: list[dict[str, Any]], on: date) -> int:
        """Bring the shipped ones up to date, each by its slug; how many are new.

        What has left the file is not offered any more, and stays on the agendas that used it.
        """
        shipped = self.filter(organisation=None)
        shipped.exclude(slug__in=[way["slug"] for way in ways]).filter(retired_on=None).update(retired_on=on)
        made = [shipped.update_or_create({**MAY_BE_LEFT_OUT, **way}, slug=way["slug"])[1] for way in ways]
        return sum(made)


# What a way need not say: taken out of the file, it is taken out here.
MAY_BE_LEFT_OUT = {"good_when": "", "link": "", "one_voice": False, "retired_on": None}


class Method(models.Model):
    """One way to work, with a seated, an online and a quiet way to do it (L6, CF-CR1, GW4b, GW4c)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(
        Organisation,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="methods",
        help_text="Empty: it ships with us.",
    )
    slug = models.SlugField(max_length=60, blank=True)
    name = models.CharField(max_length=60)
    kinds = models.JSONField("parts of an agenda it is for", default=list)
    creative = models.BooleanField(default=False)
    how = models.TextField("what to do", max_length=800)
    people_from = models.PositiveSmallIntegerField(default=2)
    people_to = models.PositiveSmallIntegerField(default=30)
    minutes = models.PositiveSmallIntegerField(default=20)
    place = models.CharField(max_length=80, blank=True)
    materials = models.CharField(max_length=120, blank=True)
    seated = models.CharField("a way to do it sitting down", max_length=300, blank=True)
    online = models.CharField("a way to do it online or by phone", max_length=300, blank=True)
    quiet = models.CharField("a quiet way", max_length=300, blank=True)
    one_voice = models.BooleanField("keeps a voice from getting lost that is the only one of its kind", default=False)
    good_when = models.CharField("good when", max_length=100, blank=True)
    link = models.URLField(max_length=300, blank=True)
    retired_on = models.DateField(null=True, blank=True)

    objects = MethodQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["slug"], condition=Q(organisation=None), name="shipped_methods_have_one_slug_each"
            )
        ]

    def __str__(self) -> str:
        return self.name

    def distance_from(self, people: int) -> int:
        """How many people too few or too many this would be for; 0 when it suits them."""
        return max(self.people_from - people, people - self.people_to, 0)
