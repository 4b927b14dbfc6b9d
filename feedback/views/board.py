"""The board: everything said, by promise."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from feedback.kinds import tell_thanks
from feedback.models import Feedback, Kind
from feedback.models.lists import counts_of
from feedback.models.many import thank_many
from feedback.models.stands import LISTS
from participants.prepared import prepared
from participants.requests import SignedIn
from projects.access import project_view
from projects.models import Project

A_PAGE = 25
# address, words, named set
FILTERS = [
    ("open", "Open", "open"),
    ("thank", "Say thank you", "to_thank"),
    ("answer", "Answer", "to_answer"),
    ("tell", "Tell the person", "to_tell"),
    ("waiting", "Waiting for them", "waiting_for_giver"),
    ("closed", "Closed", "closed"),
]
LISTED = {key: name for key, _, name in FILTERS}
TO_TICK = ("open", "thank", "answer")
KEPT = ("show", "kind", "with", "sort")  # which list it is; not the page, which moves up when lines go


@prepared
def counted(**here: Any) -> QuerySet[Feedback, dict[str, Any]]:
    """For each kind that somebody said, how many are in each list."""
    return Feedback.objects.filter(**here).values("kind").annotate(**counts_of()).order_by()


def lines(named: str, newest: bool, **here: Any) -> QuerySet[Feedback]:
    """One list, in order, with what a line shows."""
    chosen = getattr(Feedback.objects.filter(**here), named)()
    return (chosen.by_newest() if newest else chosen.by_promise()).in_lines()


@prepared
def first_lines(named: str, newest: bool, **here: Any) -> QuerySet[Feedback]:
    """The page that nearly everybody reads."""
    return lines(named, newest, **here)[:A_PAGE]


@project_view("answer_feedback")
def board(request: SignedIn, project: Project) -> HttpResponse:
    """One of six lists, 50 a page, soonest promise first or newest first; of one kind or all, of mine or all."""
    how = how_shown(request)
    named, rows = LISTED[how["show"]], {"project": project} | ({"owner": request.user} if how["mine"] else {})
    by_kind = {row.pop("kind"): row for row in counted(**rows)}
    counts = {name: sum(kind[name] for kind in by_kind.values()) for name in LISTS}
    here = by_kind.get(how["kind"], dict.fromkeys(LISTS, 0)) if how["kind"] else counts
    page: Page[Any] = Paginator(range(here[named]), A_PAGE).get_page(request.GET.get("page"))
    rows |= {"kind": how["kind"]} if how["kind"] else {}
    if page.number == 1:
        page.object_list = first_lines(named, how["newest"], **rows)
    else:
        page.object_list = lines(named, how["newest"], **rows)[page.start_index() - 1 : page.end_index()]
    context = {
        "project": project,
        "page": page,
        "filters": [(key, words, here[name]) for key, words, name in FILTERS],
        "kinds": [(one.value, one.label, by_kind[one][named]) for one in Kind if one in by_kind],
        "counts": counts,
        "today": timezone.localdate(),
        "to_tick": how["show"] in TO_TICK and any(said.may_be_ticked for said in page),
        "asked": (asked := asked_for(request)),
        "every_kind": urlencode({key: words for key, words in asked.items() if key != "kind"}),
    }
    return render(request, "feedback/board.html", context | how)


def how_shown(request: SignedIn) -> dict[str, Any]:
    """What the address asks for; whatever else it says is the open list of all."""
    asks = request.GET
    return {
        "show": asks["show"] if asks.get("show") in LISTED else "open",
        "kind": asks["kind"] if asks.get("kind") in Kind.values else "",
        "newest": asks.get("sort") == "newest",
        "mine": asks.get("with") == "me",
        "ticked": asks.get("all") == "1",
        "checked": " checked" if asks.get("all") == "1" else "",
    }


def asked_for(request: SignedIn) -> dict[str, str]:
    """Which list the address asks for, to carry along and come back to."""
    return {key: request.GET[key] for key in KEPT if key in request.GET}


def to_list(project: Project, **asked: str) -> HttpResponse:
    """Back to this list of the board."""
    return redirect(reverse("board", args=[project.pk], query=asked))


@require_POST
@project_view("answer_feedback")
def thank_all(request: SignedIn, project: Project) -> HttpResponse:
    """Say thank you to everyone who has not been thanked, but for words that nobody has looked at; each hears it."""
    thanked = thank_many(Feedback.objects.filter(project=project, waits_for_look=False), request.user, timezone.now())
    tell_thanks(*thanked)
    messages.success(request, f"Thanked: {len(thanked)}.")
    return to_list(project, show="answer")  # what they are owed next
