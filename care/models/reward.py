"""What one person gets back for one thing: offered, chosen, claimed, approved, paid. No bank or benefit details, ever.

Saying no, or less, is a choice like any other: it stands in no list beside a name. Serves CF-RS6, TE-EQ3, TE-PO2.
"""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from statistics import median

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from care.models.rate import IN_POUNDS, Form, ForWhat
from care.money import no_bank_details, pounds, total
from participants.models import Person
from participants.models.person import ContactBy
from projects.models import Project, Session
from projects.working_days import add_working_days

# Below this many people a number could be somebody.
FEWEST = 5


class Choice(models.TextChoices):
    ACCEPT = "accept", "Yes, please"
    LESS = "less", "Yes, but less"
    CHARITY = "charity", "Give it to a charity"
    TIME = "time", "Time back instead"
    TRAINING = "training", "Training instead"
    NOTHING = "nothing", "No, thank you"


@dataclass(frozen=True)
class Totals:
    """How it went, without names. None: fewer than five people, so it is not shown."""

    offered: int | None
    accepted: int | None
    declined: int | None
    paid: int | None
    days_to_pay: int | None


OPEN = ~Q(form=Form.THANKS) & Q(choice="")  # offered, and the person has said nothing yet


class ReturnQuerySet(models.QuerySet["Return"]):
    def offers(self) -> "ReturnQuerySet":
        """Everything but thanks, which ask nothing of anybody."""
        return self.exclude(form=Form.THANKS)

    def thanks(self) -> "ReturnQuerySet":
        return self.filter(form=Form.THANKS)

    def open(self) -> "ReturnQuerySet":
        """Offered, and the person has said nothing yet. That is fine: nobody asks again."""
        return self.filter(OPEN)

    def to_approve(self) -> "ReturnQuerySet":
        """Claimed, and nobody has approved it yet."""
        return self.filter(claimed_on__isnull=False, approved_on=None)

    def to_pay(self) -> "ReturnQuerySet":
        """Approved, and not paid or given yet."""
        return self.filter(approved_on__isnull=False, paid_on=None)

    def paid(self) -> "ReturnQuerySet":
        return self.filter(paid_on__isnull=False)

    def late(self, today: date) -> "ReturnQuerySet":
        """Claimed, and the day by which we said we pay has passed."""
        return self.filter(pay_by__lt=today, paid_on=None)

    def typed_for(self) -> "ReturnQuerySet":
        """What staff may write down for a person: not yet approved, and the person has not said no on their own."""
        spoken = Q(choice="") | Q(claimed_on__isnull=False) | Q(typed_by__isnull=False)
        return self.offers().filter(spoken, approved_on=None)

    def in_list(self) -> "ReturnQuerySet":
        """With what a line shows; the longest wait first."""
        return self.select_related("person", "session", "project").order_by(
            F("claimed_on").asc(nulls_last=True), "offered_on", "person__name", "pk"
        )

    def approve(self, by: Person, on: date) -> int:
        """What is to be approved among these, but for one's own. How many."""
        return self.to_approve().exclude(person=by).update(approved_on=on, approved_by=by)

    def totals(self, project: Project) -> Totals:
        """For reports: numbers of offers and the days it took, hidden where they are of fewer than five people."""
        rows = list(self.offers().filter(project=project))
        said_no = [row for row in rows if row.choice == Choice.NOTHING]
        took = [row for row in rows if row.choice and row.choice != Choice.NOTHING]
        paid = [row for row in rows if row.paid_on]
        both = shown(said_no) is not None and shown(took) is not None
        return Totals(
            offered=shown(rows),
            accepted=shown(took) if both else None,
            declined=shown(said_no) if both else None,
            paid=shown(paid),
            days_to_pay=int(median(row.days_to_pay for row in paid)) if shown(paid) is not None else None,
        )


def shown(rows: "Iterable[Return]") -> int | None:
    """How many, or None where they belong to fewer than five people."""
    rows = list(rows)
    return len(rows) if len({row.person_id for row in rows}) >= FEWEST else None


