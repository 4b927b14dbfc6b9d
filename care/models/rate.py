"""What the organisation gives for people's time. Its own words and figures: we ship none (CF-RS6)."""

import uuid
from collections.abc import Iterable
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from django.db import models, transaction
from django.db.models import Q

from care.money import no_bank_details, pounds
from projects.models import Organisation, Session

PENNY = Decimal("0.01")


class ForWhat(models.TextChoices):
    ATTENDING = "attending", "Coming to a session"
    PREPARING = "preparing", "Reading and preparing"
    TRAVELLING = "travelling", "Travelling"
    CHAIRING = "chairing", "Leading a session"
    PRESENTING = "presenting", "Speaking for the group"


class Form(models.TextChoices):
    MONEY = "money", "Money"
    VOUCHER = "voucher", "A voucher"
    CHARITY = "charity", "A gift to a charity"
    TIME = "time", "Time given back"
    TRAINING = "training", "Training"
    THANKS = "thanks", "Thanks"

    @property
    def in_pounds(self) -> bool:
        return self in (Form.MONEY, Form.VOUCHER, Form.CHARITY)

    def words(self, amount: str) -> str:
        """So much in this form: "£10", "a voucher of £10", "training"."""
        return {
            "money": amount,
            "voucher": f"a voucher of {amount}",
            "charity": f"{amount} to a charity",
            "time": "time given back",
            "training": "training",
            "thanks": "thanks",
        }[self.value]


class Unit(models.TextChoices):
    HOUR = "hour", "an hour"
    SESSION = "session", "a session"
    DAY = "day", "a day"
    COST = "cost", "what it cost them"


IN_POUNDS = [form.value for form in Form if form.in_pounds]


class RateQuerySet(models.QuerySet["Rate"]):
    def on(self, day: date) -> "RateQuerySet":
        """What holds on this day."""
        return self.standing(day).filter(from_on__lte=day)

    def standing(self, day: date) -> "RateQuerySet":
        """What holds on this day or will."""
        return self.filter(Q(until_on=None) | Q(until_on__gte=day))


class Rate(models.Model):
    """So much for this, from a day on. A new one takes the place of the one before."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="rates")
    for_what = models.CharField(max_length=10, choices=ForWhat)
    form = models.CharField(max_length=8, choices=[(one.value, one.label) for one in Form if one != Form.THANKS])
    amount = models.DecimalField(null=True, blank=True, max_digits=8, decimal_places=2)
    unit = models.CharField(max_length=7, choices=Unit)
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)
    note = models.CharField(max_length=200, blank=True, validators=[no_bank_details])
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = RateQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "for_what"], condition=Q(until_on=None), name="one_rate_for_each_thing"
            ),
            models.CheckConstraint(
                condition=~Q(form__in=IN_POUNDS) | Q(unit=Unit.COST) | Q(amount__gt=0),
                name="a_rate_in_pounds_says_them",
            ),
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=models.F("from_on")), name="a_rate_ends_after_it_begins"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_for_what_display()}: {self.words}"

    @property
    def words(self) -> str:
        """£12.50 an hour; a voucher of £10 a session; what it cost them; training."""
        if self.unit == Unit.COST:
            return Unit.COST.label
        form = Form(self.form)
        return f"{form.words(pounds(self.amount))} {Unit(self.unit).label}" if form.in_pounds else form.words("")

    def amount_for(self, session: Session) -> Decimal | None:
        """Pounds for this session; None where it is not about pounds, or nobody knows how long the session was."""
        if self.amount is None or self.unit == Unit.COST or not Form(self.form).in_pounds:
            return None
        if self.unit != Unit.HOUR:
            return self.amount
        if not session.starts_at or not session.ends_at:
            return None
        hours = Decimal(int((session.ends_at - session.starts_at).total_seconds())) / 3600
        return (self.amount * hours).quantize(PENNY, ROUND_HALF_UP)

    @transaction.atomic
    def begin(self) -> "Rate":
        """Save it. What held before ends the day before; what would begin later, or that day, gives way to it."""
        Organisation.objects.select_for_update().get(pk=self.organisation_id)
        others = Rate.objects.filter(organisation=self.organisation_id, for_what=self.for_what)
        others.filter(from_on__gte=self.from_on).delete()
        others.standing(self.from_on).update(until_on=self.from_on - timedelta(days=1))
        self.save()
        return self

    def end(self, today: date) -> None:
        """It holds for the last time today; what has not begun goes."""
        if self.from_on > today:
            self.delete()
        else:
            self.until_on = min(self.until_on or today, today)
            self.save(update_fields=["until_on"])


def in_one_line(rates: Iterable[Rate]) -> str:
    """We pay £12.50 an hour and your travel. Empty while there is no rate."""
    rates = sorted(rates, key=lambda rate: ForWhat.values.index(rate.for_what))
    parts = [part_of(rate) for rate in rates]
    if not parts:
        return ""
    verb = "pay" if all(Form(rate.form).in_pounds for rate in rates) else "give"
    listed = " and ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)
    return f"We {verb} {listed}."


def part_of(rate: Rate) -> str:
    """One rate inside the line, to the person."""
    thing = {"preparing": "reading and preparing", "chairing": "leading a session", "presenting": "speaking for us"}
    if rate.unit == Unit.COST:
        named = {"attending": "what it costs you to come", "travelling": "your travel"}
        return named.get(rate.for_what, f"what {thing.get(rate.for_what)} costs you")
    if rate.for_what == ForWhat.ATTENDING:
        return rate.words
    return f"{rate.words} for {thing.get(rate.for_what, 'travelling')}"
