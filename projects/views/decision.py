"""Decisions: the log, one decision, writing it down, making it final, replacing it."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from participants.requests import SignedIn
from projects.access import project_view
from projects.forms.decision import DecisionForm
from projects.forms.decision_more import DecisionEasyWordsForm
from projects.kinds.decision import tell_replaced
from projects.models import AgendaItem, Decision, Project, Session

A_PAGE = 50
# address, words
FILTERS = [
    ("all", "All"),
    ("standing", "Standing"),
    ("without_reason", "No reason yet"),
    ("again", "To look at again"),
    ("replaced", "Replaced"),
]
ALWAYS = ("all", "standing", "replaced")
DROPPED = {"decided": "We no longer do this."}


def load(request: SignedIn, project: Project, pk: UUID) -> Decision:
    """The decision, held still while it is being changed."""
    seen = Decision.objects.visible_to(request.user)
    return get_object_or_404(seen if request.method == "GET" else seen.select_for_update(), project=project, pk=pk)


@project_view("see_decisions")
def decisions(request: SignedIn, project: Project) -> HttpResponse:
    """One of the log's lists, newest first, 50 a page; all of it those with the words looked for."""
    today, words = timezone.localdate(), request.GET.get("q", "").strip()[:100]
    log = Decision.objects.visible_to(request.user).filter(project=project).saying(words)
    counts = log.counts(today)
    show = show if (show := request.GET.get("show", "")) in counts else "all"
    paginator = Paginator(log.listed(show, today).in_log(), A_PAGE)
    paginator.count = counts[show]
    recorder = project.may("record_decision")
    page = {
        "project": project,
        "page": paginator.get_page(request.GET.get("page")),
        "filters": [(key, label, counts[key]) for key, label in FILTERS if counts[key] or key in ALWAYS or recorder],
        "show": show,
        "words": words,
        "today": today,
    }
    return render(request, "projects/decisions.html", page)


@project_view("see_decisions")
def decision(request: SignedIn, project: Project, pk: UUID) -> HttpResponse:
    seen = Decision.objects.visible_to(request.user).filter(project=project).in_page()
    decision = get_object_or_404(seen, pk=pk)
    seen_sessions, seen_subjects = Session.objects.visible_to(request.user), AgendaItem.objects.visible_to(request.user)
    page = {
        "project": project,
        "decision": decision,
        "session": decision.session_id and seen_sessions.filter(pk=decision.session_id).first(),
        "subject": decision.agenda_item_id and seen_subjects.filter(pk=decision.agenda_item_id).first(),
        "follows": decision.followers.following().filter(person=request.user).exists(),
        "due": decision.is_due(timezone.localdate()),
    }
    return render(request, "projects/decision.html", page)


@project_view("record_decision")
def decision_new(request: SignedIn, project: Project) -> HttpResponse:
    """Write a decision down, half known if need be."""
    today = timezone.localdate()
    data = request.POST if request.method == "POST" else None
    start = {"made_on": today, "session": request.GET.get("session"), "agenda_item": request.GET.get("subject")}
    form = DecisionForm(data, project=project, by=request.user, today=today, initial=start)
    if form.is_valid():
        new = form.write_down()
        messages.success(request, f"Decision {new.number} is written down. It is not final yet.")
        return redirect(new)
    return render(request, "projects/decision_new.html", {"project": project, "form": form})


@project_view("record_decision")
def decision_edit(request: SignedIn, project: Project, pk: UUID) -> HttpResponse:
    """Add to a decision until it is final."""
    decision = load(request, project, pk)
    if decision.final_on:
        messages.error(request, "This decision is final, so its words stay. If it has changed, make a new decision.")
        return redirect(decision)
    data = request.POST if request.method == "POST" else None
    form = DecisionForm(data, project=project, by=request.user, today=timezone.localdate(), instance=decision)
    if form.is_valid():
        form.write_down()
        messages.success(request, "Saved.")
        return redirect(decision)
    return render(request, "projects/decision_edit.html", {"project": project, "decision": decision, "form": form})


@require_POST
@project_view("record_decision")
def decision_final(request: SignedIn, project: Project, pk: UUID) -> HttpResponse:
    """Put it on the record for good, or say what is missing."""
    decision = load(request, project, pk)
    if decision.missing():
        context = {"project": project, "decision": decision}
        return render(request, "projects/decision_final.html", context, status=409)
    if not decision.final_on:
        decision.finalise(timezone.now())
        tell_replaced(decision, by=request.user)
        messages.success(request, f"Decision {decision.number} is final. Everyone in the project can read it.")
    return redirect(decision)


@project_view("record_decision")
def decision_revise(request: SignedIn, project: Project, pk: UUID) -> HttpResponse:
    """A new decision in place of a final one; the old one stays."""
    old = load(request, project, pk)
    if not old.final_on:
        messages.info(request, "This decision is not final yet. You can change it here.")
        return redirect("decision_edit", project.pk, pk)
    if old.revision:
        messages.info(request, f"This is the decision that was written to replace decision {old.number}.")
        return redirect(old.revision)
    today = timezone.localdate()
    data = request.POST if request.method == "POST" else None
    start = {"made_on": today, **old.carried_over()} | (DROPPED if "drop" in request.GET else {})
    form = DecisionForm(data, project=project, by=request.user, today=today, replaces=old, initial=start)
    if form.is_valid():
        new = form.write_down()
        messages.success(request, f"Once decision {new.number} is final, it replaces decision {old.number}.")
        return redirect(new)
    return render(request, "projects/decision_revise.html", {"project": project, "decision": old, "form": form})


@project_view("record_decision")
def decision_easy_words(request: SignedIn, project: Project, pk: UUID) -> HttpResponse:
    """Say a decision in easy words, and who checked them. They stand beside the decision; its own words stay."""
    decision = load(request, project, pk)
    data = request.POST if request.method == "POST" else None
    form = DecisionEasyWordsForm(data, instance=decision, today=timezone.localdate())
    if form.is_valid():
        decision.sign(request.user)
        messages.success(request, "Saved. People read the easy words first.")
        return redirect(decision)
    page = {"project": project, "decision": decision, "form": form}
    return render(request, "projects/decision_easy_words.html", page)
