"""Ways of working together in a session."""

import uuid

from django.db import models
from django.db.models import Q

from projects.models.organisation import Organisation


class MethodQuerySet(models.QuerySet["Method"]):
    def of(self, organisation: Organisation) -> "MethodQuerySet":
        """What this organisation can choose from: the shipped ones and its own, A to Z."""
        return self.filter(Q(organisation=None) | Q(organisation=organisation)).order_by("name")


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
