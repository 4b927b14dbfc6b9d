"""Short ways to tell a story about a checklist: a set of questions, an open round, what people say."""

from datetime import date, datetime

from django.utils import timezone

from participants.models import Person
from principles.models import Checklist, PrincipleSet, Says, Side, Statement
from projects.models import Project, Role
from tests.people import join, someone

MARCH = date(2026, 3, 10)
LATER = timezone.make_aware(datetime(2026, 3, 24, 12))

TWO_PRINCIPLES = {
    "slug": "two-principles",
    "version": "2026-03",
    "name": "Two principles",
    "made_by": "The waiting room group",
    "source": "https://example.org/two-principles",
    "principles": [
        {"code": "A0", "title": "We are welcome", "statements": {"A1": "The door opens.", "A2": "There is tea."}},
        {"code": "B0", "title": "We are told", "statements": {"B1": "News reaches us.", "B2": "Reasons reach us."}},
    ],
}


def questions() -> PrincipleSet:
    return PrincipleSet.load(TWO_PRINCIPLES)[0]


def many_questions(count: int) -> PrincipleSet:
    """One principle with so many statements."""
    statements = {f"C{number}": f"Line {number} is true." for number in range(count)}
    principle = {"code": "C0", "title": "We are many", "statements": statements}
    return PrincipleSet.load(TWO_PRINCIPLES | {"slug": f"many-{count}", "principles": [principle]})[0]


def open_checklist(project: Project, by: Person, asked: PrincipleSet, **more) -> Checklist:
    about = {"title": "After the first month", "opened_on": MARCH, "opened_by": by, "set": asked}
    return Checklist.objects.create(project=project, **(about | more))


def members(project: Project, count: int) -> list[Person]:
    return people(project, Role.MEMBER, count)


def people(project: Project, role: Role, count: int) -> list[Person]:
    """So many more people of this role, each with a name of their own."""
    already = project.memberships.count()
    found = [someone(f"{role.label}{already + number} Smith") for number in range(count)]
    for person in found:
        join(person, project.organisation, project, role)
    return found


def say(checklist: Checklist, person: Person, note: str = "", side: Side | None = None, **says: Says) -> None:
    """What the person says to some statements, by code: `A1=Says.YES`. One principle at a time, as on the pages."""
    place = checklist.project.role_of(person)
    for principle in checklist.set.principles.prefetch_related("statements"):
        codes = {statement: says.get(statement.code, "") for statement in principle.statements.all()}
        if any(codes.values()):
            checklist.keep(person, side or Side(place.side), principle, codes, note)


def statement(checklist: Checklist, code: str) -> Statement:
    return Statement.objects.get(principle__set=checklist.set_id, code=code)
