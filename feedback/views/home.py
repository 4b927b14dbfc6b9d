"""The first page after signing in, for whoever it is."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from feedback.models import Feedback
from participants.models import Person
from projects.models import Membership, Organisation, Project
from projects.views.organisation import setup_link

SHOWN = 3


@login_not_required
def home(request: HttpRequest) -> HttpResponse:
    """Members: say something, my ideas, my projects. Staff: their projects. Strangers: what this is."""
    if not request.user.is_authenticated:
        return front(request)
    person = request.user
    projects = list(Project.objects.visible_to(person).select_related("organisation"))
    ideas = Feedback.objects.filter(giver=person).their_turn_first()
    page = {
        "projects": projects,
        "may_say": Project.objects.where(person, "say").exists(),
        "ideas": ideas[:SHOWN],
        "ideas_count": ideas.count(),
        "their_turn": Feedback.objects.filter(giver=person).waiting_for_giver().count(),
        "contacts": contacts(projects),
        "leads": leads(person),
        "today": timezone.localdate(),
    }
    return render(request, "feedback/home.html", page)


def front(request: HttpRequest) -> HttpResponse:
    """What a stranger sees. A new site leads whoever runs it on their own machine to its set-up."""
    if not Organisation.objects.exists():
        return redirect(setup_link()) if settings.DEBUG else render(request, "feedback/not_set_up.html")
    return render(request, "feedback/front.html")


def contacts(projects: list[Project]) -> list[Membership]:
    """The named contacts of these projects, each person once."""
    places = Membership.objects.current().filter(project__in=projects, named_contact=True)
    return list({place.person_id: place for place in places.select_related("person", "project")}.values())


def leads(person: Person) -> bool:
    """True for a safeguarding lead, whose own pages are not open yet: they read concerns, nothing else."""
    return Membership.objects.current().filter(person=person.pk, role="safeguarding").exists()
