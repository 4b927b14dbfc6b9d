"""Secrets that open one thing, and can be shut again: the address of a diary, the code of a personal card."""

import hashlib
import secrets
import uuid
from datetime import datetime

from django.db import models

from participants.models import Person
from projects import codes
from projects.models.membership import Membership


class WayInQuerySet(models.QuerySet["WayIn"]):
    def open(self) -> "WayInQuerySet":
        """Neither shut nor of somebody whose place here is closed."""
        return self.filter(revoked_at=None, person__is_active=True)

    def cards(self) -> "WayInQuerySet":
        """Personal cards that open something: a card never opens what staff may do."""
        staff = Membership.objects.current().staff().filter(person=models.OuterRef("person"))
        return self.open().filter(~models.Exists(staff), kind=WayIn.Kind.CARD)


class WayIn(models.Model):
    """A secret address or code. Only its hash is kept, so the database opens nothing."""

    class Kind(models.TextChoices):
        CALENDAR = "calendar", "Calendar"
        CARD = "card", "Personal card"

        def new_secret(self) -> str:
            """A card is typed from paper, so it is short; an address is not typed."""
            return codes.made(codes.CARD_LENGTH) if self == self.CARD else secrets.token_urlsafe(32)

        def hashed(self, secret: str) -> str:
            """What is kept: of a short code a hash with our key in it (see `codes`)."""
            return codes.hashed(self, secret) if self == self.CARD else hashlib.sha256(secret.encode()).hexdigest()

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=10, choices=Kind)
    person = models.ForeignKey(Person, models.CASCADE, related_name="ways_in")
    secret_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = WayInQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.get_kind_display()} of {self.person}"

    @classmethod
    def make(cls, kind: "WayIn.Kind", person: Person, as_at: datetime) -> str:
        """A new secret, shown once; the ones before it stop working."""
        cls.shut(kind, person, as_at)
        secret = kind.new_secret()
        cls.objects.create(kind=kind, person=person, secret_hash=kind.hashed(secret), made_at=as_at)
        return secret

    @classmethod
    def shut(cls, kind: str, person: Person, as_at: datetime) -> bool:
        """Close what this person has of this kind. False when none was open."""
        return bool(cls.objects.filter(kind=kind, person=person, revoked_at=None).update(revoked_at=as_at))

    @classmethod
    def with_secret(cls, kind: "WayIn.Kind", secret: str) -> "WayIn | None":
        """The one with this secret, open or shut."""
        return cls.objects.filter(kind=kind, secret_hash=kind.hashed(secret)).select_related("person").first()

    @classmethod
    def person_for(cls, kind: "WayIn.Kind", secret: str) -> Person | None:
        """Whose it is; None when nobody's, or shut."""
        way = cls.with_secret(kind, secret)
        return way.person if way and way.is_open else None

    @property
    def is_open(self) -> bool:
        return self.revoked_at is None and self.person.is_active
