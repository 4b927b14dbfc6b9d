"""What people said to each question of consent, for the pages that show it."""

from dataclasses import dataclass, field

from care.models import Consent, Purpose
from participants.models import Person
from projects.models import Membership, Project


@dataclass(frozen=True)
class Said:
    """One purpose, and the last answer to it, if there is one."""

    purpose: Purpose
    last: Consent | None = None

    @property
    def answer(self) -> bool | None:
        """Yes or no to the words that are asked now; None: not asked, or asked in other words."""
        if not self.last or not self.last.still_asked:
            return None
        return self.last.answer and not self.last.withdrawn_on

    @property
    def in_words(self) -> str:
        if self.last and not self.last.still_asked:
            return "The words are new: ask again"
        return {None: "Not asked", True: "Yes", False: "No"}[self.answer]


@dataclass(frozen=True)
class Asked:
    """All purposes, of one person in one project. `swaps`: who else swaps details, when this one does."""

    project: Project
    person: Person
    key: str = ""
    said: list[Said] = field(default_factory=list)
    swaps: list[Person] = field(default_factory=list)

    @property
    def said_nothing(self) -> bool:
        return not any(one.last for one in self.said)


def in_order(latest: dict[str, Consent]) -> list[Said]:
    return [Said(purpose, latest.get(purpose)) for purpose in Purpose]


def mine(person: Person) -> list[Asked]:
    """Each project in which this person has or had a place; three queries."""
    places = Membership.objects.filter(person=person).exclude(project=None)
    projects = list(Project.objects.filter(pk__in=places.values("project")).order_by("title"))
    last: dict[object, dict[str, Consent]] = {project.pk: {} for project in projects}
    for row in Consent.objects.filter(person=person, project__in=projects).order_by("on", "recorded_at", "pk"):
        last[row.project_id][row.purpose] = row
    swaps: dict[object, list[Person]] = {project.pk: [] for project in projects}
    swapping = Consent.objects.yes().filter(purpose=Purpose.SWAP, project__in=projects).select_related("person")
    for row in swapping.order_by("person__name"):
        swaps[row.project_id].append(row.person)
    return [
        Asked(
            project,
            person,
            said=in_order(last[project.pk]),
            swaps=[one for one in swaps[project.pk] if one != person] if person in swaps[project.pk] else [],
        )
        for project in projects
    ]


def of_project(project: Project) -> list[Asked]:
    """Each member who is here now; two queries. `key`: of their place."""
    places = Membership.objects.current().filter(project=project).select_related("person").order_by("person__name")
    last: dict[object, dict[str, Consent]] = {}
    for row in Consent.objects.filter(project=project).order_by("on", "recorded_at", "pk"):
        last.setdefault(row.person_id, {})[row.purpose] = row
    return [Asked(project, place.person, str(place.pk), in_order(last.get(place.person_id, {}))) for place in places]
