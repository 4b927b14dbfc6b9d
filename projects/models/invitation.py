"""Asking someone in: a link by email, or a letter with a short code."""

import hashlib
import hmac
import uuid
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urljoin

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone

from participants.models import Person
from projects import codes
from projects.models.membership import Membership, Role

LETTER = "letter"


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def open(self) -> "InvitationQuerySet":
        """Neither used nor replaced; they may have run out."""
        return self.filter(accepted_at=None, voided_at=None)

    def ask(self, by_letter: bool = False, **more: Any) -> "Invitation":
        """An invitation by email; by letter, one that is found by its short code too."""
        invitation = self.model(**more)
        if by_letter:
            invitation.code_hash = codes.hashed(LETTER, invitation.code)
        invitation.save(force_insert=True)
        return invitation

    def with_code(self, code: str) -> "Invitation | None":
        """The letter with this code, used or not."""
        return self.filter(code_hash=codes.hashed(LETTER, code)).select_related("person").first()


class Invitation(models.Model):
    """One link, one person, one use, 14 days. The token is derived, so the database holds no key to the door.

    Nor does it for a letter: its code is derived too, and found by a hash that only this server can make.
    """

    LASTS = timedelta(days=14)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey("projects.Organisation", models.PROTECT, related_name="+")
    project = models.ForeignKey("projects.Project", models.PROTECT, null=True, blank=True, related_name="invitations")
    person = models.ForeignKey(Person, models.PROTECT, related_name="invitations")
    name = models.CharField("the name they were asked by", max_length=80, blank=True)
    role = models.CharField(max_length=12, choices=Role)
    invited_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    accepted_at = models.DateTimeField(null=True, blank=True)
    voided_at = models.DateTimeField(null=True, blank=True)
    code_hash = models.CharField("of the code in a letter", max_length=64, blank=True, editable=False)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["code_hash"], condition=~models.Q(code_hash=""), name="one_letter_for_a_code"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person}, {Role(self.role).label}"

    @property
    def token(self) -> str:
        """64 characters that only this server can make from the id."""
        return hmac.new(settings.SECRET_KEY.encode(), f"invitation {self.id}".encode(), hashlib.sha256).hexdigest()

    @property
    def code(self) -> str:
        """9 clear characters for paper that only this server can make from the id."""
        return codes.derived(f"{LETTER} {self.id}", codes.LETTER_LENGTH)

    @property
    def by_letter(self) -> bool:
        return bool(self.code_hash)

    @property
    def link(self) -> str:
        return urljoin(settings.SITE_URL, reverse("join", args=[self.id, self.token]))

    @property
    def asked_as(self) -> str:
        """The name the inviter knows: whoever invites an address must not learn from us whose it is."""
        return self.name or self.person.name

    def fits(self, token: str) -> bool:
        return hmac.compare_digest(self.token, token)

    @property
    def expires_at(self) -> datetime:
        return self.made_at + self.LASTS

    def why_not(self, as_at: datetime) -> str:
        """Why this link no longer opens: "used", "replaced", "expired"; empty when it does."""
        if self.accepted_at:
            return "used"
        if self.voided_at:
            return "replaced"
        return "expired" if as_at >= self.expires_at else ""

    def latest(self) -> "Invitation":
        """The newest invitation of this person to this place; this one unless it was replaced."""
        same = Invitation.objects.filter(
            organisation=self.organisation_id, project=self.project_id, person=self.person_id
        )
        return same.latest("made_at")

    def accept(self, as_at: datetime) -> Membership:
        """The membership this makes, or the one the person already has there: they said yes. One use."""
        self.accepted_at = as_at
        self.save(update_fields=["accepted_at"])
        today = timezone.localdate(as_at)
        membership, _ = Membership.objects.current().get_or_create(
            organisation=self.organisation,
            project=self.project,
            person=self.person,
            defaults={"role": self.role, "joined_on": today, "invited_by": self.invited_by},
        )
        membership.agreed_on = today
        membership.save(update_fields=["agreed_on"])
        return membership

    def again(self, by: Person | None, as_at: datetime) -> "Invitation":
        """A new link, or a new letter; the old one stops working."""
        self.voided_at = as_at
        self.save(update_fields=["voided_at"])
        return Invitation.objects.ask(
            by_letter=self.by_letter,
            organisation=self.organisation,
            project=self.project,
            person=self.person,
            name=self.name,
            role=self.role,
            invited_by=by,
            made_at=as_at,
        )
