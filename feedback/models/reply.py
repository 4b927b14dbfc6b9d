"""What we answered, why, and whether the person was told."""

import uuid
from datetime import date, datetime

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from feedback.models.stands import NamedAs
from participants.models import Person
from projects.models import Decision, Project


class Outcome(models.TextChoices):
    USED = "used", "Used"
    PARTLY = "partly", "Partly used"
    NOT = "not", "Not used"
    NOT_YET = "not_yet", "Not yet"
    PASSED_ON = "passed_on", "Passed on"
    NOTED = "noted", "Noted"

    @property
    def meaning(self) -> str:
        return {
            "used": "We will do it",
            "partly": "Some of it",
            "not": "We will not",
            "not_yet": "We do not know yet",
            "passed_on": "Someone else decides",
            "noted": "Nothing to decide",
        }[self.value]


class Reason(models.TextChoices):
    """The usual reasons why something was not, or only partly, used."""

    COST = "cost", "Cost"
    LAW = "law", "The law"
    SAFETY = "safety", "Safety"
    TIME = "time", "Time"
    NOT_OURS = "not_ours", "Not ours to change"
    OTHERS = "others", "Others disagreed"
    DONE = "done", "Already done"
    OTHER = "other", "Another reason"


class ReplyQuerySet(models.QuerySet["Reply"]):
    def to_tell(self) -> "ReplyQuerySet":
        """Nobody told it yet: the answer that stands, or the newest word that there is no decision."""
        later = Reply.objects.filter(feedback=OuterRef("feedback"), recorded_at__gt=OuterRef("recorded_at"))
        no_decision = Q(outcome=Outcome.NOT_YET, feedback__answer=None) & ~Exists(later)
        here = {"feedback__taken_back_on": None, "feedback__closed_on": None, "feedback__concern": None}
        return self.filter(Q(stands_for__isnull=False) | no_decision, told_on=None, passed_on_at=None, **here)

    def same_words(self, reply: "Reply") -> "ReplyQuerySet":
        """One answer that several got: the same words in the same project."""
        words = ("outcome", "how", "why", "passed_to", "decision", "next_by")
        return self.filter(
            feedback__project=reply.feedback.project_id, **{name: getattr(reply, name) for name in words}
        )

    def to_say_aloud(self, project: Project) -> "ReplyQuerySet":
        """What groups of this project wait to be told in public, but for words that only facilitators read."""
        groups = {"feedback__project": project, "feedback__giver": None, "feedback__code_hash": ""}
        waiting = self.to_tell().filter(**groups).exclude(why="").exclude(feedback__named_as=NamedAs.PRIVATE)
        return waiting.select_related("feedback").order_by("promised_by", "feedback__recorded_at", "pk")

    def told_today(self, project: Project, today: date) -> str:
        """Where people were told in public last, if that was today: the next answer was most likely told there too."""
        told = self.filter(feedback__project=project, told_in_public=True, told_on=today)
        return told.order_by("-recorded_at").values_list("told_how", flat=True).first() or ""

    def mark_all_told(self, replies: "list[Reply]", on: date, how: str) -> None:
        """All these people have been told; a group, in public."""
        for in_public in (False, True):
            these = [reply.pk for reply in replies if reply.feedback.comes_back != in_public]
            self.filter(pk__in=these).update(told_on=on, told_how=how, told_in_public=in_public)


class Reply(models.Model):
    """An answer in words the giver will read. Nobody is told without a reason (TE-TR4, GW5)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    feedback = models.ForeignKey("feedback.Feedback", models.CASCADE, related_name="replies")
    outcome = models.CharField(max_length=10, choices=Outcome)
    how = models.TextField("what will happen", max_length=1000, blank=True)
    why = models.TextField("why", max_length=1000, blank=True)
    reason = models.CharField(max_length=10, choices=Reason, blank=True)
    decision = models.ForeignKey(Decision, models.PROTECT, null=True, blank=True, related_name="replies")
    passed_to = models.CharField("passed on to", max_length=160, blank=True)
    carried_to = models.CharField("carried to which meeting", max_length=160, blank=True)
    came_of_it = models.CharField("what came of it there", max_length=300, blank=True)
    next_by = models.DateField("they hear again by", null=True, blank=True)
    promised_by = models.DateField("the promise it answered")
    answered_on = models.DateField()
    answered_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    in_words_of = models.CharField("somebody outside, whose words these are", max_length=165, blank=True)
    told_on = models.DateField(null=True, blank=True)
    told_how = models.CharField(max_length=160, blank=True)
    told_in_public = models.BooleanField(default=False)
    happy = models.BooleanField("the giver's word: happy, or wants more", null=True, blank=True)
    heard_on = models.DateField("the giver said so on", null=True, blank=True)
    giver_words = models.TextField("what the giver asked next", max_length=2000, blank=True)
    passed_on_at = models.DateTimeField("our words went to the safeguarding lead", null=True, blank=True)
    recorded_at = models.DateTimeField(default=timezone.now)

    objects = ReplyQuerySet.as_manager()

    class Meta:
        ordering = ["recorded_at"]
        verbose_name_plural = "replies"
        constraints = [
            models.CheckConstraint(condition=Q(told_on=None) | ~Q(why=""), name="nobody_is_told_without_a_reason"),
            models.CheckConstraint(
                condition=Q(told_in_public=False) | Q(told_on__isnull=False), name="told_in_public_has_a_date"
            ),
        ]

    def __str__(self) -> str:
        return f"{Outcome(self.outcome).label}, {self.answered_on}"

    def mark_told(self, on: date, how: str, in_public: bool = False) -> None:
        """The person has been told: a fact of its own, apart from the answer."""
        self.told_on, self.told_how, self.told_in_public = on, how, in_public
        self.save(update_fields=["told_on", "told_how", "told_in_public"])

    @property
    def kept(self) -> bool:
        """True when the person was told by the promised day."""
        return bool(self.told_on and self.told_on <= self.promised_by)

    @property
    def headline(self) -> str:
        """The answer in one sentence, as it is said to the giver."""
        to = self.passed_to
        if to.startswith(("The ", "Our ", "A ", "An ")):  # typed as a line of its own
            to = to[0].lower() + to[1:]
        return {
            "used": "We will do it.",
            "partly": "We will do some of it.",
            "not": "We are not doing this.",
            "not_yet": "We do not know yet.",
            "passed_on": f"We passed it on to {to}.",
            "noted": "We heard this, and wrote it down.",
        }[self.outcome]

    @property
    def in_short(self) -> str:
        """Headline and what will be done, in one line."""
        return f"{self.headline} {self.how}".strip()

    def hear(self, *, happy: bool, words: str, as_at: datetime) -> None:
        """Write down what the giver said to this answer."""
        self.happy, self.giver_words, self.heard_on = happy, words, timezone.localdate(as_at)
        self.save(update_fields=["happy", "giver_words", "heard_on"])
