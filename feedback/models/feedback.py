"""What somebody said, and how far its loop has come."""

import uuid
from collections.abc import Iterable
from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from care.models import Concern
from feedback.models.forget import forget_in_messages
from feedback.models.lists import REPLY, FeedbackQuerySet, Kept, PassedOn
from feedback.models.public import PublicLine
from feedback.models.reply import Outcome, Reply
from feedback.models.stands import NO_ANSWER_NEEDED, Channel, Kind, NamedAs
from feedback.models.wall import take_off_wall
from participants.folding import FoldedField
from participants.models import Person
from participants.templatetags.look import day
from projects import codes
from projects.models import AgendaItem, Agreement, Boundary, Capacity, Decision, Entry, Project, Session, WayIn

FEWEST = 5  # others who said the same, before anybody but staff hears how many


class Feedback(models.Model):
    """One thing somebody said. There is no field for a story (L9): a problem, and what would make it better."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    project = models.ForeignKey(Project, models.PROTECT, related_name="feedback")
    about = models.ForeignKey(Decision, models.PROTECT, null=True, blank=True, related_name="comments")
    session = models.ForeignKey(Session, models.PROTECT, null=True, blank=True, related_name="feedback")
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.COMMENT)
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
    channel = models.CharField("how it reached us", max_length=8, choices=Channel, default=Channel.HERE)
    way_in = models.ForeignKey(
        WayIn, models.SET_NULL, null=True, blank=True, related_name="+", help_text="The open link or poster it came by."
    )
    waits_for_look = models.BooleanField("came by an open link, and nobody has looked at it", default=False)
    code_hash = models.CharField("of the code with which a nameless giver comes back", max_length=64, blank=True)
    with_others = models.CharField("said together with", max_length=160, blank=True)
    partners = models.CharField("partners from outside the organisation", max_length=160, blank=True)
    must_hear = models.CharField("who must hear it", max_length=160, blank=True)
    covered_on = models.DateField("names in it were covered on", null=True, blank=True)
    joined_to = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="joined", help_text="The piece it says again."
    )
    unexpected = models.BooleanField("we did not expect this", default=False)
    public_words = models.CharField("how it stands on the public page", max_length=300, blank=True)

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
    on_wall = models.OneToOneField(
        Entry,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text="Where what we should be asking stands among the questions.",
    )
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
                condition=Q(code_hash="") | Q(giver=None, group=""), name="a_code_is_for_nobody_by_name"
            ),
            models.UniqueConstraint(fields=["code_hash"], condition=~Q(code_hash=""), name="one_piece_for_a_code"),
            models.CheckConstraint(condition=~Q(joined_to=F("pk")), name="not_joined_to_itself"),
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
    def is_about(self) -> str:
        """The session or the decision it is about, in words; empty for the project as a whole."""
        if self.session:
            return f"{self.session.numbered}: {self.session.title}"
        return f"Decision {self.about.number}: {self.about.question}" if self.about else ""

    @property
    def needs_answer(self) -> bool:
        """False for a thank you or a feeling of somebody who can be thanked."""
        return self.kind not in NO_ANSWER_NEEDED or not self.comes_back

    @property
    def comes_back(self) -> bool:
        """Somebody hears the answer alone: by name, or with a code. A group is told in public."""
        return bool(self.giver_id or self.code_hash)

    @property
    def may_be_ticked(self) -> bool:
        """On the board, to get one answer together with others. As `unanswered` says it, of what is open."""
        return self.step < 3 and self.needs_answer and not self.waits_for_look

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
        """Who it is from, for those who answer: the giver's name, the group, or somebody without a name."""
        return self.giver.name if self.giver else self.nobody_by_name

    @property
    def tell_whom(self) -> str:
        """The word after "tell", for staff: a first name, the group, or the person with the code."""
        if self.giver:
            return self.giver.first_name
        return "the person with the code" if self.code_hash else "the group"

    @property
    def nobody_by_name(self) -> str:
        return self.group or ("someone without a name" if self.code_hash else "a group")

    @property
    def others_see(self) -> str:
        """Who it is from, as the giver chose to be shown; without the name where they want it beside nothing."""
        if not self.giver:
            return self.nobody_by_name
        return self.giver.full_credit if self.by_name else "a member"

    @property
    def by_name(self) -> bool:
        """The giver's name stands beside it."""
        return bool(self.giver and self.named_as == NamedAs.NAME and not self.giver.nameless)

    @property
    def may_be_asked(self) -> bool:
        """What we should be asking may stand among the questions: all who read these may read it. And it does not."""
        shown = self.named_as != NamedAs.PRIVATE and not self.waits_for_look
        return bool(self.not_asked and shown and not self.on_wall_id)

    @classmethod
    def holds(cls, code: str) -> models.QuerySet["Feedback"]:
        """The piece of this code wherever it is: also taken back, or passed to the safeguarding lead."""
        return cls._base_manager.filter(code_hash=codes.hashed(REPLY, code))

    def without_a_name(self, code: str, as_at: datetime) -> None:
        """Nobody's by name, and found by the code alone. No time finer than the day is kept."""
        self.giver, self.group, self.code_hash = None, "", codes.hashed(REPLY, code)
        self.recorded_at = timezone.localtime(as_at).replace(hour=0, minute=0, second=0, microsecond=0)

    def add_words(self, words: str, as_at: datetime) -> None:
        """The giver adds something before there is an answer. Somebody looks at it again before others read it."""
        self.better = f"{self.better}\n\nAdded on {day(timezone.localdate(as_at))}:\n{words}".strip()
        self.waits_for_look = True
        self.save(update_fields=["better", "waits_for_look", "words"])

    def thank(self, by: Person, as_at: datetime) -> None:
        """Say thank you; whoever does it first becomes the owner."""
        self.thanked_on = self.thanked_on or timezone.localdate(as_at)
        self.owner = self.owner or by
        self.save(update_fields=["thanked_on", "owner"])

    def hand_to(self, owner: Person) -> None:
        """This facilitator looks after it from now on."""
        self.owner = owner
        self.save(update_fields=["owner"])

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
        """The giver says it is finished; `noted_by` wrote it down for someone without email."""
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

    def join(self, others: "Iterable[Feedback]") -> None:
        """They say the same. Each keeps its own loop, and brings along what was joined to it before."""
        head = self.joined_to or self
        keys = [said.pk for said in others]
        same = Feedback.objects.filter(Q(pk__in=keys) | Q(joined_to__in=keys), project=self.project_id)
        same.exclude(pk=head.pk).update(joined_to=head)

    def part(self) -> None:
        """It stands alone again. What was joined to it stays together, under what came first."""
        rest = Feedback.objects.filter(joined_to=self)
        first = rest.order_by("received_on", "recorded_at", "pk").first()
        if first:
            rest.exclude(pk=first.pk).update(joined_to=first)
            Feedback.objects.filter(pk=first.pk).update(joined_to=None)
        self.joined_to = None
        self.save(update_fields=["joined_to"])

    @property
    def alike(self) -> FeedbackQuerySet:
        """What else says the same, but for what was taken back; for staff."""
        head = self.joined_to_id or self.pk
        same: FeedbackQuerySet = Feedback.objects.filter(Q(pk=head) | Q(joined_to=head), project=self.project_id)
        return same.counted().exclude(pk=self.pk)

    @property
    def others_said_it(self) -> int:
        """How many others said the same, as any reader may know it: 0 below 5, for then it could tell who they are.

        Only what is shared with the project counts; never who, and never a way to their words.
        """
        shared = self.alike.filter(waits_for_look=False).exclude(named_as=NamedAs.PRIVATE)
        count = (shared.exclude(giver=self.giver_id) if self.giver_id else shared).count()
        return count if count >= FEWEST else 0

    def take_back(self, as_at: datetime) -> None:
        """The giver takes their words back; we keep the fact and no copy, neither in our messages nor in replies."""
        forget_in_messages(self, "The words were taken back.", "- Taken back\n")
        self.replies.update(giver_words="")
        take_off_wall(self)
        self.part()
        PublicLine.objects.filter(feedback=self).delete()
        self.taken_back_on = timezone.localdate(as_at)
        gone = ("problem", "better", "not_asked", "with_others", "partners", "must_hear", "public_words")
        for name in gone:
            setattr(self, name, "")
        self.save(update_fields=["taken_back_on", "words", *gone])
