"""A review: facts frozen at one moment, as a page and as a PDF."""

import uuid
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db import models, transaction
from django.db.models import Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce, Length
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify

from feedback.models import Feedback, Reply
from feedback.passing import GONE as WORDS_GONE
from participants.models import Event, Person
from projects.models import Project

# What is left of a piece in the facts once its giver has taken it back: the counts and dates, no words.
WITHOUT_WORDS: dict[str, Any] = {"title": "", "better": "", "how": "", "why": "", "passed_to": "", "gone": True}


# Words that may stand nowhere any more.
GONE = Q(feedback__taken_back_on__isnull=False) | Q(feedback__concern__isnull=False)
# An answer that was passed to the safeguarding lead since these facts were frozen, or last looked through.
ANSWER_GONE = Q(feedback__replies__passed_on_at__gt=Coalesce("review__looked_through_at", "review__as_at"))
ANSWERED = ("how", "why", "passed_to")
ADDED = "\n\nAdded on "  # what somebody with a code added, perhaps after the facts were frozen


def quoted() -> QuerySet[Any]:
    """Which words stand in which review: also those that were passed on, which no list of feedback holds."""
    return Review.quotes.through._default_manager.all()


def covered_since() -> Q:
    """Which reviews quote a piece with a covered name, in whose project a name was covered since we looked last."""
    since = Coalesce(OuterRef("looked_through_at"), OuterRef("asked_at"))
    covered = Event.objects.filter(kind=Event.Kind.NAME_COVERED, scope=OuterRef("project"), at__gt=since)
    pieces = quoted().filter(review=OuterRef("pk"), feedback__covered_on__isnull=False)
    return Q(Exists(covered)) & Q(Exists(pieces))


class ReviewQuerySet(models.QuerySet["Review"]):
    def visible_to(self, person: Person) -> "ReviewQuerySet":
        """Reviews of the projects whose reviews the person may read."""
        return self.filter(project__in=Project.objects.where(person, "see_reviews"))

    def listed(self) -> "ReviewQuerySet":
        """Without the heavy parts, but with `size` of the PDF (bytes) and `outdated`: words in it are gone."""
        gone = quoted().filter(GONE | ANSWER_GONE, review=OuterRef("pk"))
        outdated = ExpressionWrapper(Q(Exists(gone)) | covered_since(), models.BooleanField())
        return (
            self.defer("facts", "pdf")
            .annotate(size=Length("pdf"), outdated=outdated)
            .select_related("made_by", "project")
        )

    def unmade(self, as_at: datetime) -> "ReviewQuerySet":
        """Still owed, not tried too often, and in no worker's hands."""
        return self.filter(ready_at=None, attempts__lt=Review.ATTEMPTS).filter(
            Q(tried_at=None) | Q(tried_at__lt=as_at - Review.LEASE)
        )

    def claim(self, review_id: uuid.UUID | str, as_at: datetime) -> "Review | None":
        """The review, for this worker alone; None when it is done, given up, or in other hands."""
        mine = self.unmade(as_at).filter(pk=review_id).update(attempts=F("attempts") + 1, tried_at=as_at)
        return self.defer("pdf").select_related("project__organisation").get(pk=review_id) if mine else None

    def outdated(self) -> "ReviewQuerySet":
        """Reviews in which words stand that were taken back, passed to the safeguarding lead, or covered since."""
        gone = Q(pk__in=quoted().filter(GONE | ANSWER_GONE).values("review"))
        return self.filter(gone | covered_since()).defer("pdf")


