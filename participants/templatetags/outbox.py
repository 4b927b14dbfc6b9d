"""What staff must know about the sending of messages."""

from typing import Any

from django import template
from django.utils import timezone

from participants.outbox.trouble import trouble

register = template.Library()


@register.inclusion_tag("participants/_mail_trouble.html", takes_context=True)
def mail_trouble(context: template.Context) -> dict[str, Any]:
    """A banner while messages do not go out; nothing when all is well."""
    return {"trouble": trouble(timezone.now()), "csrf_token": context.get("csrf_token")}
