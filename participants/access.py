"""What only somebody may do who has just shown that it is them."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from participants.sessions import just_began

View = Callable[..., HttpResponse]


def just_signed_in(view: View) -> View:
    """How somebody signs in is changed by them alone: a device that was left open is not enough."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **more: Any) -> HttpResponse:
        if just_began(request.session):
            return view(request, *args, **more)
        return redirect(f"{reverse('sign_in_again')}?{urlencode({'next': request.path})}")

    return guarded
