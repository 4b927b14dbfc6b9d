"""Secret addresses that open one thing, and can be shut again."""

import hashlib
import secrets
import uuid
from datetime import datetime

from django.db import models

from participants.models import Person


def hashed(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


class WayIn(models.Model):
    """A secret address. Only its hash is kept, so the database opens nothing."""

    class Kind(models.TextChoices):
        CALENDAR = "calendar", "Calendar"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=10, choices=Kind)
    person = models.ForeignKey(Person, models.CASCADE, related_name="ways_in")
    secret_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.get_kind_display()} of {self.person}"

    @classmethod
    def make(cls, kind: str, person: Person, as_at: datetime) -> str:
        """A new secret, shown once; the ones before it stop working."""
        cls.shut(kind, person, as_at)
        secret = secrets.token_urlsafe(32)
        cls.objects.create(kind=kind, person=person, secret_hash=hashed(secret), made_at=as_at)
        return secret

    @classmethod
    def shut(cls, kind: str, person: Person, as_at: datetime) -> bool:
        """Close this person's address. False when none was open."""
        return bool(cls.objects.filter(kind=kind, person=person, revoked_at=None).update(revoked_at=as_at))

    @classmethod
    def person_for(cls, kind: str, secret: str) -> Person | None:
        """Whose address this is; None when nobody's, or shut."""
        way = (
            cls.objects.filter(kind=kind, secret_hash=hashed(secret), revoked_at=None).select_related("person").first()
        )
        return way.person if way and way.person.is_active else None
