"""Short words for the map: groups, and who speaks for them."""

from datetime import date
from typing import Any

from care.models import Basis, Group, GroupKind, Represents
from participants.models import Person
from projects.models import Project

MARCH = date(2026, 3, 3)


def mapped(project: Project, by: Person, name: str = "Young carers", **more: Any) -> Group:
    """A group on the map."""
    return Group.objects.create(project=project, name=name, written_by=by, **({"kind": GroupKind.LIVED} | more))


def speaks(person: Person, group: Group, basis: str = Basis.THEMSELVES, **more: Any) -> Represents:
    """This person said that they can speak for this group."""
    said = {"considered_on": MARCH, "written_by": person} | more
    return Represents.objects.create(person=person, group=group, basis=basis, **said)
