"""All current places of the person who asks, read once for a page."""

from typing import cast
from uuid import UUID

from django.db.models import FilteredRelation, Q, QuerySet
from django.http import HttpRequest

from participants.models import Person
from participants.prepared import prepared
from participants.requests import SignedIn
from projects.models import Membership, Project, Role

# Somebody may have fifty places: what nobody asks of them here stays where it is.
UNREAD = ("named_contact", "joined_on", "agreed_on", "why_left", "stay_in_touch", "invited_by", "recorded_at")


@prepared
def of_person(person: Person) -> QuerySet[Membership]:
    return Membership.objects.current().filter(person=person.pk).only("project", "organisation", "role")


@prepared
def with_project(person: Person, project: UUID) -> QuerySet[Membership]:
    """With the row of this project beside the person's own place in it."""
    rows = Membership.objects.current().filter(person=person.pk)
    rows = rows.annotate(here=FilteredRelation("project", condition=Q(project__pk=project)))
    rows = rows.select_related("here__organisation", "here__safeguarding")  # type: ignore[misc]
    return rows.defer(*UNREAD)


@prepared
def in_or_of(projects: list[UUID], organisations: list[UUID]) -> QuerySet[Project]:
    return Project.objects.filter(Q(pk__in=projects) | Q(organisation__in=organisations)).order_by("title")


class Places:
    """What a person may see and do, in one query: the same as `visible_to` and `with_role`, for less."""

    def __init__(self, person: Person, project_id: UUID | None = None) -> None:
        """With a project's key its row comes along, where the person has a place of their own in it."""
        places = of_person(person=person) if project_id is None else with_project(person=person, project=project_id)
        own = [getattr(place, "here", None) for place in places]  # none on a place elsewhere
        self.here: Project | None = next(filter(None, own), None)
        self.own = {place.project_id: Role(place.role) for place in places if place.project_id}
        self.whole = {place.organisation_id: Role(place.role) for place in places if not place.project_id}

    @property
    def actions(self) -> set[str]:
        """What they may do anywhere."""
        return {action for role in {*self.own.values(), *self.whole.values()} for action in role.actions}

    def role_in(self, project: Project) -> Role | None:
        """A place in the project wins over one in the organisation."""
        found = (self.own.get(project.pk), self.whole.get(project.organisation_id))
        return next((role for role in found if role and role.may("see_project")), None)

    def projects(self) -> list[Project]:
        """Those the person sees, A to Z, each with their role in it."""
        own = [project for project, role in self.own.items() if role.may("see_project")]
        whole = [organisation for organisation, role in self.whole.items() if role.may("see_project")]
        found = in_or_of(projects=own, organisations=whole)
        for project in found:
            project.role_value = self.role_in(project)
        return found


def places_of(request: HttpRequest, project_id: UUID | None = None) -> Places:
    """Asked once for a request: by its page, and by the menu above it."""
    asks = cast("SignedIn", request)
    if not hasattr(asks, "places"):
        asks.places = Places(asks.user, project_id)
    return asks.places
