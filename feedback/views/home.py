"""The first page after signing in, for whoever it is."""

from collections import Counter
from datetime import date
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from feedback.models import Feedback
from participants.models import Person
from participants.prepared import prepared
from projects.models import Membership, Organisation, Project, Role
from projects.places import places_of
from projects.views.organisation import setup_link

SHOWN = 3
CARDS = 8  # the rest of the projects is a page away
Counts = dict[UUID, Counter[str]]


@login_not_required
def home(request: HttpRequest) -> HttpResponse:
    """Members: say something, my ideas. Facilitators: who waits for them. All: my projects. Strangers: what this is."""
    person = request.user
    if not person.is_authenticated:
        return front(request)
    places = places_of(request)
    projects, today = places.projects(), timezone.localdate()
    counts = counts_for(person, projects, today)
    leads = not projects and "read_concerns" in places.actions
    page = {
        "projects": projects,
        "cards": sorted(projects, key=lambda project: not project.open_now)[:CARDS],
        "places": places,
        "counts": counts,
        "today": today,
        "leads": leads,
        "staff": leads or any(project.role in (Role.FACILITATOR, Role.MANAGER) for project in projects),
    }
    return render(
        request, "feedback/home.html", page | my_ideas(person, projects, counts) | who_waits(projects, counts)
    )


def front(request: HttpRequest) -> HttpResponse:
    """What a stranger sees. A developer's new site leads straight to its set-up."""
    if Organisation.objects.exists():
        return render(request, "feedback/front.html")
    return redirect(setup_link()) if settings.DEBUG else render(request, "feedback/not_set_up.html")


def my_ideas(person: Person, projects: list[Project], counts: Counts) -> dict[str, Any]:
    """What they said, those that wait for their last word first; where they may say more, and whom they may ring."""
    speaks_in = [project for project in projects if project.may("say") and project.started_on]
    return {
        "speaks_in": speaks_in,
        "ideas": ideas(person=person),
        "ideas_count": sum(one["mine"] for one in counts.values()),
        "their_turn": sum(one["their_turn"] for one in counts.values()),
        "contacts": contacts(person, speaks_in),
    }


def counts_for(person: Person, projects: list[Project], today: date) -> Counts:
    """For each project, and wherever the person said something, what their first page says; in one query."""
    if any(project.may("answer_feedback") for project in projects):
        rows = counted_for_staff(person=person, projects=projects, today=today)
    else:
        rows = counted(person=person, projects=projects)
    return {row.pop("project"): Counter(row) for row in rows}


@prepared
def counted(person: Person, projects: list[Project]) -> QuerySet[Feedback, dict[str, Any]]:
    return Feedback.objects.counts_for(person, projects)


@prepared
def counted_for_staff(person: Person, projects: list[Project], today: date) -> QuerySet[Feedback, dict[str, Any]]:
    return Feedback.objects.counts_for(person, projects, today)


@prepared
def ideas(person: Person) -> QuerySet[Feedback]:
    """The first of them, with what a line shows; also those they took back."""
    return Feedback.objects.filter(giver=person).their_turn_first().select_related(None).in_lines()[:SHOWN]


@prepared
def owed_in(projects: list[Project]) -> QuerySet[Feedback]:
    """The first promises to keep."""
    return Feedback.objects.filter(project__in=projects).soonest().in_lines()[:SHOWN]


def who_waits(projects: list[Project], counts: Counts) -> dict[str, Any]:
    """For those who answer: how many wait to hear from them, how many too long, and the first of them."""
    runs = [project for project in projects if project.may("answer_feedback") and project.started_on]
    if not runs:
        return {"runs": []}
    by_key = {project.pk: project for project in runs}
    owed = owed_in(projects=runs)
    for said in owed:
        said.project = by_key[said.project_id]
    here = [counts[key] for key in by_key if key in counts]
    return {
        "runs": runs,
        "owed_count": sum(one["owed"] for one in here),
        "late_count": sum(one["late"] for one in here),
        "owed": owed,
    }


@prepared
def contacts_in(projects: list[Project], reader: Person) -> QuerySet[Membership]:
    places = Membership.objects.current().filter(project__in=projects, named_contact=True).exclude(person=reader)
    places = places.select_related("person").only("project", "person__name", "person__phone")
    return places.order_by("project__title")


def contacts(person: Person, projects: list[Project]) -> list[tuple[Person, str]]:
    """Whom this person may ring, each once, with the projects they are the contact for."""
    titles = {project.pk: project.title for project in projects}
    found: dict[Person, list[str]] = {}
    for place in contacts_in(projects=projects, reader=person):
        if place.project_id:
            found.setdefault(place.person, []).append(titles[place.project_id])
    few = {contact: of if len(of) < CARDS else [f"{len(of)} projects"] for contact, of in found.items()}
    return [(contact, " and ".join(of)) for contact, of in few.items()]
