"""The people of the stories that the tests tell, and the project they meet in."""

from collections.abc import Callable
from datetime import date, datetime

import pytest
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.test import Client
from django.test.client import ClientHandler
from django.utils import timezone

from participants.models import ContactBy, Person
from participants.sessions import BEGAN, SessionStore
from projects.models import Boundary, Membership, Needed, Openness, Organisation, Project, Readiness, Role, Safeguarding

BACKEND = "participants.adapter.Backend"
STARTED = date(2026, 3, 2)
SITE = ClientHandler(enforce_csrf_checks=False)  # one for all: a new one sets up all the middleware again


def join(person: Person, organisation: Organisation, project: Project | None, role: Role, **more) -> Membership:
    """A place for the person, from the day the project started."""
    place = {"organisation": organisation, "project": project, "role": role, "joined_on": STARTED}
    return Membership.objects.create(person=person, **(place | more))


def someone(name: str, **more) -> Person:
    """A person who is nowhere yet; their address is their first name."""
    return Person.objects.create_user(email=f"{name.split()[0].lower()}@example.org", name=name, **more)


def just_came_in(client: Client, at: datetime | None = None) -> Client:
    """As after a code: who they are was shown at that moment, now unless it is told."""
    session = client.session
    session[BEGAN] = (at or timezone.now()).isoformat()
    session.save()
    return client


@pytest.fixture
def organisation(db: None) -> Organisation:
    return Organisation.objects.create(
        name="Riverside Community Trust",
        phone="0117 496 0100",
        email="help@riverside.example.org",
        safeguarding_lead="Sam Osei",
        safeguarding_phone="0117 496 0199",
    )


def make_project(organisation: Organisation, contact: Person, title: str) -> Project:
    """A started project with all it needs: the contact is its facilitator."""
    project = Project.objects.create(
        organisation=organisation,
        title=title,
        purpose="Make the waiting room a place where people want to be.",
        for_whom="People who wait here, and the people who bring them",
        level="co_produce",
        started_on=STARTED,
        people_every=500,  # neither a look at who is missing nor news fall due in these stories
        news_every=500,
    )
    join(contact, organisation, project, Role.FACILITATOR, named_contact=True)
    Safeguarding.objects.create(
        project=project,
        lead=organisation.safeguarding_lead,
        phone=organisation.safeguarding_phone,
        passes_on="If someone may be hurt, we may have to tell another service. We talk to you first if we can.",
        confirmed_on=STARTED,
        confirmed_by=contact,
    )
    Readiness.objects.bulk_create(
        Readiness(project=project, what=what, answer="yes", confirmed_by=contact, confirmed_on=STARTED)
        for what in Needed
    )
    Boundary.objects.create(project=project, what="How the room looks and sounds", openness=Openness.OPEN)
    Boundary.objects.create(
        project=project,
        what="The opening hours",
        openness=Openness.FIXED,
        why="The building is locked at six.",
        set_by="The landlord",
    )
    return project


@pytest.fixture
def fay(organisation: Organisation) -> Person:
    """The facilitator of `project`; her place is there once that fixture is asked for."""
    return someone("Fay Adams")


@pytest.fixture
def project(organisation: Organisation, fay: Person) -> Project:
    return make_project(organisation, fay, "Waiting room")


@pytest.fixture
def lena(project: Project) -> Person:
    """A member with lived experience."""
    lena = someone("Lena Okoro")
    join(lena, project.organisation, project, Role.MEMBER)
    return lena


@pytest.fixture
def gus(project: Project) -> Person:
    """A member without email: he is rung up."""
    gus = Person.objects.create_user(name="Gus Hart", phone="0117 496 0042", contact_by=ContactBy.PHONE)
    join(gus, project.organisation, project, Role.MEMBER)
    return gus


@pytest.fixture
def pru(project: Project) -> Person:
    """A professional who takes part."""
    pru = someone("Pru Lind")
    join(pru, project.organisation, project, Role.PROFESSIONAL)
    return pru


@pytest.fixture
def max(project: Project) -> Person:
    """The manager of the project."""
    max = someone("Max Bell")
    join(max, project.organisation, project, Role.MANAGER)
    return max


@pytest.fixture
def olu(project: Project) -> Person:
    """The outsider: facilitator of another project in the same organisation."""
    olu = someone("Olu Reid")
    make_project(project.organisation, olu, "Bus stop")
    return olu


@pytest.fixture
def sam(organisation: Organisation) -> Person:
    """The safeguarding lead of the whole organisation."""
    sam = someone("Sam Osei")
    join(sam, organisation, None, Role.SAFEGUARDING)
    return sam


@pytest.fixture
def client_of(request: pytest.FixtureRequest) -> Callable[[Person], Client]:
    """`client_of(lena)`: a browser in which the person is signed in."""

    def sign_in(person: Person) -> Client:
        client = Client()
        if "settings" not in request.fixturenames:  # what sets up the middleware may read them
            client.handler = SITE
        client.cookies[settings.SESSION_COOKIE_NAME] = session_of(person)
        return client

    return sign_in


def session_of(person: Person) -> str:
    """The key of a session as after signing in, in a quarter of the time: nobody is told that they came in."""
    session = SessionStore()
    session.update({SESSION_KEY: str(person.pk), BACKEND_SESSION_KEY: BACKEND})
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.save()
    return session.session_key
