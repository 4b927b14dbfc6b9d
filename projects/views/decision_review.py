"""Following a decision, and looking at it again: keep, change or drop?"""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from participants.requests import SignedIn
from projects.access import project_view
from projects.forms.decision_review import KeepForm, LookAgainForm, NoChangeForm
from projects.models import Decision, Follow, Project


def load_final(request: SignedIn, project: Project, pk: UUID) -> Decision:
    """A final decision that this person sees, with what replaced it; held still while it is being changed."""
    seen = Decision.objects.visible_to(request.user).filter(project=project, final_on__isnull=False)
    linked = seen.select_related("replaced_by")
    return get_object_or_404(linked if request.method == "GET" else linked.select_for_update(of=("self",)), pk=pk)


@require_POST
@project_view("see_decisions")
def decision_follow(request: SignedIn, project: Project, pk: UUID) -> HttpResponse:
    """Follow a decision, or stop following it. Pressed twice, the button does it once."""
    decision = load_final(request, project, pk)
    mine = {"decision": decision, "person": request.user}
    follow = Follow.objects.filter(**mine).first() or Follow(**mine)
    if request.POST.get("follow") != ("yes" if follow.since else "no"):
        follow.toggle(timezone.localdate())
    if follow.since:
        messages.success(request, "You follow this decision. We tell you when it changes.")
    else:
        messages.success(request, "You no longer follow this decision.")
    return redirect(decision)


@project_view("see_decisions")
def decision_look_again(request: SignedIn, project: Project, pk: UUID) -> HttpResponse:
    """Keep, change or drop? What each has said, and what the group does now."""
    today = timezone.localdate()
    decision = load_final(request, project, pk)
    if decision.replacement:
        messages.info(request, f"Decision {decision.number} was replaced.")
        return redirect(decision)
    form, due = None, decision.is_due(today)
    if due:
        data = request.POST if request.method == "POST" else None
        form = LookAgainForm(data, project=project, decision=decision, by=request.user)
        if form.is_valid():
            form.speak(today)
            messages.success(request, "Thank you. It is written down. You can say something else until it is settled.")
            return redirect("decision_look_again", project.pk, pk)
    said = decision.followers.on_this_round(decision)
    page = {"project": project, "decision": decision, "form": form, "due": due, "said": said}
    return render(request, "projects/decision_look_again.html", page)


@project_view("record_decision")
def decision_keep(request: SignedIn, project: Project, pk: UUID) -> HttpResponse:
    """The decision stands; set the next day to look at it again."""
    today = timezone.localdate()
    decision = load_final(request, project, pk)
    if decision.replacement:
        return redirect(decision)
    form = KeepForm(request.POST if request.method == "POST" else None, today=today)
    if form.is_valid():
        decision.keep(request.user, form.cleaned_data["review_on"], form.cleaned_data["why"], today)
        messages.success(request, f"Decision {decision.number} stands.")
        return redirect(decision)
    page = {"project": project, "decision": decision, "form": form, "due": decision.is_due(today)}
    return render(request, "projects/decision_keep.html", page)


@project_view("record_decision")
def decision_no_change(request: SignedIn, project: Project, pk: UUID) -> HttpResponse:
    """Say that it is to stay as it is, and why: then nobody is asked what changed."""
    decision = load_final(request, project, pk)
    form = NoChangeForm(request.POST if request.method == "POST" else None, instance=decision)
    if form.is_valid():
        decision.sign(request.user)
        messages.success(request, "Saved.")
        return redirect(decision)
    return render(request, "projects/decision_no_change.html", {"project": project, "decision": decision, "form": form})
