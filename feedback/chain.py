"""From what somebody said to what is different: feedback, subject, decision, small step, change. Walkable both ways.

Each function gives the neighbours on one side, as far as this person may see them. What they may not see leaves no
trace: no line, no count.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.urls import reverse

from feedback.models import Change, Feedback
from participants.models import Person
from projects.models import Action, AgendaItem, Decision


@dataclass(frozen=True)
class Near:
    """One neighbour: what it is, its words, where it is read."""

    kind: str
    words: str
    url: str


Neighbours = Callable[[Any, Person], Iterable[Any]]


def said(person: Person, which: Q) -> Iterable[Feedback]:
    rows = Feedback.objects.visible_to(person).counted().filter(which)
    return rows.distinct().order_by("received_on", "recorded_at", "pk")


def subjects(person: Person, which: Q) -> Iterable[AgendaItem]:
    return AgendaItem.objects.visible_to(person).standing().filter(which).order_by("first_raised_on", "recorded_at")


def decisions(person: Person, which: Q) -> Iterable[Decision]:
    return Decision.objects.visible_to(person).filter(which).order_by("number")


def actions(person: Person, which: Q) -> Iterable[Action]:
    return Action.objects.visible_to(person).filter(which, dropped_on=None).order_by("recorded_at")


def changes(person: Person, which: Q) -> Iterable[Change]:
    return Change.objects.visible_to(person).filter(which).order_by("since", "recorded_at")


BEHIND: dict[type, list[Neighbours]] = {
    AgendaItem: [lambda item, person: said(person, Q(agenda_items=item))],
    Decision: [lambda decision, person: subjects(person, Q(decisions=decision))],
    Action: [lambda action, person: decisions(person, Q(actions=action))],
    Change: [
        lambda change, person: said(person, Q(changes=change)),
        lambda change, person: decisions(person, Q(changes=change)),
        lambda change, person: actions(person, Q(changes=change)),
    ],
}
CAME_OF: dict[type, list[Neighbours]] = {
    AgendaItem: [
        lambda item, person: subjects(person, Q(continues=item)),
        lambda item, person: decisions(person, Q(agenda_item=item)),
    ],
    Decision: [
        lambda decision, person: actions(person, Q(decision=decision)),
        lambda decision, person: changes(person, Q(decisions=decision)),
    ],
    Action: [lambda action, person: changes(person, Q(actions=action))],
    Change: [],
}
KINDS = {
    Feedback: "Somebody said",
    AgendaItem: "Subject",
    Decision: "Decision",
    Action: "Small step",
    Change: "What changed",
}


def behind(thing: Any, person: Person) -> list[Near]:
    """What led to this."""
    return near(BEHIND, thing, person)


def came_of(thing: Any, person: Person) -> list[Near]:
    """What came of this."""
    return near(CAME_OF, thing, person)


def near(side: dict[type, list[Neighbours]], thing: Any, person: Person) -> list[Near]:
    return [as_near(one) for neighbours in side[type(thing)] for one in neighbours(thing, person)]


def as_near(one: Any) -> Near:
    words = one.question if isinstance(one, Decision) else str(one)
    kind = f"Decision {one.number}" if isinstance(one, Decision) else KINDS[type(one)]
    return Near(kind, words, address(one))


def address(one: Any) -> str:
    """Where it is read, with its neighbours beside it."""
    if isinstance(one, AgendaItem):
        return reverse("subject", args=[one.project_id, one.pk])
    return reverse("action", args=[one.project_id, one.pk]) if isinstance(one, Action) else one.get_absolute_url()
