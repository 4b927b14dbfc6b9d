"""Short words for what people get back."""

from datetime import date
from decimal import Decimal

from care.models import Rate, Return

MARCH = date(2026, 3, 3)


def rate(organisation, amount="12.50", **more) -> Rate:
    """What the organisation gives for coming."""
    words = {"for_what": "attending", "form": "money", "unit": "hour", "from_on": date(2026, 1, 1)}
    known = {"amount": Decimal(amount) if amount else None} | words | more
    return Rate(organisation=organisation, **known).begin()


def offered(project, person, by, amount="25", **more) -> Return:
    words = {"amount": Decimal(amount) if amount else None, "offered_on": MARCH, "offered_by": by}
    return Return.objects.create(project=project, person=person, **(words | more))


def claimed(project, person, by, amount="25", choice="accept", on=MARCH, **more) -> Return:
    """Offered, and the person has said what they want."""
    one = offered(project, person, by, amount, **more)
    one.choice = choice
    return one.choose(on)
