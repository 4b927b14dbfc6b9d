"""What somebody's words led to: subjects, questions, agreements, boundaries, decisions."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef
from django.urls import reverse

from feedback import chain
from feedback.models import Change, Feedback
from participants.models import Person
from projects.models import AgendaItem, Agreement, Boundary, Decision, Entry, Project


@dataclass(frozen=True)
class Target:
    """One kind of thing that words may lead to: the field that links it, its name, and what of it a person may see."""

    field: str
    label: str
    all_seen: Callable[[Person], Any]

    def seen(self, project: Project, person: Person) -> Any:
        """The things of this kind in the project that this person may see, newest first."""
        return self.all_seen(person).filter(project=project).order_by("-recorded_at")


def subjects(person: Person) -> Any:
    return AgendaItem.objects.visible_to(person).standing().select_related("session")


TARGETS = [
    Target("agenda_items", "Subjects for a session", subjects),
    Target("entries", "Lines in the notebook", Entry.objects.visible_to),
    Target("agreements", "What we agreed", lambda person: Agreement.objects.visible_to(person).standing()),
    Target("boundaries", "What can and cannot change", lambda person: Boundary.objects.standing()),
    Target("decisions", "Decisions", Decision.objects.visible_to),
    Target("changes", "What changed", Change.objects.visible_to),
]


def led_to(said: Feedback, person: Person) -> list[tuple[str, str]]:
    """Each thing these words led to, as words and address, as far as this person may see it."""
    linked = {target.field: Exists(through(target).filter(feedback=OuterRef("pk"))) for target in TARGETS}
    here = Feedback.objects.filter(pk=said.pk, project__in=Project.objects.visible_to(person).values("pk"))
    row = here.values_list(*linked.values()).first() or ()
    kinds = [target for target, is_linked in zip(TARGETS, row, strict=False) if is_linked]
    things = [thing for target in kinds for thing in target.seen(said.project, person).filter(feedback=said)]
    return [(str(thing), address(thing)) for thing in things]


def through(target: Target) -> Any:
    """The rows that link feedback to this kind of thing."""
    return getattr(Feedback, target.field).through.objects.all()


def address(thing: Any) -> str:
    """Where a thing can be read."""
    project = thing.project_id
    if isinstance(thing, AgendaItem):
        return chain.address(thing)
    if isinstance(thing, Entry):
        return reverse("entry", args=[project, thing.pk])
    if isinstance(thing, Agreement):
        return reverse("agreement", args=[project, thing.pk])
    return reverse("project", args=[project]) if isinstance(thing, Boundary) else thing.get_absolute_url()
