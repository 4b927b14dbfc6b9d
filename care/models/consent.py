"""What somebody agrees to, purpose by purpose: in which words, how they said so, when, and until when."""

import uuid
from datetime import date

from django.db import models
from django.db.models import F, Q

from participants.models import Person
from projects.models import Project


class Purpose(models.TextChoices):
    """One question each. Yes to one is not yes to another."""

    QUOTE = "quote", "Use my words"
    NAME = "name", "Name me"
    PHOTO = "photo", "Use photos of me"
    AFTER = "after", "Stay in touch afterwards"
    SWAP = "swap", "Swap details with the group"

    @property
    def wordings(self) -> tuple[str, ...]:
        """Every wording that was ever asked, the first one first. Change none: add one, and people are asked anew."""
        return WORDINGS[self]

    @property
    def version(self) -> int:
        """The number of the wording that is asked now, counted from 1."""
        return len(self.wordings)

    @property
    def asks(self) -> str:
        return self.wordings[-1]


WORDINGS: dict[str, tuple[str, ...]] = {
    Purpose.QUOTE: ("We may use what you said, word for word, in reports and talks about this project.",),
    Purpose.NAME: ("We may put your name to what you did here, in reports, talks and films.",),
    Purpose.PHOTO: ("We may show photos and films in which you can be seen, on paper and on the internet.",),
    Purpose.AFTER: ("We may write to you or ring you after the project has ended, to tell you what came of it.",),
    Purpose.SWAP: ("We may give your phone number or email to the others in the group who said yes too.",),
}


class How(models.TextChoices):
    TICK = "tick", "Ticked here"
    ALOUD = "aloud", "Said aloud"
    SIGNED = "signed", "Signed on paper"


class ConsentQuerySet(models.QuerySet["Consent"]):
    def newest_first(self) -> "ConsentQuerySet":
        return self.order_by("-on", "-recorded_at", "pk")

    def last_said(self, person: Person, project: Project | None) -> dict[str, "Consent"]:
        """Purpose -> the last answer there; one query."""
        rows = self.filter(person=person, project=project).order_by("on", "recorded_at", "pk")
        return {row.purpose: row for row in rows}

    def yes(self) -> "ConsentQuerySet":
        """Yes to the words that are asked now, and not withdrawn. At most one stands for each person and purpose."""
        now = Q()
        for purpose in Purpose:
            now |= Q(purpose=purpose, version=purpose.version)
        return self.filter(now, answer=True, withdrawn_on=None)

    def stands(self, person: Person, purpose: str, project: Project | None = None) -> bool:
        """True only for a yes that stands. Nobody asked, no, withdrawn, or yes to older words: false."""
        return self.yes().filter(person=person, purpose=purpose, project=project).exists()


class Consent(models.Model):
    """One answer, never changed but for the day on which a yes was withdrawn."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="consents")
    project = models.ForeignKey(Project, models.CASCADE, null=True, blank=True, related_name="consents")
    purpose = models.CharField(max_length=5, choices=Purpose)
    version = models.PositiveSmallIntegerField("which wording they were asked")
    answer = models.BooleanField()
    how = models.CharField("how they said so", max_length=6, choices=How)
    recorded_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    on = models.DateField("when they said so")
    withdrawn_on = models.DateField(null=True, blank=True)
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = ConsentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "project", "purpose"],
                condition=Q(answer=True, withdrawn_on=None),
                name="one_yes_stands_for_a_purpose",
            ),
            models.UniqueConstraint(
                fields=["person", "purpose"],
                condition=Q(answer=True, withdrawn_on=None, project=None),
                name="one_yes_stands_for_a_purpose_everywhere",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_on=None) | Q(answer=True, withdrawn_on__gte=F("on")),
                name="only_a_yes_is_withdrawn_and_not_before_it_was_said",
            ),
        ]

    def __str__(self) -> str:
        return f"{Purpose(self.purpose).label}: {'yes' if self.answer else 'no'}"

    @property
    def words(self) -> str:
        """The wording they were asked, as it stood then."""
        return Purpose(self.purpose).wordings[self.version - 1]

    @property
    def still_asked(self) -> bool:
        """False once there is a newer wording."""
        return self.version == Purpose(self.purpose).version

    @classmethod
    def give(
        cls,
        person: Person,
        purpose: str,
        answer: bool,
        *,
        project: Project | None,
        how: str,
        by: Person,
        on: date,
    ) -> "Consent | None":
        """Write an answer down; a yes before it is withdrawn that day. None when nothing changes."""
        last = cls.objects.last_said(person, project).get(purpose)
        if last and last.still_asked and last.answer == answer and not last.withdrawn_on:
            return None
        standing = cls.objects.filter(person=person, project=project, purpose=purpose, answer=True, withdrawn_on=None)
        standing.update(withdrawn_on=models.functions.Greatest("on", models.Value(on)))
        version = Purpose(purpose).version
        return cls.objects.create(
            person=person,
            project=project,
            purpose=purpose,
            version=version,
            answer=answer,
            how=how,
            recorded_by=by,
            on=on,
        )
