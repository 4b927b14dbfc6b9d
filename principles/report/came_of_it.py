"""From records to facts: what changed and who noticed, what was learned, which needs no decision meets yet."""

from collections import defaultdict
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Q

from care.small_numbers import hide_small
from feedback.models import Change, Kind, Noticed, Noticing
from principles.report.came_facts import CameOfIt, ChangeFact, LessonFact, NoticingFact
from projects.models import Project, SessionKind


def what_came_of_it(project: Project, day: date) -> CameOfIt:
    """What was known by the end of that day; six queries."""
    needs = project.feedback.counted().filter(
        kind=Kind.NEED, received_on__lte=day, joined_to=None, waits_for_look=False
    )
    waiting = project.feedback.needs_without_decision(day).order_by("received_on", "recorded_at", "pk")
    return CameOfIt(
        changes=changes(project, day),
        lessons=lessons(project, day),
        needs=needs.count(),
        needs_open=tuple(str(pk) for pk in waiting.values_list("pk", flat=True)),
    )


def changes(project: Project, day: date) -> tuple[ChangeFact, ...]:
    """What was different by that day, oldest first. Who said what is only counted."""
    kept = Q(feedback__taken_back_on=None, feedback__concern=None, feedback__received_on__lte=day)
    rows = project.changes.filter(since__lte=day).annotate(said=Count("feedback", filter=kept))
    rows = rows.order_by("since", "recorded_at", "pk")
    numbers, figures = decided(project, day), noticed(project, day)
    return tuple(change_fact(row, numbers[row.pk], figures[row.pk], day) for row in rows)


def change_fact(row: Any, numbers: list[int], figures: dict[str, int], day: date) -> ChangeFact:
    shown = hide_small({one.value: figures[one] for one in Noticing if one in figures})
    return ChangeFact(
        id=str(row.pk),
        before=row.before,
        after=row.after,
        since=row.since,
        unintended=row.unintended,
        evidence=row.evidence,
        output=row.output,
        shown_where=row.shown_where,
        told_on=row.told_on if row.told_on and row.told_on <= day else None,
        decisions=tuple(numbers),
        said=row.said,
        noticed=tuple(NoticingFact(answer, count) for answer, count in shown.items()),
    )


def decided(project: Project, day: date) -> dict[UUID, list[int]]:
    """For each change the numbers of the decisions behind it that were final by that day."""
    links = Change.decisions.through.objects.filter(change__project=project, decision__final_on__lte=day)
    found: dict[UUID, list[int]] = defaultdict(list)
    for change, number in links.order_by("decision__number").values_list("change", "decision__number"):
        found[change].append(number)
    return found


def noticed(project: Project, day: date) -> dict[UUID, dict[str, int]]:
    """For each change how many had given each answer by that day."""
    rows = Noticed.objects.filter(change__project=project, on__lte=day).order_by()
    found: dict[UUID, dict[str, int]] = defaultdict(dict)
    for change, answer, count in rows.values_list("change", "answer").annotate(Count("pk")):
        found[change][answer] = count
    return found


def lessons(project: Project, day: date) -> tuple[LessonFact, ...]:
    """Oldest first. What was learned in members' own sessions stays among them."""
    rows = project.lessons.filter(on__lte=day).filter(Q(session=None) | ~Q(session__kind=SessionKind.MEMBERS))
    return tuple(
        LessonFact(str(row.pk), row.kind, row.what, row.changed, row.on)
        for row in rows.order_by("on", "recorded_at", "pk")
    )
