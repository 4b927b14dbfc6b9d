"""An empty installation."""

import hashlib
import hmac

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from projects.forms.organisation import SetupForm
from projects.models import Organisation


def setup_token() -> str:
    """The key to the first page. Only whoever started the server sees it, so a stranger cannot take a new site."""
    return hmac.new(settings.SECRET_KEY.encode(), b"set up", hashlib.sha256).hexdigest()[:32]


def setup_link() -> str:
    return settings.SITE_URL + reverse("setup", args=[setup_token()])


@login_not_required
def setup(request: HttpRequest, token: str) -> HttpResponse:
    """Ask for the organisation, the first facilitator and the safeguarding lead; then let the facilitator in."""
    if not hmac.compare_digest(token, setup_token()) or Organisation.objects.exists():
        raise Http404
    form = SetupForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        return redirect(form.set_up().link)
    return render(request, "projects/setup.html", {"form": form})
