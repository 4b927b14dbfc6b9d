"""What people get back, in words, for the pages of other apps."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import template
from django.db.models import Count, QuerySet
from django.utils import timezone

from care import money
from care.models import Return
from care.models.rate import in_one_line
from care.models.reward import OPEN
from care.offering import Offering, who_came, without_offer
from participants.models import Person
from participants.prepared import prepared, totals
from projects.models import Project, Session

register = template.Library()

# Read on this day: Social Care Institute for Excellence, "Paying people who receive benefits", October 2021.
CHECKED = date(2026, 11, 25)
GUIDE = "https://www.scie.org.uk/co-production/supporting/paying-people-who-receive-benefits"


@register.filter
def pounds(amount: Decimal | None) -> str:
    return money.pounds(amount)


@register.simple_tag
def what_you_get(project: Project) -> str:
    """One line, from the organisation's rates as they are today."""
    line = in_one_line(project.organisation.rates.on(timezone.localdate()))
    if line:
        return f"{line} You may say no."
    contact = project.contact
    return f"Not decided yet. Ask {contact.first_name if contact else project.organisation.name}."


@register.simple_tag
def for_what(one: Return, among_members: bool = True) -> str:
    """What it is for. A session that this reader must not know of has no name and no number."""
    words = one.get_for_what_display()
    if one.session and (among_members or not one.session.members_only):
        words = f"{words}: {one.session}"
    return f"{words}. {one.note}" if one.note else words


@register.simple_tag
def since(day: date, today: date) -> str:
    """Today; 1 day ago; 12 days ago."""
    days = (today - day).days
    return "Today" if days <= 0 else f"{days} day{'' if days == 1 else 's'} ago"


@register.inclusion_tag("care/_advice.html")
def advice() -> dict[str, Any]:
    """Where to ask about benefits, and since when we know it."""
    return {"checked": CHECKED, "guide": GUIDE}


@register.inclusion_tag("care/_offer_session.html", takes_context=True)
def offer_session(context: dict[str, Any], session: Session, project: Project) -> dict[str, Any]:
    """For whoever plans: how many members came, and the button that offers what we owe."""
    may = project.may("offer_returns") and not session.cancelled_on
    came = who_came(session).count() if may else 0
    page = {"project": project, "session": session, "came": came, "csrf_token": context.get("csrf_token")}
    if not came:
        return page
    return page | {
        "waiting": without_offer(session).count(),
        "offering": Offering.of(session, timezone.localdate()),
    }


@register.inclusion_tag("care/_my_returns_note.html")
def my_returns_note(person: Person) -> dict[str, Any]:
    """On the first page: is something offered, and where to read about it."""
    return counted(person=person)[0]


@prepared
def counted(person: Person) -> QuerySet[Return, dict[str, Any]]:
    return totals(Return.objects.filter(person=person), any=Count("pk"), open=Count("pk", filter=OPEN))
