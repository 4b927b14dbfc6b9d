"""Somebody outside the project who decides: asked by a link that lets them answer one piece, and nothing else."""

import hashlib
import hmac
import uuid
from datetime import date, datetime, timedelta
from urllib.parse import urljoin

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from feedback.models.feedback import Feedback
from feedback.models.reply import Reply
from feedback.models.stands import OWED, NamedAs
from participants.models import Person


class AskedQuerySet(models.QuerySet["Asked"]):
    def open(self) -> "AskedQuerySet":
        """Neither answered nor taken back by us; the day may be over."""
        return self.filter(answered_at=None, withdrawn_at=None)

    def ended_by(self, day: date) -> "AskedQuerySet":
        """Answered, taken back by us or run out on that day or before it."""
        ran_out = Q(answered_at=None, withdrawn_at=None, until__lte=day - Asked.LASTS_AFTER)
        return self.filter(Q(answered_at__date__lte=day) | Q(withdrawn_at__date__lte=day) | ran_out)

    def waiting(self) -> "AskedQuerySet":
        """The giver still waits for an answer, and this one is to give it."""
        owed = Feedback.objects.filter(OWED, answer=None)
        return self.open().filter(feedback__in=owed.values("pk"))


class Asked(models.Model):
    """One link, one piece, one use. The token is derived, so the database holds no key to the words.

    The promise to the giver goes on running; the answer waits until a facilitator sends it on.
    """

    LASTS_AFTER = timedelta(days=14)  # the day on which we ask again

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    feedback = models.ForeignKey(Feedback, models.CASCADE, related_name="asked")
    name = models.CharField("who decides", max_length=80)
    role = models.CharField("what they do", max_length=80, blank=True)
    email = models.EmailField(blank=True)
    giver_agreed = models.BooleanField("the giver agreed that they read words kept among facilitators", default=False)
    asked_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    until = models.DateField("we ask them again by")
    answered_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    reply = models.OneToOneField(Reply, models.SET_NULL, null=True, blank=True, related_name="asked")

    objects = AskedQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "asked"
        constraints = [
            models.UniqueConstraint(
                fields=["feedback"],
                condition=Q(answered_at=None, withdrawn_at=None),
                name="one_outside_is_asked_at_a_time",
            )
        ]

    def __str__(self) -> str:
        return self.who

    @property
    def who(self) -> str:
        """Name and what they do; after some time only what they do."""
        return ", ".join(part for part in (self.name, self.role) if part) or "somebody outside"

    @property
    def token(self) -> str:
        """64 characters that only this server can make from the id."""
        return hmac.new(settings.SECRET_KEY.encode(), f"asked {self.id}".encode(), hashlib.sha256).hexdigest()

    def fits(self, token: str) -> bool:
        return hmac.compare_digest(self.token.encode(), token.encode())

    @property
    def link(self) -> str:
        return urljoin(settings.SITE_URL, reverse("answer_outside", args=[self.id, self.token]))

    @property
    def expires_on(self) -> date:
        """The last day on which the link opens."""
        return self.until + self.LASTS_AFTER

    def why_not(self, as_at: datetime) -> str:
        """Why it does not open: "used", "withdrawn", "gone", "settled", "look", "expired"; empty when it does."""
        said = self.feedback
        if self.answered_at:
            return "used"
        if self.withdrawn_at or self.for_few:
            return "withdrawn"
        if said.taken_back_on or said.concern_id or said.closed_on:
            return "gone"
        if said.answer_id:
            return "settled"
        if said.waits_for_look:
            return "look"
        return "expired" if timezone.localdate(as_at) > self.expires_on else ""

    @property
    def for_few(self) -> bool:
        """The words are for the facilitators alone by now, and nobody agreed to this."""
        return self.feedback.named_as == NamedAs.PRIVATE and not self.giver_agreed

    def answer(self, reply: Reply, as_at: datetime) -> Reply:
        """Keep their answer, in their name. It is told when a facilitator sends it on."""
        reply.answered_by, reply.in_words_of = self.asked_by, self.who
        self.feedback.reply(reply, as_at)
        self.answered_at, self.reply = as_at, reply
        self.save(update_fields=["answered_at", "reply"])
        return reply

    def forget_who(self, as_at: datetime) -> None:
        """Name and address go. What was asked and answered stays, and in which role."""
        was, self.name, self.email = self.who, "", ""
        Reply.objects.filter(feedback=self.feedback_id, in_words_of=was).update(in_words_of=self.who)
        if not self.answered_at:
            self.withdrawn_at = self.withdrawn_at or as_at
        self.save(update_fields=["name", "email", "withdrawn_at"])

    def withdraw(self, as_at: datetime) -> None:
        """The link opens nothing any more."""
        self.withdrawn_at = as_at
        self.save(update_fields=["withdrawn_at"])
