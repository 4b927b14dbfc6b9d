"""Finding words in all that a person may see: every word contained, whatever its case and accents."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse

from care.models import Group
from feedback.models import Change, Feedback, Lesson, News
from participants.folding import fold
from participants.models import Person
from projects.models import (
    Action,
    AgendaItem,
    Agreement,
    Boundary,
    Decision,
    Entry,
    Paper,
    Project,
    Session,
    Step,
)

MOST = 20
FEWEST_LETTERS = 2


@dataclass(frozen=True)
class Place:
    """One kind of thing to look in. `seen`: what this person may read of it; `page`: where one of it stands."""

    key: str
    label: str
    seen: Callable[[Person], QuerySet[Any]]
    page: Callable[[Any], str]


@dataclass(frozen=True)
class Found:
    """What was found of one kind, newest first; `more`: there is more than is shown."""

    place: Place
    rows: list[tuple[str, str, str]]
    more: bool


def of_projects(model: Any) -> Callable[[Person], QuerySet[Any]]:
    """Rows of a model that everybody in the project reads."""
    return lambda person: model.objects.filter(project__in=Project.objects.visible_to(person).values("pk"))


def in_project(name: str) -> Callable[[Any], str]:
    """A page of the project on which the thing stands."""
    return lambda row: reverse(name, args=[row.project_id])


def own_page(name: str) -> Callable[[Any], str]:
    return lambda row: reverse(name, args=[row.project_id, row.pk])


def of_agenda(item: AgendaItem) -> str:
    return item.session.get_absolute_url() if item.session else reverse("agenda", args=[item.project_id])


PLACES = [
    Place("decisions", "Decisions", Decision.objects.visible_to, own_page("decision")),
    Place("feedback", "What people said", lambda one: Feedback.objects.visible_to(one).counted(), own_page("idea")),
    Place("sessions", "Sessions", Session.objects.visible_to, own_page("session")),
    Place(
        "agenda",
        "Subjects",
        lambda one: AgendaItem.objects.visible_to(one).standing().select_related("session"),
        of_agenda,
    ),
    Place("agreed", "What we agreed", lambda one: Agreement.objects.visible_to(one).standing(), own_page("agreement")),
    Place("notebook", "Notebook", Entry.objects.visible_to, own_page("entry")),
    Place("plan", "Plan", lambda one: Step.objects.visible_to(one).standing(), in_project("plan")),
    Place(
        "boundaries",
        "What can and cannot change",
        lambda one: of_projects(Boundary)(one).filter(dropped_on=None),
        in_project("project"),
    ),
    Place("actions", "Small steps", Action.objects.visible_to, in_project("actions")),
    Place(
        "papers",
        "Papers",
        lambda one: Paper.objects.visible_to(one).filter(withdrawn_on=None).without_content(),
        in_project("papers"),
    ),
    Place("changes", "What changed", Change.objects.visible_to, own_page("change")),
    Place("groups", "Who is affected", lambda one: Group.objects.visible_to(one).standing(), own_page("group")),
    Place("news", "News", lambda one: News.objects.visible_to(one).select_related("session"), in_project("news")),
    Place("lessons", "Lessons", Lesson.objects.visible_to, in_project("lessons")),
]


def search(person: Person, typed: str, only: str = "") -> list[Found]:
    """What this person may see that contains every word typed, kind by kind; nothing for less than two letters."""
    wanted = fold(typed).split()
    if len("".join(wanted)) < FEWEST_LETTERS:
        return []
    most = MOST * 5 if only else MOST
    places = [place for place in PLACES if only in ("", place.key)]
    found = [look(place, person, wanted, most) for place in places]
    projects = Project.objects.visible_to(person).filter(containing(wanted))[:most]
    first = Found(PROJECTS, [(row.title, row.get_absolute_url(), "") for row in projects], False)
    return [one for one in [first, *found] if one.rows]


PROJECTS = Place("projects", "Projects", Project.objects.visible_to, lambda row: row.get_absolute_url())


def look(place: Place, person: Person, wanted: list[str], most: int) -> Found:
    rows = place.seen(person).filter(matching(place, wanted)).select_related("project")
    newest = list(rows.order_by("-recorded_at", "pk")[: most + 1])
    lines = [(str(row), place.page(row), row.project.title) for row in newest[:most]]
    return Found(place, lines, len(newest) > most)


def matching(place: Place, wanted: list[str]) -> Q:
    """The words of the thing; of a session also its notes, once they are shared."""
    words = containing(wanted)
    return (
        words | containing(wanted, "notes_words") & Q(notes_shared_on__isnull=False)
        if place.key == "sessions"
        else words
    )


def containing(wanted: list[str], column: str = "words") -> Q:
    """Every word is somewhere in the folded words of the row."""
    every = Q()
    for word in wanted:
        every &= Q(**{f"{column}__contains": word})
    return every
