"""The facilitator ticks which feedback led to a decision."""

from uuid import UUID

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from feedback.forms.decision_link import DecisionLinkForm
from feedback.models import Feedback
from participants.requests import SignedIn
from projects.access import project_view
from projects.models import Decision, Project

MOST = 50


@project_view("record_decision")
def decision_link(request: SignedIn, project: Project, pk: UUID) -> HttpResponse:
    """Tick what led here. Once the decision is final, more can be added and nothing taken away."""
    decision = get_object_or_404(Decision.objects.visible_to(request.user), project=project, pk=pk)
    said = Feedback.objects.visible_to(request.user).filter(project=project).counted().by_newest()
    linked = list(said.filter(decisions=decision))
    rest = said.exclude(pk__in=[one.pk for one in linked])
    words = request.GET.get("words", "").replace("\0", "").strip()
    others = list(rest.filter(Q(problem__icontains=words) | Q(better__icontains=words))[: MOST + 1])
    form = DecisionLinkForm(
        request.POST if request.method == "POST" else None,
        decision=decision,
        offered=rest if decision.final_on else said,
        linked=[] if decision.final_on else linked,
        others=others[:MOST],
    )
    if form.is_valid():
        form.link()
        messages.success(request, "Saved.")
        return redirect(decision)
    page = {"project": project, "decision": decision, "form": form, "stays": linked if decision.final_on else []}
    page |= {"words": words, "more": len(others) > MOST, "most": MOST}
    return render(request, "feedback/decision_link.html", page)
