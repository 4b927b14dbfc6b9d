"""Where a person takes part, for the page of their own choices."""

from typing import Any

from django import template

from projects.models import Membership

register = template.Library()


@register.inclusion_tag("projects/_my_places.html", takes_context=True)
def my_places(context: dict[str, Any]) -> dict[str, Any]:
    """`places`: now, by project; those of the whole organisation first. One query."""
    mine = Membership.objects.current().filter(person=context["user"].pk)
    return {"places": mine.select_related("project", "organisation").order_by("project__title", "pk")}
