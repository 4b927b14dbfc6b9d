"""How long somebody stays signed in: not for long, until they say that the device is their own."""

from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.contrib.sessions.backends import db
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, resolve_url
from django.urls import reverse
from django.utils import timezone

from participants.prepared import prepared

SHARED = timedelta(hours=2)
OWN = timedelta(days=90)
JUST = timedelta(minutes=10)
BEGAN, IS_OWN = "began", "own_device"
CARD = "card"  # somebody is in with a card from paper


@prepared
def kept(*, key: str, as_at: datetime) -> QuerySet[Session]:
    return Session.objects.filter(session_key=key, expire_date__gt=as_at)


class SessionStore(db.SessionStore):
    """On a device that others use too, the browser forgets the person when it is closed."""

    def get_expire_at_browser_close(self) -> bool:
        return not self.get(IS_OWN)

    def _get_session_from_db(self) -> Session | None:
        """Asked at every request. Who comes with a key that is not there begins anew."""
        if not (found := kept(key=self.session_key or "", as_at=timezone.now())):
            self._session_key = None
        return found[0] if found else None


def limit(session: SessionBase) -> None:
    """Let it end 90 days from now on the person's own device, two hours from now on another one or with a card."""
    long = session.get(IS_OWN) and CARD not in session
    session.set_expiry(timezone.now() + (OWN if long else SHARED))


def begin(session: SessionBase, then: Any) -> HttpResponse:
    """To be called when somebody has come in: asks whose device it is, unless we know, and goes on to `then`."""
    session[BEGAN] = timezone.now().isoformat()
    limit(session)
    place = resolve_url(then)
    return redirect(place if IS_OWN in session else f"{reverse('own_device')}?{urlencode({'next': place})}")


def say_whose(session: SessionBase, own: bool) -> None:
    session[IS_OWN] = own
    limit(session)


def just_began(session: SessionBase) -> bool:
    """Whether the person has shown who they are in the last ten minutes."""
    return BEGAN in session and timezone.now() - datetime.fromisoformat(session[BEGAN]) < JUST
