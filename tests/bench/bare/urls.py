"""Two pages: the list, which is the yardstick L, and an empty template."""

from django.contrib.auth.decorators import login_not_required, login_required
from django.core.handlers.wsgi import WSGIHandler
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.test import override_settings
from django.urls import path

from tests.bench.bare import settings as bare
from tests.bench.bare.models import Note

SHOWN = 50


@login_required
@transaction.non_atomic_requests
def notes(request: HttpRequest) -> HttpResponse:
    """Three queries: the session, the person, the rows."""
    rows = Note.objects.filter(group=1).select_related("group", "author").order_by("-written_at")[:SHOWN]
    return render(request, "bare/notes.html", {"notes": rows}, using="bare")


def note(request: HttpRequest, pk: int) -> HttpResponse:
    """Where the list's links lead."""
    return HttpResponse(str(get_object_or_404(Note, pk=pk)))


@login_not_required
@transaction.non_atomic_requests
def empty(request: HttpRequest) -> HttpResponse:
    return render(request, "bare/empty.html", using="bare")


urlpatterns = [
    path("notes", notes, name="notes"),
    path("notes/<int:pk>", note, name="note"),
    path("empty", empty, name="empty"),
]


class BareHandler(WSGIHandler):
    """The bare project's middlewares and addresses, inside the process of the product."""

    def load_middleware(self, is_async: bool = False) -> None:
        with override_settings(MIDDLEWARE=bare.MIDDLEWARE):
            super().load_middleware(is_async)

    def resolve_request(self, request: HttpRequest) -> object:
        request.urlconf = __name__
        return super().resolve_request(request)
