"""Asked rather than assumed: when each person was asked what they need, and what came of it (TE-IN4)."""

import uuid
from datetime import date, timedelta

from django.db import models
from django.db.models import Exists, OuterRef, Q

from participants.models import Person

ASK_AGAIN = timedelta(days=365)


class Outcome(models.TextChoices):
    """What came of asking. All three are answers."""

    GIVEN = "given", "They said what helps"
    NONE = "none", "They need nothing"
    RATHER_NOT = "rather_not", "They would rather not say"


class NeedsAskQuerySet(models.QuerySet["NeedsAsk"]):
    def latest_of(self, person: Person) -> "NeedsAsk | None":
        return self.filter(person=person).order_by("-asked_on").first()

    def days(self, people: "models.QuerySet[Person] | list[uuid.UUID]") -> dict[uuid.UUID, date]:
        """The last day on which each of these was asked; who was not has none. One query."""
        rows = self.filter(person__in=people).order_by().values("person")
        return {row["person"]: row["day"] for row in rows.annotate(day=models.Max("asked_on"))}

    def again(self, on: date) -> "NeedsAskQuerySet":
        """Each person's last one, where the day to ask again has come."""
        later = NeedsAsk.objects.filter(person=OuterRef("person"), asked_on__gt=OuterRef("asked_on"))
        return self.filter(~Exists(later), ask_again_on__lte=on)


class NeedsAsk(models.Model):
    """Somebody was asked what they need, rather than assumed (TE-IN4). Nothing and rather not say are answers."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="needs_asks", verbose_name="who was asked")
    asked_on = models.DateField()
    asked_by = models.ForeignKey(
        Person,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text="Empty: they answered on their own page.",
    )
    outcome = models.CharField("what came of it", max_length=10, choices=Outcome)
    ask_again_on = models.DateField("ask again on")
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = NeedsAskQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_on"]
        constraints = [
            models.UniqueConstraint(fields=["person", "asked_on"], name="needs_are_asked_once_a_day"),
            models.CheckConstraint(
                condition=Q(ask_again_on__gt=models.F("asked_on")), name="needs_are_asked_again_later"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.asked_on}"

    @classmethod
    def note(cls, person: Person, outcome: str, on: date, by: Person | None = None) -> "NeedsAsk":
        """They were asked that day; the last answer of a day counts. `by`: who asked, none on their own page."""
        what = {"outcome": outcome, "asked_by": by if by != person else None, "ask_again_on": on + ASK_AGAIN}
        ask, _ = cls.objects.update_or_create(person=person, asked_on=on, defaults=what)
        return ask
