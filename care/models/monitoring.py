"""What people say about themselves when they are counted: never kept with the person.

There is no row for an answer, only a count for each month: nothing stands in an order, and nothing has an hour. The
figures are shown month by month, each time with at least 5 more answers in them. So whoever looks before and after
somebody answers sees no difference.
"""

import uuid
from collections import Counter
from datetime import date

from django.db import models, transaction
from django.db.models import F, Q

from care.small_numbers import FEWEST
from projects.models import Project

RATHER_NOT = "I would rather not say"


class QuestionQuerySet(models.QuerySet["Question"]):
    def asked(self) -> "QuestionQuerySet":
        """Those that are asked now."""
        return self.filter(ended_on=None)


class Question(models.Model):
    """A question in the organisation's own words, with the answers it offers. None are asked unless it wants to."""

    MOST = 6

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    project = models.ForeignKey(Project, models.CASCADE, related_name="questions")
    words = models.CharField("the question", max_length=160)
    answers = models.JSONField(default=list)
    ended_on = models.DateField(null=True, blank=True)
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        ordering = ["recorded_at", "pk"]

    def __str__(self) -> str:
        return self.words

    @property
    def offered(self) -> list[str]:
        """All that one may choose; the last line is there whether or not somebody typed it."""
        return [*(one for one in self.answers if one != RATHER_NOT), RATHER_NOT]

    def count(self, answer: str, on: date) -> None:
        """One more in the count of that month. All counts of a month begin at once, so none is seen to come first."""
        month = on.replace(day=1)
        with transaction.atomic():
            none = [Monitoring(question=self, answer=one, month=month) for one in self.offered]
            Monitoring.objects.bulk_create(none, ignore_conflicts=True)
            self.counts.filter(answer=answer, month=month).update(number=F("number") + 1)

    def figures(self, on: date) -> dict[str, int]:
        """Each answer with how many gave it, up to the last month that may be shown on this day."""
        shown, waiting = Counter[str](), Counter[str]()
        rows = sorted(self.counts.all(), key=lambda row: row.month)
        for place, row in enumerate(rows):
            if row.month >= on.replace(day=1):
                break
            waiting[row.answer] += row.number
            ends = place + 1 == len(rows) or rows[place + 1].month != row.month
            if ends and waiting.total() >= FEWEST:
                shown, waiting = shown + waiting, Counter()
        return {answer: shown[answer] for answer in self.offered}


class Monitoring(models.Model):
    """How many gave this answer in this month. Not tied to any person."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    question = models.ForeignKey(Question, models.CASCADE, related_name="counts")
    answer = models.CharField(max_length=80)
    month = models.DateField("the first day of the month")
    number = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name_plural = "monitoring"
        constraints = [
            models.UniqueConstraint(fields=["question", "answer", "month"], name="an_answer_is_counted_once_a_month"),
            models.CheckConstraint(condition=Q(month__day=1), name="a_month_has_no_day"),
        ]

    def __str__(self) -> str:
        return f"{self.answer}, {self.month:%B %Y}: {self.number}"
