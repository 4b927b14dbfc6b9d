"""What staff must know about the sending of messages."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.utils import timezone

from participants.models import Message
from participants.outbox.trouble import trouble

register = template.Library()


@register.simple_tag
def to_tell_by_hand(projects: Iterable[Any]) -> int:
    """How many messages of these projects wait for a person to ring, write or speak with somebody."""
    return Message.objects.for_scopes([one.pk for one in projects]).by_hand_to_do().count()


@register.inclusion_tag("participants/_mail_trouble.html", takes_context=True)
def mail_trouble(context: template.Context) -> dict[str, Any]:
    """A banner while messages do not go out; nothing when all is well."""
    return {"trouble": trouble(timezone.now()), "csrf_token": context.get("csrf_token")}
