"""Principles as data: a set, its principles, their statements."""

import uuid

from django.db import models

from projects.models import Organisation


class PrincipleSet(models.Model):
    """A set of principles with its source. Shipped sets have no organisation; adopting one copies it (CF2)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    slug = models.SlugField()
    name = models.CharField(max_length=120)
    version = models.CharField(max_length=20)
    made_by = models.CharField("who made it, and when", max_length=200)
    source = models.URLField("where it comes from")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["slug", "version"], condition=models.Q(organisation=None), name="one_shipped_set_of_a_version"
            )
        ]

    def __str__(self) -> str:
        return self.name


class Principle(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    set = models.ForeignKey(PrincipleSet, models.CASCADE, related_name="principles")
    code = models.CharField("row of the requirements", max_length=12)
    position = models.PositiveSmallIntegerField()
    title = models.CharField("in our own plain words", max_length=120)

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return self.title


class Statement(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    principle = models.ForeignKey(Principle, models.CASCADE, related_name="statements")
    code = models.CharField("row of the requirements", max_length=12)
    position = models.PositiveSmallIntegerField()
    words = models.CharField("in our own plain words", max_length=200)

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return self.words
