"""What the organisation gives for people's time: its own figures, on a page for those who approve."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from care.forms.reward import RateForm
from care.models import Rate
from participants.requests import SignedIn
from projects.access import project_view
from projects.models import Project


@project_view("approve_returns")
def rates(request: SignedIn, project: Project) -> HttpResponse:
    """What holds now or will, and what held before."""
    rows, today = project.organisation.rates.order_by("-from_on", "for_what"), timezone.localdate()
    page = {
        "project": project,
        "standing": [rate for rate in rows if not rate.until_on or rate.until_on >= today],
        "before": [rate for rate in rows if rate.until_on and rate.until_on < today],
    }
    return render(request, "care/rates.html", page)


@project_view("approve_returns")
def rate_new(request: SignedIn, project: Project) -> HttpResponse:
    rate = Rate(organisation=project.organisation)
    form = RateForm(
        request.POST if request.method == "POST" else None, instance=rate, initial={"from_on": timezone.localdate()}
    )
    if form.is_valid():
        rate.begin()
        messages.success(request, "Written down. Members see it where we invite them.")
        return redirect("rates", project.pk)
    return render(request, "care/rate_new.html", {"project": project, "form": form})


@require_POST
@project_view("approve_returns")
def rate_end(request: SignedIn, project: Project, pk: UUID) -> HttpResponse:
    """It holds for the last time today; what was offered stays."""
    rate = get_object_or_404(project.organisation.rates, pk=pk)
    rate.end(timezone.localdate())
    messages.success(request, f"This has ended: {rate.get_for_what_display().lower()}. What was offered stays.")
    return redirect("rates", project.pk)
