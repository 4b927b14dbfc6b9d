"""The log as a table for a spreadsheet."""

import csv
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.http import HttpResponse

from participants.requests import SignedIn
from projects.access import project_view
from projects.models import AgendaItem, Capacity, Decision, Project, Session

AT_ONCE = 2_000
FORMULA = re.compile(r"^\s*[=+\-@|]|^[\t\r\n]")

HEADS = [
    *("Decision", "Question", "What was decided", "In easy words", "Easy words checked by", "Easy words checked on"),
    *("Why", "What else was thought about", "How it was decided", "Views that differed", "What it is based on"),
    *(
        "Whom it works for",
        "Can it still change",
        "Can change until",
        "Nothing is to change",
        "Look again on",
        "Made on",
        "Written down on",
    ),
    *("Final on", "Session", "Subject", "Who decided", "Groups and boards that decided"),
    *(capacity.label for capacity in Capacity),
    *("Asked for the reason", "Asked on", "Replaces decision", "Why it changed", "Replaced by decision", "Seal"),
]


def safe(value: Any) -> str:
    """A cell that no spreadsheet takes for a formula."""
    words = "" if value is None else str(value)
    return f"'{words}" if FORMULA.search(words) else words


@project_view("see_decisions")
def decisions_csv(request: SignedIn, project: Project) -> HttpResponse:
    """All decisions that this person sees, one a line, the first one first."""
    seen = Decision.objects.visible_to(request.user).filter(project=project).in_page().order_by("number")
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="decisions.csv"'
    table = csv.writer(response)
    table.writerow(HEADS)
    sessions = names(Session.objects.seen_in(project))
    subjects = names(AgendaItem.objects.seen_in(project).filter(decisions__isnull=False))
    for decision in seen.iterator(AT_ONCE):
        cells = line(decision, project, sessions, subjects)
        table.writerow([safe(cell) for cell in cells])
    return response


def names(rows: Any) -> dict[UUID, str]:
    """What the sessions or subjects that this person sees are called."""
    return {row.pk: str(row) for row in rows}


def line(decision: Decision, project: Project, sessions: dict, subjects: dict) -> Iterator[Any]:
    """The cells in the order of the heads. A name stands apart from the counts, as on the page."""
    yield from (decision.number, decision.question, decision.decided)
    yield from (decision.easy_words, decision.easy_checked_by, decision.easy_checked_on)
    yield from (decision.reason, decision.options, decision.way_words, decision.views_that_differed)
    yield from (", ".join(decision.basis_words), decision.get_whose_need_display())
    yield from (decision.can_change_words, decision.can_change_until, decision.no_change_why, decision.review_on)
    yield from (decision.made_on, decision.written_on, decision.final_on)
    yield from (sessions.get(decision.session_id), subjects.get(decision.agenda_item_id))
    yield from (", ".join(decision.people_shown(project.role)), ", ".join(decision.bodies()))
    counts = Counter(maker.capacity for maker in decision.makers.all())
    yield from (counts[capacity] for capacity in Capacity)
    yield from (decision.asked_of, decision.asked_on)
    yield from (decision.replaces and decision.replaces.number, decision.why_replaced)
    yield from (decision.replacement and decision.replacement.number, decision.seal)
