"""What every page's frame needs."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from projects.models import Organisation


def organisation(request: HttpRequest) -> dict[str, Any]:
    """`organisation`: who runs this site, looked up only when the page names it; and whether mail leaves it."""
    return {
        "organisation": SimpleLazyObject(Organisation.objects.order_by("recorded_at").first),
        "no_mail_server": not settings.EMAIL_HOST,
    }
