"""What stands on the public page of a project: only what somebody put there, for as long as it may stand."""

import uuid
from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.crypto import salted_hmac

from care.models import Consent, Purpose
from feedback.models.reply import Outcome
from feedback.models.stands import NamedAs
from participants.models import Person
from projects.models import Decision, Project, WayIn

if TYPE_CHECKING:
    from feedback.models.feedback import Feedback


class PublicPage(models.Model):
    """ "You said, we did", for everybody. Off until a facilitator switches it on."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    project = models.OneToOneField(Project, models.PROTECT, related_name="public_page")
    slug = models.SlugField("its address", max_length=60, unique=True)
    on_since = models.DateField(null=True, blank=True)
    listed = models.BooleanField("search engines may show it", default=False)
    contact = models.CharField("whom to contact", max_length=200, blank=True)
    decisions = models.ManyToManyField(Decision, blank=True, related_name="+")
    changes = models.ManyToManyField("feedback.Change", blank=True, related_name="+")
    way_in = models.ForeignKey(
        WayIn,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text="By which people say something there.",
    )

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(on_since=None) | ~Q(contact=""), name="a_public_page_says_whom_to_ask")
        ]

    def __str__(self) -> str:
        return f"Public page of {self.project}"

    def get_absolute_url(self) -> str:
        return reverse("public", args=[self.slug])


class Says(models.TextChoices):
    """What the giver says to how their piece stands in public."""

    YES = "yes", "Yes"
    NO = "no", "No"


class PublicLineQuerySet(models.QuerySet["PublicLine"]):
    def standing(self) -> "PublicLineQuerySet":
        """What everybody may read now, the newest first.

        Put there by a facilitator and not refused by its giver; the giver was told first; it is neither private,
        taken back, passed on nor waiting for a look. The giver's own words: only with their yes to these words and
        a standing yes to "Use my words". `PublicLine.unchanged` is the last condition.
        """
        a_group = Q(feedback__answer__isnull=False, feedback__giver=None, feedback__code_hash="")
        told = Q(feedback__answer__told_on__isnull=False) | a_group
        own = Q(own_words=False) | Q(said=Says.YES, may_quote=True, feedback__giver__is_active=True)
        here = self.filter(published_on__isnull=False, feedback__taken_back_on=None, feedback__concern=None)
        return (
            here.filter(feedback__waits_for_look=False)
            .annotate(may_quote=agreed(Purpose.QUOTE), may_name=agreed(Purpose.NAME))
            .filter(told, own)
            .exclude(said=Says.NO)
            .exclude(feedback__public_words="")
            .exclude(feedback__named_as=NamedAs.PRIVATE)
            .select_related("feedback__answer", "feedback__giver")
            .order_by("-published_on", "-feedback__recorded_at", "feedback")
        )


def agreed(purpose: str) -> Exists:
    """The giver's yes to this purpose stands in this project."""
    yes = Consent.objects.yes().filter(purpose=purpose)
    return Exists(yes.filter(person=OuterRef("feedback__giver"), project=OuterRef("feedback__project")))


class PublicLine(models.Model):
    """How one piece stands in public; its words are `Feedback.public_words`."""

    feedback = models.OneToOneField("feedback.Feedback", models.CASCADE, primary_key=True, related_name="public_line")
    did = models.CharField("what we did, or why not, as everybody reads it", max_length=600)
    own_words = models.BooleanField("these are the giver's own words", default=False)
    of_words = models.CharField("of what they said, as it was when we put it there", max_length=64, editable=False)
    published_on = models.DateField(null=True, blank=True)
    asked_on = models.DateField("the giver was asked on", null=True, blank=True)
    said = models.CharField("what the giver said", max_length=3, choices=Says, blank=True)
    said_on = models.DateField(null=True, blank=True)
    noted_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", help_text="Who wrote down what they said."
    )

    objects = PublicLineQuerySet.as_manager()
    may_name = False  # of a `standing` line: the giver agreed to be named

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(said="") | Q(said_on__isnull=False), name="what_a_giver_said_has_a_day")
        ]

    def __str__(self) -> str:
        return f"In public: {self.feedback_id}"

    @property
    def unchanged(self) -> bool:
        """False once somebody changed or covered what was said: then a facilitator looks again."""
        return self.of_words == digest_of(self.feedback)

    @property
    def headline(self) -> str:
        """The answer in one sentence; to whom it was passed on may be a person, so it is not said."""
        answer = self.feedback.answer
        if not answer:
            return ""
        return "Somebody else decides." if answer.outcome == Outcome.PASSED_ON else answer.headline

    @property
    def where(self) -> str:
        """Where it stands, in words for facilitators; the page shows it only at "Stands in public"."""
        said = self.feedback
        if self.said == Says.NO:
            return "Its giver said no"
        if not self.published_on:
            return "Not in public"
        if not self.unchanged:
            return "What was said has changed. Look at it again"
        if (said.giver_id or said.code_hash) and said.answer and not said.answer.told_on:
            return "Waits until its giver is told"
        if self.own_words and not self.said:
            return "Waits for a yes from its giver"
        return "Stands in public"

    @property
    def named(self) -> str:
        """The giver's name: only beside their own words, where they chose it and agreed to it. Of a `standing` line."""
        said = self.feedback
        by_name = said.giver and said.named_as == NamedAs.NAME and not said.giver.nameless
        return said.giver.full_credit if said.giver and by_name and self.own_words and self.may_name else ""

    def publish(self, words: str, on: date) -> None:
        """Put it there. Of the giver's own words, other words need another yes."""
        if self.own_words and (words != self.feedback.public_words or not self.asked_on):
            self.asked_on, self.said, self.said_on = on, "", None
        self.feedback.public_words = words
        self.feedback.save(update_fields=["public_words"])
        self.published_on = self.published_on or on
        self.of_words = digest_of(self.feedback)
        self.save()

    def take_off(self) -> None:
        """From this moment nobody reads it there."""
        self.published_on = self.asked_on = None
        self.save(update_fields=["published_on", "asked_on"])

    def hear(self, says: str, words: str, on: date, noted_by: Person | None = None) -> None:
        """The giver says yes or no. Words they changed are their own, and wait: they may name somebody."""
        if words and words != self.feedback.public_words:
            self.feedback.public_words, self.own_words, self.published_on = words, True, None
            self.asked_on = self.asked_on or on
            self.feedback.save(update_fields=["public_words"])
        self.said, self.said_on, self.noted_by = says, on, noted_by
        self.save()


def digest_of(said: "Feedback") -> str:
    """A trace of the words from which nobody can read them."""
    words = "\0".join((said.problem, said.better, said.not_asked))
    return salted_hmac("feedback.public", words, algorithm="sha256").hexdigest()
