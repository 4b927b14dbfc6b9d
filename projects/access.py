"""The one way into a project's pages."""

from collections.abc import Callable
from functools import wraps
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404

from participants.requests import SignedIn
from projects.models import Project

View = Callable[..., HttpResponseBase]


def project_view(action: str) -> Callable[[View], View]:
    """Load the project through `visible_to` (404 for outsiders), check the role (403), and hand it to the view.

    The project carries the caller's role as `project.role`.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def wrapper(request: SignedIn, project_id: UUID, **rest: UUID | str) -> HttpResponseBase:
            projects = Project.objects.visible_to(request.user).with_role(request.user)
            project = get_object_or_404(projects.select_related("organisation", "safeguarding"), pk=project_id)
            if not project.role.may(action):
                raise PermissionDenied
            return view(request, project, **rest)

        return wrapper

    return decorate
