"""Coming in by paper, as people do it: in a browser of their own, from the address that they all share."""

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from participants.models import ContactBy, Person
from projects.models import Invitation, Project, Role, WayIn
from tests.people import join


def rita() -> Person:
    """She has no email, and is nowhere yet."""
    return Person.objects.create_user(name="Rita May", contact_by=ContactBy.POST)


def written_to(project: Project, by: Person, person: Person | None = None, **more) -> Invitation:
    """A letter that asks the person in."""
    place = {"organisation": project.organisation, "project": project, "role": Role.MEMBER, "invited_by": by}
    return Invitation.objects.ask(by_letter=True, person=person or rita(), **(place | more))


def card_of(person: Person) -> str:
    return WayIn.make(WayIn.Kind.CARD, person, timezone.now())


def members(project: Project, count: int) -> list[Person]:
    """People without email who take part."""
    people = [Person.objects.create_user(name=f"P{n}", contact_by=ContactBy.PHONE) for n in range(count)]
    for person in people:
        join(person, project.organisation, project, Role.MEMBER)
    return people


def type_in(box: str, code: str, browser: Client | None = None):
    """What comes back when somebody opens the page, types this and sends it."""
    browser = browser or Client()
    browser.get(reverse(box))
    return browser.post(reverse(box), {"code": code})


def who_is_in(browser: Client) -> str | None:
    return browser.session.get("_auth_user_id")
