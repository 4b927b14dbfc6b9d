"""What every response carries."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.cache import add_never_cache_headers

FOR_EVERYBODY = "/p/"


def know_nobody(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Pages for everybody are the same for everybody: no cookie is read there, and none is set."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if not request.path.startswith(FOR_EVERYBODY):
            return get_response(request)
        request.COOKIES = {}
        response = get_response(request)
        response.cookies.clear()
        del response.headers["Vary"]  # they do not vary by cookie; compression comes after us and says its own
        return response

    return middleware


def never_store(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Pages of a signed-in person are kept in no cache: the next person at a library computer presses Back."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if request.user.is_authenticated and "Cache-Control" not in response:
            add_never_cache_headers(response)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response

    return middleware
