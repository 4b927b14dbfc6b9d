"""The made-up organisation and its people."""

from participants.models import Person
from principles.demonstration.days import Days
from principles.demonstration.story import Data, backdate, read
from projects.models import Membership, Organisation, Role

BEFORE_ALL = 60


def people_to_sign_in_as() -> list[tuple[str, str]]:
    """Role and address of those who show what each role sees: ("facilitator", "rowan@example.org")."""
    return [(one["shows"], one["email"]) for one in read("people")["people"].values() if "shows" in one]


def make_people(days: Days) -> tuple[Organisation, dict[str, Person]]:
    """The organisation, and its people by the names that the files give them."""
    data, at = read("people"), days.moment(BEFORE_ALL)
    organisation = Organisation.objects.create(**data["organisation"])
    backdate(organisation, at)
    people = {name: make_person(one, days) for name, one in data["people"].items()}
    for name, role in (("anwen", Role.MANAGER), ("hester", Role.FACILITATOR), ("sam", Role.SAFEGUARDING)):
        whole = {"organisation": organisation, "person": people[name], "role": role}
        backdate(Membership.objects.create(joined_on=days.ago(BEFORE_ALL), **whole), at)
    return organisation, people


def make_person(data: Data, days: Days) -> Person:
    """How to reach them, and what they chose for themselves."""
    more = {name: value for name, value in data.items() if name not in ("name", "email", "shows")}
    person = Person.objects.create_user(data.get("email", ""), data["name"], **more)
    backdate(person, days.moment(BEFORE_ALL))
    return person
