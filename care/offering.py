"""Who is owed something for a session, and making the offers. Nobody is offered the same twice."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import QuerySet

from care.models.rate import Form, ForWhat, Rate
from care.models.reward import Return
from participants.models import Person
from projects.models import Membership, Part, Role, Session


def who_came(session: Session) -> QuerySet[Person]:
    """Members who took part. Staff are paid by their employer: for them somebody offers by hand."""
    lines = session.attendance.filter(came=True, part=Part.TAKING_PART, person__isnull=False)
    places = Membership.objects.of(session.project)
    members = places.filter(role=Role.MEMBER).values("person")
    staff = places.current().exclude(role=Role.MEMBER).values("person")
    people = Person.objects.filter(pk__in=lines.values("person"), is_active=True)
    return people.filter(pk__in=members).exclude(pk__in=staff)


def without_offer(session: Session) -> QuerySet[Person]:
    """Members who came and have no offer for it yet."""
    offered = Return.objects.offers().filter(session=session, for_what=ForWhat.ATTENDING)
    return who_came(session).exclude(pk__in=offered.values("person"))


@dataclass(frozen=True)
class Offering:
    """What the organisation gives for coming to this session. `why_not`: what is missing, in words."""

    session: Session
    rate: Rate | None

    @classmethod
    def of(cls, session: Session, today: date) -> "Offering":
        rates = session.project.organisation.rates.on(session.day or today)
        return cls(session, rates.filter(for_what=ForWhat.ATTENDING).first())

    @property
    def why_not(self) -> str:
        if not self.rate:
            return "Nobody has written down what you pay for coming. Write down a rate first."
        if Form(self.rate.form).in_pounds and self.rate.amount_for(self.session) is None:
            return "We do not know how much. Write down from when to when it was, or a rate in pounds."
        return ""

    @transaction.atomic
    def make(self, by: Person, on: date) -> list[Return]:
        """An offer for each member who came and has none; those that are new."""
        if not self.rate or self.why_not:
            return []
        Session.objects.select_for_update().get(pk=self.session.pk)
        same = {
            "project": self.session.project,
            "session": self.session,
            "form": self.rate.form,
            "amount": self.rate.amount_for(self.session),
            "offered_on": on,
            "offered_by": by,
        }
        return Return.objects.bulk_create(Return(person=one, **same) for one in without_offer(self.session))
