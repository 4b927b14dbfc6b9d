"""What changed in the notebook, in the plan, and in what we agreed."""

from datetime import datetime
from itertools import pairwise
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils import timezone

from feedback.thread.change import Change, Stretch, name, noon
from projects.models import Agreement, AgreementKind, Boundary, Entry, EntryKind, Openness, Step
from projects.turns import Turn, changed_step

Row = Any  # a row of the history, whose class is made while the app loads
QUESTIONS = (EntryKind.GUIDING, EntryKind.QUESTION)


def newest_of(history: Any, stretch: Stretch) -> list[tuple[Row | None, Row]]:
    """The newest rows of a history, each with the row before it; two queries."""
    rows = history.filter(project=stretch.project, history_date__lt=stretch.before).exclude(history_type="-")
    wanted = dict(rows.order_by("-history_date", "-history_id").values_list("history_id", "id")[: stretch.most])
    all_rows = history.filter(id__in={*wanted.values()}).select_related("history_user")
    ordered = [None, *all_rows.order_by("id", "history_date", "history_id")]
    pairs = [(before if before and before.id == row.id else None, row) for before, row in pairwise(ordered)]
    return [(before, row) for before, row in pairs if row.history_id in wanted]


def questions(stretch: Stretch) -> list[Change]:
    """Questions that were asked, and lines that were reworded or settled."""
    askers = dict[UUID, str]()
    pairs = newest_of(Entry.history, stretch)
    asked = [row.id for before, row in pairs if not before and row.kind in QUESTIONS]
    for entry in Entry.objects.filter(pk__in=asked).select_related("brought_by"):
        askers[entry.pk] = name(entry.brought_by)
    return [change for before, row in pairs if (change := entry_change(before, row, askers))]


def entry_change(before: Row | None, row: Row, askers: dict[UUID, str]) -> Change | None:
    url = reverse("entry", args=[row.project_id, row.id])
    why = row.history_change_reason or ""
    if not before:
        says = f"{askers[row.id]} asked: {row.line}" if row.id in askers else ""
        return Change(row.history_date, says, "entries", row.id, url) if says else None
    who = name(row.history_user)
    if before.line != row.line:
        thing = "the question" if row.kind in QUESTIONS else EntryKind(row.kind).label.lower()
        return Change(row.history_date, f"{who} changed {thing}", "entries", row.id, url, before.line, row.line, why)
    if row.settled_on and not before.settled_on:
        return Change(row.history_date, f"{who} settled: {row.line}", "entries", row.id, url, now=row.how, why=why)
    return None


def boundaries(stretch: Stretch) -> list[Change]:
    """What can and cannot change, where that changed after the start."""
    found = []
    for before, row in newest_of(Boundary.history, stretch):
        if not before:
            continue
        who, url = name(row.history_user), stretch.project.get_absolute_url()
        why = row.history_change_reason or ""
        if row.dropped_on and not before.dropped_on:
            says, was, now = f"{who} took {row.what} off the list of what can change", "", ""
        elif row.openness != before.openness:
            says = f"{who} changed whether this can change: {row.what}"
            was, now = Openness(before.openness).label, Openness(row.openness).label
        elif row.what != before.what or row.why != before.why:
            says, was, now = f"{who} changed what can change", *reworded(before, row)
        else:
            continue
        found.append(Change(row.history_date, says, "boundaries", row.id, url, was, now, why))
    return found


def reworded(before: Row, row: Row) -> tuple[str, str]:
    return (before.what, row.what) if row.what != before.what else (before.why, row.why)


def agreements(stretch: Stretch) -> list[Change]:
    """What was proposed to be agreed, every new wording, and what holds no longer."""
    rows = Agreement.objects.filter(project=stretch.project).select_related("proposed_by", "replaces")
    written = rows.filter(recorded_at__lt=stretch.before).order_by("-recorded_at")[: stretch.most]
    dropped = rows.filter(dropped_on__lte=timezone.localdate(stretch.before)).order_by("-dropped_on", "-recorded_at")
    return [proposed(row) for row in written] + [
        agreement_change(row, noon(row.dropped_on, number), "The group dropped", row.wording, "", row.dropped_why)
        for number, row in enumerate(dropped[: stretch.most])
        if row.dropped_on
    ]


def proposed(row: Agreement) -> Change:
    verb = "changed" if row.replaces else "proposed"
    was = row.replaces.wording if row.replaces else ""
    return agreement_change(row, row.recorded_at, f"{name(row.proposed_by)} {verb}", was, row.wording, row.why_changed)


def agreement_change(row: Agreement, at: datetime, says: str, was: str, now: str, why: str) -> Change:
    url = reverse("agreement", args=[row.project_id, row.pk])
    return Change(at, f"{says}: {AgreementKind(row.kind).label.lower()}", "agreements", row.pk, url, was, now, why)


def steps(stretch: Stretch) -> list[Change]:
    """Steps that were added to the plan, and what became of them (SP-P4)."""
    pairs, url = newest_of(Step.history, stretch), reverse("plan", args=[stretch.project.pk])
    added = Step.objects.filter(pk__in=[row.id for before, row in pairs if not before]).select_related("proposed_by")
    proposers = {step.pk: name(step.proposed_by) for step in added}
    found = []
    for before, row in pairs:
        turns = (
            changed_step(before, row) if before else [Turn(row.history_date, f"{proposers[row.id]} added to the plan")]
        )
        for turn in turns:
            words = turn.was, turn.now, turn.why
            found.append(Change(row.history_date, f"{turn.says}: {row.what}", "steps", row.id, url, *words))
    return found
