"""Principles as data: a set, its principles, their statements."""

import uuid
from typing import Any

from django.db import models, transaction
from django.db.models import Exists, OuterRef

from projects.models import Organisation


class PrincipleSetQuerySet(models.QuerySet["PrincipleSet"]):
    def newest(self) -> "PrincipleSetQuerySet":
        """The shipped sets, each in its newest version."""
        shipped = self.filter(organisation=None)
        later = PrincipleSet.objects.filter(organisation=None, slug=OuterRef("slug"), version__gt=OuterRef("version"))
        return shipped.exclude(Exists(later))


class PrincipleSet(models.Model):
    """A set of principles with its source. Shipped sets have no organisation; adopting one copies it (CF2)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    slug = models.SlugField()
    name = models.CharField(max_length=120)
    version = models.CharField("year and month, so that text order is time order", max_length=20)
    made_by = models.CharField("who made it, and when", max_length=200)
    source = models.URLField("where it comes from")

    objects = PrincipleSetQuerySet.as_manager()

    class Meta:
        ordering = ["name", "version"]
        constraints = [
            models.UniqueConstraint(
                fields=["slug", "version"], condition=models.Q(organisation=None), name="one_shipped_set_of_a_version"
            )
        ]

    def __str__(self) -> str:
        return self.name

    @classmethod
    @transaction.atomic
    def load(cls, data: dict[str, Any]) -> "tuple[PrincipleSet, bool]":
        """The shipped set that this file describes, and whether it is new. A version once loaded never changes."""
        about = {key: data[key] for key in ("name", "made_by", "source")}
        shipped, new = cls.objects.get_or_create(
            organisation=None, slug=data["slug"], version=data["version"], defaults=about
        )
        if new:
            for position, principle in enumerate(data["principles"], 1):
                shipped.add(position, principle)
        return shipped, new

    def add(self, position: int, data: dict[str, Any]) -> None:
        """One more principle with its statements, in the order of the file."""
        principle = self.principles.create(position=position, code=data["code"], title=data["title"])
        Statement.objects.bulk_create(
            Statement(principle=principle, position=at, code=code, words=words)
            for at, (code, words) in enumerate(data["statements"].items(), 1)
        )


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
