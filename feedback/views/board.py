"""The board: everything said, by promise."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from feedback.kinds import tell_thanks
from feedback.models import Feedback, Kind
from feedback.models.many import thank_many
from feedback.models.stands import LISTS
from participants.requests import SignedIn
from projects.access import project_view
from projects.models import Project

A_PAGE = 50
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


@project_view("answer_feedback")
def board(request: SignedIn, project: Project) -> HttpResponse:
    """One of six lists, 50 a page, soonest promise first or newest first; of one kind or all, of mine or all."""
    show = request.GET.get("show", "")
    show, named = (show, LISTED[show]) if show in LISTED else ("open", "open")
    newest, mine = request.GET.get("sort") == "newest", request.GET.get("with") == "me"
    rows = Feedback.objects.filter(project=project, **({"owner": request.user} if mine else {}))
    by_kind = rows.counts_by_kind()
    counts = {name: sum(kind[name] for kind in by_kind.values()) for name in LISTS}
    kind = request.GET.get("kind", "") if request.GET.get("kind") in by_kind else ""
    here = by_kind[kind] if kind else counts
    chosen = getattr(rows.filter(kind=kind) if kind else rows, named)()
    ordered = chosen.by_newest() if newest else chosen.by_promise()
    paginator = Paginator(ordered.in_lines(), A_PAGE)
    paginator.count = here[named]
    page = {
        "project": project,
        "page": paginator.get_page(request.GET.get("page")),
        "filters": [(key, words, here[name]) for key, words, name in FILTERS],
        "kinds": [(one.value, one.label, by_kind[one][named]) for one in Kind if one in by_kind],
        "show": show,
        "kind": kind,
        "newest": newest,
        "mine": mine,
        "ticked": request.GET.get("all") == "1",
        "counts": counts,
        "today": timezone.localdate(),
    }
    return render(request, "feedback/board.html", page)


@require_POST
@project_view("answer_feedback")
def thank_all(request: SignedIn, project: Project) -> HttpResponse:
    """Say thank you to everyone who has not been thanked, but for words that nobody has looked at; each hears it."""
    thanked = thank_many(Feedback.objects.filter(project=project, waits_for_look=False), request.user, timezone.now())
    tell_thanks(*thanked)
    messages.success(request, f"Thanked: {len(thanked)}.")
    return redirect("board", project.pk)
