"""Who heard of something, when and how; who later than others; and who did not, and why (TE-TR1)."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils import timezone

from participants.models import Message, Person
from participants.templatetags.look import day
from projects.models import Membership, Project


@dataclass(frozen=True)
class Hearing:
    """One person and one thing: on which day they heard of it, or why not."""

    person: Person
    heard_on: date | None
    how: str
    days_later: int = 0
    taking_part: bool = True

    @property
    def first(self) -> tuple[bool, int, str]:
        """Who has not heard it stands first, then who heard it last."""
        return self.heard_on is not None, -self.days_later, self.person.name


def heard(kind: str, about: str, told_on: date | None, project: Project, people: QuerySet[Person]) -> list[Hearing]:
    """Who was told by these messages; and who of these people is in the project and got none."""
    rows = Message.objects.filter(kind=kind, about=about).select_related("recipient")
    places = Membership.objects.current().of(project).filter(person__in=people.values("pk")).select_related("person")
    here = {place.person_id: place for place in places}
    found = [of_message(message, told_on, message.recipient_id in here) for message in rows]
    reached = {message.recipient_id for message in rows}
    found += [of_nobody(place, told_on) for key, place in here.items() if key not in reached]
    return sorted(found, key=lambda one: one.first)


def of_message(message: Message, told_on: date | None, taking_part: bool) -> Hearing:
    if message.state != Message.State.SENT or not message.sent_at:
        return Hearing(message.recipient, None, message.why, taking_part=taking_part)
    on = timezone.localdate(message.sent_at)
    later = (on - told_on).days if told_on else 0
    return Hearing(message.recipient, on, message.told_how, max(later, 0), taking_part)


def of_nobody(place: Membership, told_on: date | None) -> Hearing:
    """They are here and no message was ever made for them."""
    came_later = told_on and place.joined_on and place.joined_on > told_on
    why = f"They came on {day(place.joined_on)}, after it was sent." if came_later else "Nothing was sent to them."
    return Hearing(place.person, None, why)
