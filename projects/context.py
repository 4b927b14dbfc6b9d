"""What every page's frame needs."""

from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from participants.prepared import prepared
from projects.models import Organisation


def organisation(request: HttpRequest) -> dict[str, Any]:
    """`organisation`: who runs this project or site, looked up when a page names it; and whether mail leaves it."""
    return {
        "organisation": getattr(request, "organisation", None) or SimpleLazyObject(first_organisation),
        "no_mail_server": not settings.EMAIL_HOST,
    }


def first_organisation() -> Organisation | None:
    return next(iter(oldest()), None)


@prepared
def oldest() -> QuerySet[Organisation]:
    return Organisation.objects.order_by("recorded_at", "pk")[:1]
