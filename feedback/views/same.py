"""Pieces that say the same, joined and taken apart. Nobody's loop is lost by it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from feedback.forms.same import SameForm
from feedback.models import Feedback
from participants.folding import fold
from participants.requests import SignedIn
from projects.access import project_view
from projects.models import Project

MOST = 20


@project_view("answer_feedback")
def same(request: SignedIn, project: Project, pk: UUID) -> HttpResponse:
    """Look for what says the same by a word in it, and tick it."""
    rows = Feedback.objects.filter(project=project).counted()
    said = get_object_or_404(rows.select_related("giver"), pk=pk)
    offered = rows.exclude(pk__in=[said.pk, *said.alike.values_list("pk", flat=True)]).by_newest()
    words = request.GET.get("words", "").replace("\0", "").strip()
    found = offered
    for word in fold(words).split():
        found = found.filter(words__contains=word)
    shown = list(found[: MOST + 1])
    form = SameForm(request.POST if request.method == "POST" else None, offered=offered, shown=shown[:MOST])
    if form.is_valid():
        said.join(form.cleaned_data["others"])
        messages.success(request, "Joined. Each keeps a loop of its own.")
        return redirect("answer", project.pk, pk)
    page = {"project": project, "said": said, "form": form, "words": words, "more": len(shown) > MOST, "most": MOST}
    return render(request, "feedback/same.html", page)


@require_POST
@project_view("answer_feedback")
def apart(request: SignedIn, project: Project, pk: UUID) -> HttpResponse:
    """It does not say the same after all."""
    said = get_object_or_404(project.feedback.counted(), pk=pk)
    said.part()
    messages.success(request, "It stands alone again.")
    return redirect("answer", project.pk, pk)
