"""What the pages of signing in need."""

import json
from typing import Any

from django import template
from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder

register = template.Library()


@register.filter
def as_json(value: Any) -> str:
    """For an attribute that a script reads: no script stands in a page."""
    return json.dumps(value, cls=DjangoJSONEncoder)


@register.simple_tag
def organisation_account() -> str | None:
    """What people call the accounts of their organisation, where its server is known."""
    return settings.OIDC["name"] if settings.OIDC else None
