"""What the pages of signing in need."""

import json
from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django import template
from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder

from participants.models import Person

register = template.Library()


@register.filter
def as_json(value: Any) -> str:
    """For an attribute that a script reads: no script stands in a page."""
    return json.dumps(value, cls=DjangoJSONEncoder)


@register.simple_tag
def organisation_account() -> str | None:
    """What people call the accounts of their organisation, where its server is known."""
    return settings.OIDC["name"] if settings.OIDC else None


@register.inclusion_tag("participants/_safer_sign_in.html")
def safer_sign_in(person: Person) -> dict[str, bool]:
    """One calm line for those who see what others have said, while a code by email is all that opens it."""
    return {"wanted": not is_mfa_enabled(person)}
