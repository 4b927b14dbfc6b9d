"""Whom to ring, on the pages of other apps; what waits for the lead."""

from typing import Any

from django import forms, template
from django.db.models import Count, Min
from django.urls import reverse

from care.contact import Contact, contact_of
from care.models import Concern, can_sign_in, leads_of
from participants.models import Person
from projects.models import Organisation, Project, Role
from projects.places import Places

register = template.Library()
SAID = "says_whom_to_ring"  # on the request, for a page may hold several forms; or in what the view hands over
LONG_ENOUGH = 160  # letters: a line in which somebody can say what happened to them


@register.filter
def asks_words(form: Any) -> bool:
    """True when free words can be typed in it, in a box or on a long line."""
    fields: list[Any] = getattr(form, "visible_fields", list)()
    return any(takes_words(bound.field) for bound in fields)


def takes_words(field: forms.Field) -> bool:
    if isinstance(field.widget, forms.Textarea):
        return True
    plain = type(field) is forms.CharField and type(field.widget) is forms.TextInput
    return plain and (getattr(field, "max_length", None) or 0) >= LONG_ENOUGH


@register.inclusion_tag("care/_safety_line.html", takes_context=True)
def safety_line(context: dict[str, Any]) -> dict[str, Any]:
    """Name, number and the way to what happens next: of the project where there is one. Once on a page."""
    return {"contact": whom_to_ring(context)}


@register.inclusion_tag("care/_safety_note.html", takes_context=True)
def safety_note(context: dict[str, Any]) -> dict[str, Any]:
    """The same in a note, above the first question of the page where people say something."""
    return {"contact": whom_to_ring(context)}


def whom_to_ring(context: dict[str, Any]) -> Contact | None:
    """None before the site is set up, and where this page has said it already."""
    organisation, project = context.get("organisation"), context.get("project")
    request = context.get("request")
    if not organisation or context.get(SAID) or getattr(request, SAID, False):
        return None
    setattr(request, SAID, True)
    return contact_of(organisation, project if isinstance(project, Project) else None)


@register.inclusion_tag("care/_pass_on_link.html", takes_context=True)
def pass_on_link(context: dict[str, Any], name: str, thing: Any) -> dict[str, Any]:
    """The way to pass this to the lead: for whoever brought or said it, and for who runs the project."""
    project, person = context["project"], context["request"].user
    theirs = getattr(thing, "brought_by_id", None) or getattr(thing, "giver_id", None)
    may = theirs == person.pk or project.may("plan_sessions") or project.may("answer_feedback")
    lead = contact_of(project.organisation, project).lead if may else ""
    return {"lead": lead, "url": reverse(name, args=[project.pk, thing.pk])}


@register.inclusion_tag("care/_concerns_waiting.html")
def concerns_waiting(person: Person, leads: bool, places: Places) -> dict[str, Any]:
    """For a safeguarding lead: how many wait, and since when. `leads`: say so too when nothing waits."""
    if "read_concerns" not in places.actions:
        return {}
    waiting = Concern.objects.visible_to(person).waiting()
    found = waiting.aggregate(count=Count("pk"), since=Min("written_at"))
    return {"leads": leads or found["count"], **found}


@register.inclusion_tag("care/_lead_missing.html")
def lead_missing(places: Places) -> dict[str, Any]:
    """For a facilitator of the whole organisation: nobody can read yet what people write to the lead."""
    runs = [organisation for organisation, role in places.whole.items() if role == Role.FACILITATOR]
    whole = Organisation.objects.filter(pk__in=runs).first() if runs else None
    return {"lead": whole.safeguarding_lead if whole and not can_sign_in(leads_of(whole)) else ""}
