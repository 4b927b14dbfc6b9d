"""An offer to talk is news to the person, once. That somebody wants to be rung is a reminder to whom they ask."""

from django.urls import reverse

from care.models import Care
from participants.models import Message, Person
from participants.outbox import Kind, at_once, register, tell
from projects.models import Membership


def tell_care(care: Care) -> None:
    """The person hears what is offered to them; what was held or declined already is no news."""
    if not (care.held_on or care.declined_on or care.asked_by_them):
        send(care, "care_offered", [care.person], reverse("my_care"), "offered")


def tell_wanted(care: Care) -> None:
    """Whoever offered it, or the person members ring, hears that it is wanted; else those who run the project."""
    other = care.with_whom or care.project.contact
    looks_after = Membership.objects.current().of(care.project).may("look_after").select_related("person")
    people = [other] if other and other != care.person else [place.person for place in looks_after]
    send(care, "care_wanted", people, care.get_absolute_url(), str(care.wanted_on or care.offered_on))


def send(care: Care, kind: str, people: list[Person], link: str, slot: str) -> None:
    tell(people, kind, about=f"care:{care.pk}", slot=slot, scope=care.project_id, link=link, care=care)


def still_waits(message: Message) -> bool:
    return Care.objects.waiting().filter(pk=message.about.removeprefix("care:")).exists()


register(Kind("care_offered", still_owed=still_waits))
register(Kind("care_wanted", still_owed=still_waits, urgent=at_once, reminds=True))
