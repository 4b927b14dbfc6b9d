"""What somebody's words led to: subjects, questions, agreements, boundaries, decisions."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from feedback.models import Feedback
from participants.models import Person
from projects.models import AgendaItem, Agreement, Boundary, Decision, Entry, Project


@dataclass(frozen=True)
class Target:
    """One kind of thing that words may lead to: the field that links it, and its name for a list of several."""

    field: str
    label: str

    def seen(self, project: Project, person: Person) -> Any:
        """The things of this kind in the project that this person may see, newest first."""
        rows: Any = {
            "agenda_items": AgendaItem.objects.visible_to(person).standing().select_related("session"),
            "entries": Entry.objects.visible_to(person),
            "agreements": Agreement.objects.visible_to(person).standing(),
            "boundaries": Boundary.objects.standing(),
            "decisions": Decision.objects.visible_to(person),
        }[self.field]
        return rows.filter(project=project).order_by("-recorded_at")


TARGETS = [
    Target("agenda_items", "Subjects for a session"),
    Target("entries", "Lines in the notebook"),
    Target("agreements", "What we agreed"),
    Target("boundaries", "What can and cannot change"),
    Target("decisions", "Decisions"),
]


def led_to(said: Feedback, person: Person) -> list[tuple[str, str]]:
    """Each thing these words led to, as words and address, as far as this person may see it."""
    if not Project.objects.visible_to(person).filter(pk=said.project_id).exists():
        return []
    found = []
    for target in TARGETS:
        for thing in target.seen(said.project, person).filter(feedback=said):
            found.append((str(thing), address(thing)))
    return found


def address(thing: Any) -> str:
    """Where a thing can be read."""
    project = thing.project_id
    if isinstance(thing, AgendaItem):
        return thing.session.get_absolute_url() if thing.session else reverse("agenda", args=[project])
    if isinstance(thing, Entry):
        return reverse("entry", args=[project, thing.pk])
    if isinstance(thing, Agreement):
        return reverse("agreement", args=[project, thing.pk])
    return reverse("project", args=[project]) if isinstance(thing, Boundary) else thing.get_absolute_url()