class Return(models.Model):
    """One offer to one person. Dates are facts; where it stands follows from them."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="returns")
    project = models.ForeignKey(Project, models.PROTECT, related_name="returns")
    session = models.ForeignKey(Session, models.SET_NULL, null=True, blank=True, related_name="returns")
    for_what = models.CharField(max_length=10, choices=ForWhat, default=ForWhat.ATTENDING)
    form = models.CharField(max_length=8, choices=Form, default=Form.MONEY)
    amount = models.DecimalField(null=True, blank=True, max_digits=8, decimal_places=2)
    note = models.CharField("for what, in words", max_length=200, blank=True, validators=[no_bank_details])
    sent_how = models.CharField("how thanks were sent", max_length=10, choices=ContactBy, blank=True)
    offered_on = models.DateField()
    offered_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    told_on = models.DateField(null=True, blank=True)

    choice = models.CharField(max_length=8, choices=Choice, blank=True)
    chosen_on = models.DateField(null=True, blank=True)
    less = models.DecimalField("how much, if less", null=True, blank=True, max_digits=8, decimal_places=2)
    wish = models.CharField(max_length=200, blank=True, validators=[no_bank_details])
    typed_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    claimed_on = models.DateField(null=True, blank=True)
    travel = models.DecimalField(null=True, blank=True, max_digits=8, decimal_places=2)
    care = models.DecimalField("care for somebody", null=True, blank=True, max_digits=8, decimal_places=2)
    other = models.DecimalField("other costs", null=True, blank=True, max_digits=8, decimal_places=2)
    costs_for = models.CharField("what the costs were", max_length=200, blank=True, validators=[no_bank_details])
    pay_by = models.DateField(null=True, blank=True)

    approved_on = models.DateField(null=True, blank=True)
    approved_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    paid_on = models.DateField(null=True, blank=True)
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = ReturnQuerySet.as_manager()

    class Meta:
        ordering = ["-offered_on", "-recorded_at"]
        indexes = [models.Index(fields=["project", "claimed_on"], name="return_by_claim")]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "session", "for_what"],
                condition=Q(session__isnull=False) & ~Q(form=Form.THANKS),
                name="offered_once_for_a_session",
            ),
            models.CheckConstraint(
                condition=~Q(form__in=IN_POUNDS) | Q(amount__gt=0), name="an_offer_in_pounds_says_them"
            ),
            models.CheckConstraint(
                condition=Q(choice=Choice.LESS, less__gt=0, less__lt=F("amount"))
                | ~Q(choice=Choice.LESS) & Q(less=None),
                name="less_is_less",
            ),
            models.CheckConstraint(
                condition=Q(approved_on=None, approved_by=None)
                | Q(claimed_on__isnull=False, approved_on__isnull=False, approved_by__isnull=False),
                name="somebody_approves_what_was_claimed",
            ),
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=F("person")), name="nobody_approves_their_own"
            ),
            models.CheckConstraint(
                condition=Q(paid_on=None) | Q(approved_on__isnull=False), name="paid_after_it_was_approved"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_for_what_display()}, {self.offer_words}"

    def get_absolute_url(self) -> str:
        return reverse("my_return", args=[self.pk])

    @property
    def sent_by(self) -> str:
        """How thanks were sent, in a sentence: by letter."""
        return ContactBy(self.sent_how).adverb

    @property
    def offer_words(self) -> str:
        """What is offered: £25, a voucher of £10, training."""
        return Form(self.form).words(pounds(self.amount))

    @property
    def costs(self) -> Decimal:
        return total([self.travel, self.care, self.other])

    @property
    def fee(self) -> Decimal:
        """Pounds for the time, as chosen; as offered while nothing is chosen."""
        kept = {Choice.LESS: self.less, Choice.NOTHING: None, Choice.TIME: None, Choice.TRAINING: None}
        return kept.get(Choice(self.choice), self.amount) or Decimal() if self.choice else self.amount or Decimal()

    @property
    def total(self) -> Decimal:
        return self.fee + self.costs

    @property
    def goes_as(self) -> str:
        """In which form it is paid or given: as chosen, else as offered."""
        instead = {Choice.CHARITY: Form.CHARITY, Choice.TIME: Form.TIME, Choice.TRAINING: Form.TRAINING}
        return instead[Choice(self.choice)] if self.choice in instead else Form(self.form)

    @property
    def due_words(self) -> str:
        """What is to be paid or given: "£25 and £4.60 for costs", "training". It does not say what was offered."""
        form = Form(self.goes_as)
        parts = [] if self.choice == Choice.NOTHING else [form.words(pounds(self.fee))]
        parts += [f"{pounds(self.costs)} for costs"] if self.costs else []
        return " and ".join(parts)

    @property
    def stamp(self) -> str:
        """What somebody sees who approves it: when it changes, they look again."""
        return f"{self.pk} {self.due_words}"

    @property
    def reference(self) -> str:
        """A short name for finance, which says nothing."""
        return f"R-{self.pk.hex[:8].upper()}"

    @property
    def days_to_pay(self) -> int:
        """Days from the claim to the payment; ValueError while it is not paid."""
        if not self.claimed_on or not self.paid_on:
            raise ValueError("This is not paid yet.")
        return (self.paid_on - self.claimed_on).days

    def choose(self, on: date, typed_by: Person | None = None) -> "Return":
        """Keep what they chose. Everything but a plain no is a claim, and we say by when we pay."""
        self.chosen_on, self.typed_by = on, typed_by
        claims = self.choice != Choice.NOTHING or self.costs
        self.claimed_on = (self.claimed_on or on) if claims else None
        self.pay_by = add_working_days(self.claimed_on, self.project.pay_within) if self.claimed_on else None
        self.save()
        return self
