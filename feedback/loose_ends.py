"""What somebody began and nobody finished: answered but not told, decided but not changed, said but led to nothing.

One kind after the other, the oldest of each first, in a fixed number of queries.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, F, OuterRef, QuerySet, Subquery, Value
from django.urls import reverse

from feedback.led_to import TARGETS, through
from feedback.models import Change, Feedback, Kind, Outcome, Reply
from projects.models import Action, AgendaItem, Decision, Project

QUIET = timedelta(weeks=6)  # so long may nothing be written down of what was decided or promised
Rows = QuerySet[Any]


@dataclass(frozen=True)
class End:
    """One kind. `rows`: those of a project on a day. `since`: the field with the day; `act` is done at `page`."""

    says: str
    rows: Callable[[Project, date], Rows]
    since: str
    since_words: str
    try_this: str  # said once, above all of its kind
    act: str
    page: str
    query: str = ""
    else_act: str = ""  # what else may be done, at `else_page`
    else_page: str = ""

    def url(self, project: Project, thing: Any) -> str:
        if self.query:
            return f"{reverse(self.page, args=[project.pk])}?{self.query}={thing.pk}"
        return reverse(self.page, args=[project.pk, thing.pk])

    def line(self, project: Project, thing: Any, since: date) -> "Line":
        else_url = reverse(self.else_page, args=[project.pk, thing.pk]) if self.else_page else ""
        return Line(self, str(thing), since, self.url(project, thing), else_url)


@dataclass(frozen=True)
class Line:
    """One thing that is not finished, with one thing to do, or two."""

    end: End
    words: str
    since: date
    url: str
    else_url: str


def untold(project: Project, on: date) -> Rows:
    """Answered, and the person does not know."""
    return project.feedback.to_tell()


def undecided(project: Project, on: date) -> Rows:
    """There is no decision yet, somebody wrote down why, and nobody has said so to the person or the group."""
    newest = Reply.objects.to_tell().filter(feedback=OuterRef("pk"), outcome=Outcome.NOT_YET)
    return (
        project.feedback.open().annotate(not_yet_on=Subquery(newest.values("answered_on")[:1])).exclude(not_yet_on=None)
    )


def unchanged(project: Project, on: date) -> Rows:
    """Decisions that stand for some weeks, and no change that came of them; unless nothing is to change."""
    old = project.decisions.standing().filter(final_on__lte=on - QUIET, no_change_why="")
    return old.filter(~Exists(Change.decisions.through.objects.filter(decision=OuterRef("pk"))))


def led_nowhere(project: Project, on: date) -> Rows:
    """We said yes some weeks ago, and it is linked to nothing. Needs have a line of their own."""
    yes = project.feedback.counted().filter(
        answer__outcome__in=[Outcome.USED, Outcome.PARTLY], answer__told_on__lte=on - QUIET, answer__decision=None
    )
    unlinked = [~Exists(through(target).filter(feedback=OuterRef("pk"))) for target in TARGETS]
    return yes.filter(*unlinked, joined_to=None).exclude(kind=Kind.NEED)


def done(project: Project, on: date) -> Rows:
    """Small steps that are done, with neither a word on what came of it nor a change."""
    ended = project.actions.filter(done_on__isnull=False, outcome="")
    return ended.filter(~Exists(Change.actions.through.objects.filter(action=OuterRef("pk"))))


def untold_changes(project: Project, on: date) -> Rows:
    return project.changes.filter(told_on=None)


def needs(project: Project, on: date) -> Rows:
    return project.feedback.needs_without_decision(on)


def never_came(project: Project, on: date) -> Rows:
    """Parked until a day that is over."""
    return project.agenda.parked().filter(return_by__lt=on)


ENDS = {
    "untold": End(
        *("Answered, but not told", untold, "answer__answered_on", "Answered on"),
        *("They do not know the answer yet.", "Tell them", "answer"),
    ),
    "undecided": End(
        *("No decision yet, and nobody told them so", undecided, "not_yet_on", "Written down on"),
        *("They do not know that it takes longer, or why.", "Tell them", "tell_giver"),
    ),
    "untold_change": End(
        *("Something changed, and nobody was told", untold_changes, "since", "Since"),
        *("People want to know.", "Tell people", "change"),
    ),
    "never_came": End(
        *("A subject that did not come back", never_came, "return_by", "We said by"),
        *("Take it up, or give it another date.", "Give it another date", "agenda_park"),
    ),
    "led_nowhere": End(
        *("We said yes, and it led to nothing yet", led_nowhere, "answer__told_on", "We told them on"),
        *("What did it lead to? A subject, a decision, a change?", "Link it", "led_to"),
    ),
    "need": End(
        *("A need, and no decision yet", needs, "received_on", "Said on"),
        *("Bring it up in a session, or link the decision.", "Bring it up", "led_to"),
    ),
    "unchanged": End(
        *("Decided, but nothing has changed", unchanged, "final_on", "Decided on"),
        *("Is something different now? Or what is the next small step?", "Write down what changed"),
        *("change_new", "decisions", "Nothing is to change", "decision_no_change"),
    ),
    "done": End(
        *("A small step is done", done, "done_on", "Done on"),
        *("Did it change something?", "Write down what changed", "change_new", "actions"),
    ),
}
KINDS = list(ENDS)
MODELS: dict[str, Any] = {
    **dict.fromkeys(("untold", "undecided", "led_nowhere", "need"), Feedback),
    **{"unchanged": Decision, "done": Action, "untold_change": Change, "never_came": AgendaItem},
}


def keys(project: Project, on: date) -> Rows:
    """Place of the kind, key and day of all that is not finished, kind by kind: one query, whatever there is."""
    each = [
        end.rows(project, on)
        .order_by()
        .annotate(loose=Value(place), loose_since=F(end.since))
        .values_list("loose", "pk", "loose_since")
        for place, end in enumerate(ENDS.values())
    ]
    return each[0].union(*each[1:], all=True).order_by("loose", "loose_since", "pk")


def lines(project: Project, found: Iterable[tuple[int, Any, date]]) -> list[Line]:
    """The lines of one page: a query for each kind of record on it."""
    named, wanted = [(KINDS[place], pk, since) for place, pk, since in found], defaultdict(set)
    for name, pk, _ in named:
        wanted[MODELS[name]].add(pk)
    things = {model: model.objects.in_bulk(pks) for model, pks in wanted.items()}
    rows = [(ENDS[name], things[MODELS[name]].get(pk), since) for name, pk, since in named]
    return [end.line(project, thing, since) for end, thing, since in rows if thing]