class Review(models.Model):
    """Facts, never names of people: nothing has to be taken out when a person leaves."""

    class State(models.TextChoices):
        BEING_MADE = "being_made", "Being made"
        READY = "ready", "Ready"
        GIVEN_UP = "given_up", "Could not be made"

    ATTEMPTS = 3
    LEASE = timedelta(minutes=3)
    USUAL = timedelta(minutes=1)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    project = models.ForeignKey(Project, models.PROTECT, related_name="reviews")
    as_at = models.DateTimeField("facts as they stood")
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    facts = models.JSONField(null=True, blank=True)
    quotes = models.ManyToManyField(Feedback, related_name="quoted_in", blank=True)
    looked_through_at = models.DateTimeField("words were last taken out of it", null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    tried_at = models.DateTimeField(null=True, blank=True)
    ready_at = models.DateTimeField(null=True, blank=True)
    pdf = models.BinaryField(null=True, blank=True)
    no_pdf_because = models.CharField(max_length=300, blank=True)

    objects = ReviewQuerySet.as_manager()
    outdated = False  # `listed()` knows better

    class Meta:
        ordering = ["-as_at"]

    def __str__(self) -> str:
        return f"Review of {self.project}, {timezone.localdate(self.as_at)}"

    def get_absolute_url(self) -> str:
        return reverse("review", args=[self.project_id, self.pk])

    @property
    def file_name(self) -> str:
        """The name the PDF is saved under: coproduce-review-a-kinder-front-door-2026-03-03.pdf."""
        title = slugify(self.project.title)[:40].strip("-") or "project"
        return f"coproduce-review-{title}-{timezone.localdate(self.as_at)}.pdf"

    def state(self, as_at: datetime) -> State:
        """Derived from the dates. Given up: making it ended its worker so often that it is not tried again."""
        if self.ready_at:
            return self.State.BEING_MADE if self.outdated else self.State.READY
        if self.attempts >= self.ATTEMPTS and self.tried_at and self.tried_at < as_at - self.LEASE:
            return self.State.GIVEN_UP
        return self.State.BEING_MADE

    def freeze(self, facts: dict[str, Any], quotes: Iterable[str]) -> None:
        """Keep the facts for good, and which people's words stand in them."""
        with transaction.atomic():
            self.facts = facts
            self.save(update_fields=["facts"])
            self.quotes.set(Feedback._base_manager.filter(pk__in=quotes))

    def in_hand(self) -> ReviewQuerySet:
        """This review, unless somebody has taken it out of our hands since we claimed it."""
        return Review.objects.filter(pk=self.pk, tried_at=self.tried_at, ready_at=None)

    def let_go(self) -> None:
        """Put it back: the next tick may try again at once."""
        self.in_hand().update(tried_at=None)

    def done(self, as_at: datetime, pdf: bytes | None, no_pdf_because: str = "") -> None:
        """The page is there; the PDF too, or one line that says why not."""
        self.in_hand().update(ready_at=as_at, pdf=pdf, no_pdf_because=no_pdf_because)

    def forget_taken_back(self) -> None:
        """Take out words that are gone, and have the PDF made again. The counts stay as they stood.

        Of what was taken back the row stays, without words; of what was passed to the safeguarding lead nothing.
        """
        with transaction.atomic():
            gone = quoted().filter(GONE, review=self)
            passed = {str(pk): concern for pk, concern in gone.values_list("feedback", "feedback__concern")}
            said = (self.facts or {}).get("said", [])
            for row in said:
                row.update(WITHOUT_WORDS if row["id"] in passed else {})
            said[:] = [row for row in said if not passed.get(row["id"])]
            self.forget_answers(said)
            self.cover_names(said)
            gone.delete()
            self.looked_through_at = timezone.now()
            self.pdf, self.ready_at, self.tried_at, self.attempts = None, None, None, 0
            self.save(update_fields=["facts", "pdf", "ready_at", "tried_at", "attempts", "looked_through_at"])

    def forget_answers(self, said: list[dict[str, Any]]) -> None:
        """Take out the words of answers that were passed on; what was done, and when people were told, stays."""
        answers = Reply.objects.filter(feedback__in=self.quotes.all(), passed_on_at__isnull=False)
        gone = {(str(one.feedback_id), one.outcome, str(one.told_on)) for one in answers}
        for row in said:
            if (row["id"], row.get("outcome"), row.get("told_on")) in gone:
                row.update(how="", why=WORDS_GONE, passed_to="")

    def cover_names(self, said: list[dict[str, Any]]) -> None:
        """Words in which a name was covered stand here as they stand now; what was added since does not."""
        covered = {str(one.pk): one for one in self.quotes.filter(covered_on__isnull=False)}
        for row in said:
            if one := covered.get(row["id"]):
                answer = one.replies.filter(outcome=row["outcome"], told_on=row["told_on"]).first()
                row.update({name: getattr(answer, name) for name in ANSWERED} if answer else {})
                parts = one.better.split(ADDED)
                known = row["better" if one.problem else "title"].count(ADDED) + 1
                better = ADDED.join(parts[:known]).strip()
                row.update(title=one.problem.strip() or better, better=better if one.problem else "")
