"""The one way into a project's pages."""

from collections.abc import Callable
from functools import wraps
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect

from participants.requests import SignedIn
from participants.templatetags.look import short_day
from projects.models import Membership, Project, Role
from projects.places import places_of

STILL_READ = "You can read everything. Nothing new is said or planned here."
PROJECTS = Project.objects.select_related("organisation", "safeguarding")
View = Callable[..., HttpResponseBase]


def organisation_view(action: str) -> Callable[[View], View]:
    """Hand the view the place of who asks in the whole organisation: 404 without one, 403 where the role may not.

    A place in a project opens none of these pages.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def wrapper(request: SignedIn, **rest: UUID | str) -> HttpResponseBase:
            place = Membership.objects.whole(request.user).may("see_organisation").first()
            if not place:
                raise Http404
            if not Role(place.role).may(action):
                raise PermissionDenied
            request.organisation = place.organisation
            return view(request, place, **rest)

        return wrapper

    return decorate


def project_view(action: str) -> Callable[[View], View]:
    """Load the project with the role of who asks (404 for outsiders), check it (403), and hand it to the view.

    What is new is not for a project that has closed: its page says so.
    The project carries the caller's role as `project.role`.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def wrapper(request: SignedIn, project_id: UUID, **rest: UUID | str) -> HttpResponseBase:
            places = places_of(request, project_id)
            project = places.here or get_object_or_404(PROJECTS, pk=project_id)
            project.role_value = places.role_in(project)
            if not project.role_value:
                raise Http404
            if not project.role.may(action):
                raise PermissionDenied
            if not project.may(action):
                messages.info(request, f"This project closed on {short_day(project.closed_on)}. {STILL_READ}")
                return redirect(project)
            request.organisation = project.organisation
            return view(request, project, **rest)

        return wrapper

    return decorate
