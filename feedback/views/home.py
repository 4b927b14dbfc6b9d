"""The first page after signing in, for whoever it is."""

from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from feedback.models import Feedback
from participants.models import Person
from projects.models import Membership, Organisation, Project, Role
from projects.views.organisation import setup_link

SHOWN = 3


@login_not_required
def home(request: HttpRequest) -> HttpResponse:
    """Members: say something, my ideas. Facilitators: who waits for them. All: my projects. Strangers: what this is."""
    person = request.user
    if not person.is_authenticated:
        return front(request)
    projects = list(Project.objects.visible_to(person).with_role(person).order_by("title"))
    page = {
        "projects": projects,
        "today": timezone.localdate(),
        "leads": not projects and Membership.objects.current().filter(person=person, role=Role.SAFEGUARDING).exists(),
    }
    page["staff"] = page["leads"] or any(project.role in (Role.FACILITATOR, Role.MANAGER) for project in projects)
    return render(request, "feedback/home.html", page | my_ideas(person, projects) | who_waits(projects))


def front(request: HttpRequest) -> HttpResponse:
    """What a stranger sees. A developer's new site leads straight to its set-up."""
    if Organisation.objects.exists():
        return render(request, "feedback/front.html")
    return redirect(setup_link()) if settings.DEBUG else render(request, "feedback/not_set_up.html")


def my_ideas(person: Person, projects: list[Project]) -> dict[str, Any]:
    """What they said, those that wait for their last word first; where they may say more, and whom they may ring."""
    speaks_in = [project for project in projects if project.may("say") and project.started_on]
    mine = Feedback.objects.filter(giver=person)
    counts = mine.counts("counted", "waiting_for_giver")
    return {
        "speaks_in": speaks_in,
        "ideas": mine.their_turn_first()[:SHOWN],
        "ideas_count": counts["counted"],
        "their_turn": counts["waiting_for_giver"],
        "contacts": contacts(person, speaks_in),
    }


def who_waits(projects: list[Project]) -> dict[str, Any]:
    """For those who answer: how many wait to hear from them, how many too long, and the first of them."""
    runs = [project for project in projects if project.may("answer_feedback") and project.started_on]
    if not runs:
        return {"runs": []}
    here = Feedback.objects.filter(project__in=runs)
    return {
        "runs": runs,
        **here.owed_and_late(timezone.localdate()),
        "owed": here.soonest().select_related("project", "giver", "answer")[:SHOWN],
    }


def contacts(person: Person, projects: list[Project]) -> list[tuple[Person, str]]:
    """Whom this person may ring, each once, with the projects they are the contact for."""
    places = Membership.objects.current().filter(project__in=projects, named_contact=True).exclude(person=person)
    found: dict[Person, list[str]] = {}
    for place in places.select_related("person", "project").order_by("project__title"):
        found.setdefault(place.person, []).append(place.project.title if place.project else "")
    return [(contact, " and ".join(titles)) for contact, titles in found.items()]
