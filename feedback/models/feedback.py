"""What somebody said, and how far its loop has come."""

import uuid
from datetime import date, datetime

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from care.models import Concern
from feedback.models.forget import forget_in_messages
from feedback.models.reply import Outcome, Reply
from feedback.models.stands import (
    CLOSED,
    COUNTED,
    LISTS,
    OPEN,
    OWED,
    TO_ANSWER,
    TO_TELL,
    TO_THANK,
    WAITING_FOR_GIVER,
    Kind,
)
from participants.folding import FoldedField
from participants.models import Person
from projects.models import AgendaItem, Agreement, Boundary, Capacity, Decision, Entry, Project, Session


class NamedAs(models.TextChoices):
    """How the giver is shown, and who reads the words."""

    NAME = "name", "By name"
    MEMBER = "member", "A member"
    PRIVATE = "private", "Only the facilitators read it"


class FeedbackQuerySet(models.QuerySet["Feedback"]):
    def visible_to(self, person: Person) -> "FeedbackQuerySet":
        """All of it for those who answer; what the giver shared for others in the project; always one's own."""
        return self.filter(
            Q(giver=person)
            | Q(project__in=Project.objects.where(person, "answer_feedback"))
            | Q(project__in=Project.objects.where(person, "see_ideas"), taken_back_on=None)
            & ~Q(named_as=NamedAs.PRIVATE)
        )

    def counted(self) -> "FeedbackQuerySet":
        """Not taken back: the pieces whose loops we count."""
        return self.filter(COUNTED)

    def open(self) -> "FeedbackQuerySet":
        """Neither taken back, nor closed by the giver, nor told in public to a group."""
        return self.filter(OPEN)

    def to_thank(self) -> "FeedbackQuerySet":
        """Nobody has said thank you."""
        return self.filter(TO_THANK)

    def to_answer(self) -> "FeedbackQuerySet":
        """Thanked, and an answer is owed."""
        return self.filter(TO_ANSWER)

    def to_tell(self) -> "FeedbackQuerySet":
        """Answered, but the person has not been told."""
        return self.filter(TO_TELL)

    def waiting_for_giver(self) -> "FeedbackQuerySet":
        """The last step is theirs: told, or thanked where thanks is all that is owed."""
        return self.filter(WAITING_FOR_GIVER)

    def closed(self) -> "FeedbackQuerySet":
        """Closed by the giver, or told in public to a group."""
        return self.filter(CLOSED)

    def owed(self) -> "FeedbackQuerySet":
        """The promise to reply still stands: nobody has been told, and it is our turn."""
        return self.filter(OWED)

    def late(self, on: date) -> "FeedbackQuerySet":
        """The promised day is over and the promise still stands."""
        return self.owed().filter(promised_by__lt=on)

    def owed_and_late(self, on: date) -> dict[str, int]:
        """How many promises stand, and of how many the day is over, in one query."""
        late = models.Count("pk", filter=Q(promised_by__lt=on))
        return self.owed().aggregate(owed_count=models.Count("pk"), late_count=late)

    def counts(self, *names: str) -> dict[str, int]:
        """How many are in these of the board's lists, or in each, in one query; `counted` is their whole."""
        return self.aggregate(**{name: models.Count("pk", filter=LISTS[name]) for name in names or LISTS})

    def counts_by_project(self) -> dict[uuid.UUID, dict[str, int]]:
        """For each project how many are counted and how many closed, in one query."""
        rows = self.values("project").annotate(
            counted=models.Count("pk", filter=COUNTED), closed=models.Count("pk", filter=CLOSED)
        )
        return {row["project"]: row for row in rows.order_by()}

    def their_turn_first(self) -> "FeedbackQuerySet":
        """A giver's list: what waits for them, then newest first."""
        turn = models.Case(models.When(WAITING_FOR_GIVER, then=1), default=0)
        rows = self.select_related("project", "giver", "answer").annotate(turn=turn)
        return rows.order_by("-turn", "-received_on", "-recorded_at")

    def by_newest(self) -> "FeedbackQuerySet":
        """Newest first, with all a list shows."""
        return self.select_related("giver", "answer", "owner").order_by("-received_on", "-recorded_at", "pk")

    def by_promise(self) -> "FeedbackQuerySet":
        """Whom we owe, soonest promise first; then whom we wait for. With all a list shows."""
        turn = models.Case(models.When(WAITING_FOR_GIVER, then=1), default=0)
        return self.select_related("giver", "answer", "owner").order_by(turn, "promised_by", "recorded_at", "pk")

    def soonest(self) -> "FeedbackQuerySet":
        """Whom we owe, soonest promise first. In the order of an index: of thousands that wait, few are read."""
        return self.owed().select_related("giver", "answer").order_by("promised_by", "recorded_at", "pk")


