"""A decision that was made elsewhere: a manager is asked for the reason, and gives it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from participants.requests import SignedIn
from projects.access import project_view
from projects.forms.decision_asked import AskForm, ReasonForm
from projects.kinds.decision import tell_asked, tell_replaced
from projects.models import Project
from projects.views.decision import load


@project_view("record_decision")
def decision_ask(request: SignedIn, project: Project, pk: UUID) -> HttpResponse:
    """Ask a manager for the reason, another one, or nobody any more."""
    decision = load(request, project, pk)
    if decision.final_on:
        messages.info(request, "This decision is final. Its reason is written down.")
        return redirect(decision)
    form = AskForm(request.POST if request.method == "POST" else None, project=project, decision=decision)
    if form.is_valid():
        manager = form.cleaned_data["manager"]
        if manager != decision.asked_of:
            tell_asked(decision.ask(manager, request.user, timezone.localdate()), by=request.user)
        words = f"{manager} is asked for the reason." if manager else "Nobody is asked for the reason any more."
        messages.success(request, words)
        return redirect(decision)
    return render(request, "projects/decision_ask.html", {"project": project, "decision": decision, "form": form})


@project_view("give_reasons")
def decision_reason(request: SignedIn, project: Project, pk: UUID) -> HttpResponse:
    """What was decided and why, from the manager who was asked."""
    decision = load(request, project, pk)
    if decision.final_on or decision.asked_of != request.user:
        messages.info(request, "This decision does not wait for your reason.")
        return redirect(decision)
    data = request.POST if request.method == "POST" else None
    form = ReasonForm(data, decision=decision, by=request.user, today=timezone.localdate())
    if form.is_valid():
        decision = form.write_down()
        if form.later:
            messages.success(request, "Kept. It is not on the record yet. Facilitators can read it.")
            return redirect(decision)
        decision.finalise(timezone.now())
        tell_replaced(decision, by=request.user)
        messages.success(request, f"Decision {decision.number} is final. Everyone in the project can read it.")
        return redirect(decision)
    return render(request, "projects/decision_reason.html", {"project": project, "decision": decision, "form": form})
