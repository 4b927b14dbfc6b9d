"""Lists of feedback: who sees which, and what stands in which list."""

import uuid
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Q

from feedback.models.stands import (
    CLOSED,
    COUNTED,
    LISTS,
    OPEN,
    OWED,
    TO_ANSWER,
    TO_LOOK_AT,
    TO_TELL,
    TO_THANK,
    UNANSWERED,
    WAITING_FOR_GIVER,
    Kind,
    NamedAs,
)
from participants.models import Person
from projects.models import Project

REPLY = "reply"  # the code with which a nameless giver comes back

if TYPE_CHECKING:
    from feedback.models.feedback import Feedback


# What one line of a list shows, for those who answer and for the giver.
SHOWN = [
    *("project", "kind", "problem", "better", "giver__name", "giver__contact_by", "group", "named_as", "owner__name"),
    *("about", "session", "channel", "code_hash", "joined_to", "waits_for_look"),
    *("received_on", "thanked_on", "promised_by", "closed_on", "taken_back_on", "recorded_at"),
    *("answer__outcome", "answer__how", "answer__passed_to"),
    *("answer__promised_by", "answer__told_on", "answer__told_in_public"),
]


def counts_of(*names: str) -> dict[str, models.Count]:
    """How many are in these of the board's lists, or in each."""
    return {name: models.Count("pk", filter=LISTS[name]) for name in names or LISTS}


class FeedbackQuerySet(models.QuerySet["Feedback"]):
    def visible_to(self, person: Person) -> "FeedbackQuerySet":
        """All of it for those who answer; what the giver shared for others in the project; always one's own."""
        return self.filter(
            Q(giver=person)
            | Q(project__in=Project.objects.where(person, "answer_feedback"))
            | Q(project__in=Project.objects.where(person, "see_ideas"), taken_back_on=None, waits_for_look=False)
            & ~Q(named_as=NamedAs.PRIVATE)
        )

    def counted(self) -> "FeedbackQuerySet":
        """Not taken back: the pieces whose loops we count."""
        return self.filter(COUNTED)

    def open(self) -> "FeedbackQuerySet":
        """Neither taken back, nor closed by the giver, nor told in public to a group."""
        return self.filter(OPEN)

    def to_look_at(self) -> "FeedbackQuerySet":
        """Came by an open link: only those who answer see it, until one of them has looked."""
        return self.filter(TO_LOOK_AT)

    def to_thank(self) -> "FeedbackQuerySet":
        """Nobody has said thank you."""
        return self.filter(TO_THANK)

    def to_answer(self) -> "FeedbackQuerySet":
        """Thanked, and an answer is owed."""
        return self.filter(TO_ANSWER)

    def unanswered(self) -> "FeedbackQuerySet":
        """An answer is owed, thanked or not; but first somebody looks at what came by an open link."""
        return self.filter(UNANSWERED, waits_for_look=False)

    def alike(self, pieces: Iterable[uuid.UUID]) -> "FeedbackQuerySet":
        """These pieces, and all that were joined because they say the same."""
        heads = self.filter(pk__in=list(pieces)).values_list("pk", "joined_to")
        wanted = {pk for pair in heads for pk in pair if pk}
        return self.filter(Q(pk__in=wanted) | Q(joined_to__in=wanted))

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

    def needs_without_decision(self, on: date) -> "FeedbackQuerySet":
        """Needs that no decision meets which was final by then, and that nobody said no to or passed on (CF6)."""
        decided = models.Exists(
            self.model.decisions.through.objects.filter(feedback=models.OuterRef("pk"), decision__final_on__lte=on)
        )
        said = {"kind": Kind.NEED, "received_on__lte": on, "joined_to": None, "waits_for_look": False}
        rows = self.counted().filter(~decided, **said)
        return rows.exclude(answer__decision__final_on__lte=on).exclude(
            answer__outcome__in=["not", "passed_on"], answer__answered_on__lte=on
        )

    def counts(self, *names: str) -> dict[str, int]:
        """How many are in these of the board's lists, or in each, in one query; `counted` is their whole."""
        return self.aggregate(**counts_of(*names))

    def counts_for(
        self, person: Person, projects: list[Project], late_on: date | None = None
    ) -> "models.QuerySet[Feedback, dict[str, Any]]":
        """A line for each of these projects, and for wherever the person said something: what a first page counts.

        What is owed, and what is late on that day, only for those who answer."""
        mine, owed = Q(giver=person), OWED
        counts = {
            "counted": COUNTED,
            "closed": CLOSED,
            "mine": mine & COUNTED,
            "their_turn": mine & WAITING_FOR_GIVER,
        }
        if late_on:
            counts |= {"owed": owed, "late": owed & Q(promised_by__lt=late_on)}
        here = self.filter(mine | Q(project__in=projects)).values("project")
        return here.annotate(**{name: models.Count("pk", filter=which) for name, which in counts.items()}).order_by()

    def counts_by_project(self) -> dict[uuid.UUID, dict[str, int]]:
        """For each project how many are counted and how many closed, in one query."""
        rows = self.values("project").annotate(
            counted=models.Count("pk", filter=COUNTED), closed=models.Count("pk", filter=CLOSED)
        )
        return {row["project"]: row for row in rows.order_by()}

    def their_turn_first(self) -> "FeedbackQuerySet":
        """A giver's list: what waits for them, then what is open, then what is closed; of each the newest first."""
        turn = models.Case(models.When(WAITING_FOR_GIVER, then=1), default=0)
        still_open = models.Case(models.When(OPEN, then=1), default=0)
        rows = self.select_related("project", "giver", "answer").annotate(turn=turn)
        return rows.order_by("-turn", still_open.desc(), "-received_on", "-recorded_at")

    def by_newest(self) -> "FeedbackQuerySet":
        """Newest first, with all a list shows."""
        return self.select_related("giver", "answer", "owner").order_by("-received_on", "-recorded_at", "pk")

    def by_promise(self) -> "FeedbackQuerySet":
        """Whom we owe, soonest promise first; then whom we wait for. With all a list shows."""
        turn = models.Case(models.When(WAITING_FOR_GIVER, then=1), default=0)
        return self.select_related("giver", "answer", "owner").order_by(turn, "promised_by", "recorded_at", "pk")

    def in_lines(self) -> "FeedbackQuerySet":
        """Only what a line shows: half the cost of a list."""
        return self.select_related("giver", "answer", "owner").only(*SHOWN)

    def held(self) -> "FeedbackQuerySet":
        """Nobody else changes these until we are done. What hangs on them is read later: a join would be older."""
        return self.select_related(None).select_for_update(of=("self",))

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