class Kept(models.Manager.from_queryset(FeedbackQuerySet)):  # type: ignore[misc]
    """Without what was passed to the safeguarding lead: that is in nobody's list, count, search or export."""

    def get_queryset(self) -> FeedbackQuerySet:
        return super().get_queryset().filter(concern=None)


class PassedOn(models.Manager.from_queryset(FeedbackQuerySet)):  # type: ignore[misc]
    """Only what was passed to the lead: for its giver, and for taking its words out of what was made before."""

    def get_queryset(self) -> FeedbackQuerySet:
        return super().get_queryset().exclude(concern=None)


class Feedback(models.Model):
    """One thing somebody said. There is no field for a story (L9): a problem, and what would make it better."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    project = models.ForeignKey(Project, models.PROTECT, related_name="feedback")
    about = models.ForeignKey(Decision, models.PROTECT, null=True, blank=True, related_name="comments")
    session = models.ForeignKey(Session, models.PROTECT, null=True, blank=True, related_name="feedback")
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.IDEA)
    problem = models.TextField(max_length=2000, blank=True)
    better = models.TextField("what would make it better", max_length=2000, blank=True)
    not_asked = models.TextField("what should we be asking that we are not?", max_length=2000, blank=True)

    giver = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="ideas")
    group = models.CharField("a group's words, as written", max_length=160, blank=True)
    capacity = models.CharField(max_length=12, choices=Capacity, blank=True)
    named_as = models.CharField(max_length=8, choices=NamedAs, default=NamedAs.MEMBER)
    typed_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    read_back_on = models.DateField("read back to them on", null=True, blank=True)
    source = models.CharField("where it came from", max_length=200, blank=True)

    owner = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    received_on = models.DateField()
    recorded_at = models.DateTimeField(default=timezone.now)
    thanked_on = models.DateField(null=True, blank=True)
    promised_by = models.DateField()
    answer = models.OneToOneField(
        Reply, models.SET_NULL, null=True, blank=True, related_name="stands_for", help_text="The reply that stands."
    )
    taken_back_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    closed_noted_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", help_text="Who wrote down that they said so."
    )
    # What it led to.
    decisions = models.ManyToManyField(Decision, blank=True, related_name="feedback")
    agenda_items = models.ManyToManyField(AgendaItem, blank=True, related_name="feedback")
    entries = models.ManyToManyField(Entry, blank=True, related_name="feedback")
    agreements = models.ManyToManyField(Agreement, blank=True, related_name="feedback")
    boundaries = models.ManyToManyField(Boundary, blank=True, related_name="feedback")
    words = FoldedField("problem", "better", "not_asked")
    concern = models.OneToOneField(Concern, models.PROTECT, null=True, blank=True, related_name="+")

    objects = Kept()
    passed_on = PassedOn()

    class Meta:
        verbose_name_plural = "feedback"
        indexes = [
            models.Index(fields=["project", "promised_by"], name="feedback_by_promise"),
            models.Index(fields=["project", "-received_on"], name="feedback_newest"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(giver=None) | Q(group=""), name="from_a_person_or_a_group"),
            models.CheckConstraint(
                condition=~Q(problem="", better="") | Q(taken_back_on__isnull=False) | Q(concern__isnull=False),
                name="something_was_said",
            ),
            models.CheckConstraint(
                condition=Q(closed_on=None) | Q(closed_on__gte=F("received_on")), name="closed_after_it_was_received"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """The person's own words, the first line of them, at most 80 characters."""
        if self.taken_back_on:
            return "Taken back"
        words = (self.problem or self.better).strip().split("\n")[0]
        return words if len(words) <= 80 else words[:77].rsplit(" ", 1)[0] + "…"

    def get_absolute_url(self) -> str:
        return reverse("idea", args=[self.project_id, self.pk])

    @property
    def needs_answer(self) -> bool:
        """False for a person's thank you or feeling."""
        return Kind(self.kind).needs_answer or not self.giver_id

    @property
    def step(self) -> int:
        """How far the loop has come, 1 to 5: had, thanked, answered, told, closed."""
        if self.closed_on or (self.answer and self.answer.told_in_public):
            return 5
        if self.answer:
            return 4 if self.answer.told_on else 3
        if self.thanked_on:
            return 2 if self.needs_answer else 4
        return 1

    @property
    def facilitators_see(self) -> str:
        """Who it is from, for those who answer: the giver's name, or the group."""
        return self.giver.name if self.giver else self.group or "a group"

    @property
    def tell_whom(self) -> str:
        """The word after "tell", for staff: a first name, or the group."""
        return self.giver.first_name if self.giver else "the group"

    @property
    def others_see(self) -> str:
        """Who it is from, as the giver chose to be shown; without the name where they want it beside nothing."""
        if not self.giver:
            return self.group or "a group"
        by_name = self.named_as == NamedAs.NAME and not self.giver.nameless
        return self.giver.full_credit if by_name else "a member"

    def thank(self, by: Person, as_at: datetime) -> None:
        """Say thank you; whoever does it first becomes the owner."""
        self.thanked_on = self.thanked_on or timezone.localdate(as_at)
        self.owner = self.owner or by
        self.save(update_fields=["thanked_on", "owner"])

    def reply(self, reply: Reply, as_at: datetime) -> Reply:
        """Write an answer down. "Not yet" is contact, not an answer: the promise moves to its new date."""
        today = timezone.localdate(as_at)
        reply.feedback, reply.answered_on, reply.promised_by = self, today, self.promised_by
        reply.save()
        self.answer = reply if reply.outcome != Outcome.NOT_YET else None
        if not self.answer and reply.next_by:
            self.promised_by = reply.next_by
        self.thanked_on = self.thanked_on or today
        self.owner = self.owner or reply.answered_by
        self.save(update_fields=["answer", "promised_by", "thanked_on", "owner"])
        return reply

    def close(self, as_at: datetime, noted_by: Person | None = None) -> None:
        """The giver says it is finished; `noted_by` wrote it down for someone without e-mail."""
        self.closed_on, self.closed_noted_by = timezone.localdate(as_at), noted_by
        self.save(update_fields=["closed_on", "closed_noted_by"])
        if self.answer:
            self.answer.hear(happy=True, words="", as_at=as_at)

    def ask_again(self, words: str, as_at: datetime) -> None:
        """The giver wants more: the loop opens again at step 2, with a new promise."""
        if self.answer:
            self.answer.hear(happy=False, words=words, as_at=as_at)
        self.answer = self.closed_on = self.closed_noted_by = None
        self.promised_by = self.project.promise_from(timezone.localdate(as_at))
        self.save(update_fields=["answer", "closed_on", "closed_noted_by", "promised_by"])

    def take_back(self, as_at: datetime) -> None:
        """The giver takes their words back; we keep the fact and no copy, neither in our messages nor in replies."""
        forget_in_messages(self, "The words were taken back.", "- Taken back\n")
        self.replies.update(giver_words="")
        self.taken_back_on = timezone.localdate(as_at)
        self.problem = self.better = self.not_asked = ""
        self.save(update_fields=["taken_back_on", "problem", "better", "not_asked", "words"])
