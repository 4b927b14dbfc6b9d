"""Decisions: the log, one decision, writing it down, making it final, replacing it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from participants.requests import SignedIn
from projects.access import project_view
from projects.forms.decision import DecisionForm
from projects.models import Decision, Project


def load(request: SignedIn, project: Project, pk: UUID) -> Decision:
    """The decision, held still while it is being changed."""
    seen = Decision.objects.visible_to(request.user)
    return get_object_or_404(seen if request.method == "GET" else seen.select_for_update(), project=project, pk=pk)


@project_view("see_decisions")
def decisions(request: SignedIn, project: Project) -> HttpResponse:
    """The log, newest first."""
    log = Decision.objects.visible_to(request.user).filter(project=project).in_log()
    return render(request, "projects/decisions.html", {"project": project, "decisions": log})


@project_view("see_decisions")
def decision(request: SignedIn, project: Project, pk: UUID) -> HttpResponse:
    seen = Decision.objects.visible_to(request.user).filter(project=project).in_page()
    return render(request, "projects/decision.html", {"project": project, "decision": get_object_or_404(seen, pk=pk)})


@project_view("record_decision")
def decision_new(request: SignedIn, project: Project) -> HttpResponse:
    """Write a decision down, half known if need be."""
    today = timezone.localdate()
    data = request.POST if request.method == "POST" else None
    form = DecisionForm(data, project=project, today=today, initial={"made_on": today})
    if form.is_valid():
        new = form.write_down(request.user)
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
    form = DecisionForm(data, project=project, today=timezone.localdate(), instance=decision)
    if form.is_valid():
        form.write_down(request.user)
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
    start = {"made_on": today, **old.carried_over()}
    form = DecisionForm(data, project=project, today=today, replaces=old, initial=start)
    if form.is_valid():
        new = form.write_down(request.user)
        messages.success(request, f"Once decision {new.number} is final, it replaces decision {old.number}.")
        return redirect(new)
    return render(request, "projects/decision_revise.html", {"project": project, "decision": old, "form": form})
