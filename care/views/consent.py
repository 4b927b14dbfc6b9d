"""What I agree to; and what somebody said aloud or signed, written down for them."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from care.consents import mine, of_project
from care.forms.consent import ConsentForForm, ConsentForm
from care.models import Consent
from participants.requests import SignedIn
from projects.access import project_view
from projects.models import Membership, Project


def my_consents(request: SignedIn) -> HttpResponse:
    """What I said to each purpose in each of my projects, and everything I said before."""
    history = Consent.objects.filter(person=request.user).select_related("project", "recorded_by").newest_first()
    return render(request, "care/my_consents.html", {"rows": mine(request.user), "history": history})


def consent_say(request: SignedIn, project_id: UUID) -> HttpResponse:
    """Answer or change it, for one project. Also after leaving it."""
    project = get_object_or_404(Project.objects.filter(memberships__person=request.user).distinct(), pk=project_id)
    form = ConsentForm(request.POST if request.method == "POST" else None, person=request.user, project=project)
    if form.is_valid():
        form.write_down(by=request.user, on=timezone.localdate())
        messages.success(request, "Saved. You can change it at any time.")
        return redirect("my_consents")
    return render(request, "care/consent_say.html", {"form": form, "about": project})


@project_view("invite")
def consents(request: SignedIn, project: Project) -> HttpResponse:
    """Who said yes to what, so that nobody is quoted or shown who did not."""
    return render(request, "care/consents.html", {"project": project, "rows": of_project(project)})


@project_view("invite")
def consent_for(request: SignedIn, project: Project, pk: UUID) -> HttpResponse:
    """Write down what somebody said aloud or signed."""
    here = Membership.objects.current().filter(project=project).select_related("person")
    person = get_object_or_404(here, pk=pk).person
    form = ConsentForForm(request.POST if request.method == "POST" else None, person=person, project=project)
    if form.is_valid():
        data = form.cleaned_data
        form.write_down(by=request.user, on=data["on"], how=data["how"])
        messages.success(request, f"Written down: what {person.first_name} said.")
        return redirect("consents", project.pk)
    return render(request, "care/consent_for.html", {"project": project, "person": person, "form": form})
