"""Words carried into a meeting that the giver was not in (CF-ED7)."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from feedback.forms.carried import CarriedForm
from feedback.models import Reply
from participants.requests import SignedIn
from projects.access import project_view
from projects.models import Project


@project_view("answer_feedback")
def carried(request: SignedIn, project: Project, pk: UUID) -> HttpResponse:
    """Where an answer's matter was carried, and what came of it: also after the person was told."""
    said = project.feedback.counted()
    reply = get_object_or_404(Reply.objects.filter(feedback__in=said.values("pk")).select_related("feedback"), pk=pk)
    form = CarriedForm(request.POST if request.method == "POST" else None, instance=reply)
    if form.is_valid():
        form.save()
        messages.success(request, "Written down.")
        return redirect("answer", project.pk, reply.feedback_id)
    return render(request, "feedback/carried.html", {"project": project, "said": reply.feedback, "form": form})
