"""What every page's frame needs."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from projects.models import Organisation


def organisation(request: HttpRequest) -> dict[str, Any]:
    """`organisation`: who runs this site, looked up once a page and only when the page names it."""
    return {"organisation": SimpleLazyObject(Organisation.objects.order_by("recorded_at").first)}
