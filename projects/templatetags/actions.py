"""A person's own small steps, for the first page."""

from typing import Any

from django import template
from django.db.models import QuerySet
from django.utils import timezone

from participants.models import Person
from participants.prepared import prepared
from projects.models import Action, Project

register = template.Library()
SHOWN = 3


@register.inclusion_tag("projects/_my_steps.html", takes_context=True)
def my_steps(context: dict[str, Any]) -> dict[str, Any]:
    """The three that are due first; nothing for who has none."""
    return {"actions": first(person=context["user"], projects=context["projects"]), "today": timezone.localdate()}


@prepared
def first(person: Person, projects: list[Project]) -> QuerySet[Action]:
    mine = Action.objects.mine_in(person, projects).select_related("project")
    return mine.only("what", "by", "project__title").to_do()[:SHOWN]
