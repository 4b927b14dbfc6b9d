"""Ways to say something: open links, and what is printed of them."""

from uuid import UUID

from django.contrib import messages
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from feedback.forms.ways import WayForm
from feedback.models import Feedback
from feedback.ways import address_of, shown_at, slip_codes, typed_address_of
from participants.models import Event
from participants.requests import SignedIn
from projects.access import project_view
from projects.models import Project, WayIn

ON_A_SLIP = ("to make better", "going well", "a worry", "a question", "how I feel", "a thank you")
A_SHEET = {"poster": 1, "cards": 8, "slips": 3}


@project_view("answer_feedback")
def ways(request: SignedIn, project: Project) -> HttpResponse:
    """The open links of this project, with how many spoke by each; and a new one."""
    form = WayForm(request.POST if request.method == "POST" else None, project=project)
    if project.open_now and form.is_valid():
        form.make(request.user, timezone.now())
        messages.success(request, "The link is open. Print its poster or its cards.")
        return redirect("ways", project.pk)
    rows = list(project.ways_in.to_say().order_by("-made_at", "pk"))
    came = Feedback.objects.filter(project=project, way_in__isnull=False).values("way_in")
    counts = dict(came.annotate(count=Count("pk")).order_by().values_list("way_in", "count"))
    page = {"project": project, "form": form, "rows": [(way, address_of(way), counts.get(way.pk, 0)) for way in rows]}
    return render(request, "feedback/ways.html", page)


@require_POST
@project_view("answer_feedback")
def way_shut(request: SignedIn, project: Project, pk: UUID) -> HttpResponse:
    """From now on it leads nowhere. What came by it stays."""
    way, now = way_of(project, pk), timezone.now()
    way.revoked_at = now
    way.save(update_fields=["revoked_at"])
    Event.note(Event.Kind.LINK_SHUT, request.user, f"way_in:{way.pk}", project.pk, now)
    messages.success(request, "The link is shut. Take its posters down.")
    return redirect("ways", project.pk)


@project_view("answer_feedback")
def way_print(request: SignedIn, project: Project, pk: UUID, sheet: str) -> HttpResponse:
    """A poster, a sheet of table cards, or a sheet of slips: to be printed from the browser."""
    way = way_of(project, pk)
    page = {
        "project": project,
        "way": way,
        "link": address_of(way),
        "address": typed_address_of(way),
        "hear_address": shown_at("hear"),
        "kinds": ON_A_SLIP,
        "codes": slip_codes(A_SHEET[sheet]),
    }
    return render(request, f"feedback/way_{sheet}.html", page)


def way_of(project: Project, pk: UUID) -> WayIn:
    return get_object_or_404(WayIn.objects.to_say(), project=project, pk=pk)
