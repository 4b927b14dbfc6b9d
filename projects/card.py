"""A visit with a personal card: short, to one's own pages, and over as soon as the card is shut."""

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import login, logout
from django.http import HttpRequest, HttpResponse

from participants.models import Event
from participants.sessions import CARD, limit
from projects.models import WayIn


def come_in(request: HttpRequest, card: WayIn) -> None:
    """Sign in whose card it is, for two hours: cards are used on computers that others use too."""
    login(request, card.person, backend=settings.AUTHENTICATION_BACKENDS[0])
    request.session[CARD] = str(card.pk)
    limit(request.session)
    Event.note(Event.Kind.SIGNED_IN, card.person, about="card")


def while_it_opens(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Whoever came with a card is here as long as it opens: not after it is shut, nor with a place among the staff."""

    def middleware(request: HttpRequest) -> HttpResponse:
        card = request.session.get(CARD)
        if card and not WayIn.objects.cards().filter(pk=card).exists():
            logout(request)
        return get_response(request)

    return middleware
