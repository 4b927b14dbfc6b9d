"""Secrets that open one thing, and can be shut again: the address of a diary, a personal card, a link on a poster."""

import hashlib
import secrets
import uuid
from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Q

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

    def to_say(self) -> "WayInQuerySet":
        """Open links by which anybody may say something, with all that their pages show."""
        mine = self.filter(kind=WayIn.Kind.SAY, revoked_at=None)
        return mine.select_related("project__organisation", "project__safeguarding", "session", "decision")

    def for_saying(self, as_at: datetime, **about: Any) -> "WayIn":
        """A new open link. Its code is derived, so its poster can be printed again and the database opens nothing."""
        way = self.model(kind=WayIn.Kind.SAY, made_at=as_at, **about)
        way.secret_hash = WayIn.Kind.SAY.hashed(way.say_code)
        way.save(force_insert=True)
        return way


class WayIn(models.Model):
    """A secret address or code. Only its hash is kept, so the database opens nothing.

    A person's own, or (to say something) of a project and for anybody.
    """

    class Kind(models.TextChoices):
        CALENDAR = "calendar", "Calendar"
        CARD = "card", "Personal card"
        SAY = "say", "Say something"

        def new_secret(self) -> str:
            """A card is typed from paper, so it is short; an address is not typed."""
            return codes.made(codes.CARD_LENGTH) if self == self.CARD else secrets.token_urlsafe(32)

        def hashed(self, secret: str) -> str:
            """What is kept: of a short code a hash with our key in it (see `codes`)."""
            return hashlib.sha256(secret.encode()).hexdigest() if self == self.CALENDAR else codes.hashed(self, secret)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=10, choices=Kind)
    person = models.ForeignKey(Person, models.CASCADE, null=True, blank=True, related_name="ways_in")
    project = models.ForeignKey("projects.Project", models.CASCADE, null=True, blank=True, related_name="ways_in")
    session = models.ForeignKey("projects.Session", models.CASCADE, null=True, blank=True, related_name="ways_in")
    decision = models.ForeignKey("projects.Decision", models.CASCADE, null=True, blank=True, related_name="ways_in")
    hangs = models.CharField("where people find it", max_length=120, blank=True)
    secret_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = WayInQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="say", person=None, project__isnull=False)
                | ~Q(kind="say") & Q(person__isnull=False, project=None, session=None, decision=None),
                name="a_persons_own_or_of_a_project",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} of {self.person or self.project}"

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
        return self.revoked_at is None and (self.person is None or self.person.is_active)

    @property
    def say_code(self) -> str:
        """9 clear characters for a poster that only this server can make from the id."""
        return codes.derived(f"{self.Kind.SAY} {self.pk}", codes.LETTER_LENGTH)

    @property
    def about(self) -> str:
        """What people are asked about: the session or the decision; empty for the project as a whole.

        Nor is a session named that is for members alone by now.
        """
        if self.session and not self.session.members_only:
            return f"{self.session.numbered}: {self.session.title}"
        return self.decision.question if self.decision else ""
