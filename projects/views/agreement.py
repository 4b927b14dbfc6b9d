"""What we agreed together: every wording, who says what of it, and the words before."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from participants.models import Person
from participants.requests import SignedIn
from projects import turns
from projects.access import project_view
from projects.agreed import Standing, by_kind, standings
from projects.forms.agreement import AgreementForm, AssentForForm, AssentForm, KeepForm, RewordForm
from projects.forms.step import DropForm
from projects.kinds.agreement import tell_agreement
from projects.models import Agreement, AgreementKind, Project

REWORDED = "Somebody changed the words while you were reading. These are the words now. What you wrote is kept below."


def load(request: SignedIn, project: Project, pk: UUID) -> Standing:
    """The thing agreed of which this is one wording. 404: there is none such here."""
    rows = Agreement.objects.visible_to(request.user).filter(project=project).in_page()
    for one in standings(project, rows):
        if pk in {wording.pk for wording in one.wordings}:
            return one
    raise Http404


def load_to_change(request: SignedIn, project: Project, pk: UUID) -> Standing:
    """The same, held still while it is being changed; 404 for what was dropped."""
    if request.method == "POST":
        list(project.agreements.select_for_update().filter(pk=pk))
    one = load(request, project, pk)
    if one.now.dropped_on:
        raise Http404
    return one


def show(request: SignedIn, name: str, page: dict[str, Any], pk: UUID) -> HttpResponse:
    """The page with its form; with a word of warning when the wording under this address is not the one that holds."""
    if pk == page["one"].now.pk:
        return render(request, f"projects/{name}.html", page)
    page["form"].helper.form_action = reverse(name, args=[page["project"].pk, page["one"].now.pk])
    return render(request, f"projects/{name}.html", page | {"moved": REWORDED}, status=409)


@project_view("see_plan")
def agreements(request: SignedIn, project: Project) -> HttpResponse:
    """Eight questions, and what we answer now."""
    rows = Agreement.objects.visible_to(request.user).filter(project=project).in_page()
    every = standings(project, rows)
    page = {
        "project": project,
        "kinds": by_kind(every),
        "dropped": [one for one in every if one.now.dropped_on],
        "shapes": project.may("shape"),
        "today": timezone.localdate(),
    }
    return render(request, "projects/agreements.html", page)


@project_view("see_plan")
def agreement(request: SignedIn, project: Project, pk: UUID) -> HttpResponse:
    """The wording that holds, its history, and what I say of it."""
    one = load(request, project, pk)
    if pk != one.now.pk and request.method != "POST":
        return redirect("agreement", project.pk, one.now.pk)
    said = next((said for said in one.now.assents.all() if said.person_id == request.user.pk), None)
    page = facts(request, project, one) | {"said": said}
    if not project.may("shape") or one.now.dropped_on:
        return render(request, "projects/agreement.html", page)
    form = AssentForm(request.POST if request.method == "POST" else None, said=said)
    if form.is_valid() and pk == one.now.pk:
        one.now.say(request.user, timezone.localdate(), **form.cleaned_data)
        messages.success(request, "Written down. You can change it whenever you like.")
        return redirect("agreement", project.pk, pk)
    return show(request, "agreement", page | {"form": form}, pk)


def facts(request: SignedIn, project: Project, one: Standing) -> dict[str, Any]:
    """What the page of one agreement tells."""
    return {
        "project": project,
        "one": one,
        "kind": AgreementKind(one.now.kind),
        "turns": turns.of_agreement(one.wordings),
        "agreed_before": one.agreed_before(request.user.pk),
        "records": project.may("record_decision") and not one.now.dropped_on,
        "today": timezone.localdate(),
    }


@project_view("shape")
def agreement_new(request: SignedIn, project: Project) -> HttpResponse:
    """Propose something to agree; everybody who takes part is told once."""
    kind = AgreementKind(request.GET["kind"]) if request.GET.get("kind") in AgreementKind.values else None
    form = AgreementForm(request.POST if request.method == "POST" else None, project=project, kind=kind)
    if form.is_valid():
        new = form.propose(request.user, timezone.localdate())
        tell_agreement(new)
        messages.success(request, "It is there. Everybody who takes part is told once. What do you say of it?")
        return redirect("agreement", project.pk, new.pk)
    return render(request, "projects/agreement_new.html", {"project": project, "form": form})


@project_view("shape")
def agreement_reword(request: SignedIn, project: Project, pk: UUID) -> HttpResponse:
    """New words for the same thing; the old ones stay, with who agreed to them."""
    one = load_to_change(request, project, pk)
    if pk != one.now.pk and request.method != "POST":
        return redirect("agreement_reword", project.pk, one.now.pk)
    form = RewordForm(request.POST if request.method == "POST" else None, agreement=one.now)
    if form.is_valid() and pk == one.now.pk:
        new = form.reword(request.user, timezone.localdate())
        tell_agreement(new)
        messages.success(request, "These are the words now. Everybody is asked anew.")
        return redirect("agreement", project.pk, new.pk)
    return show(request, "agreement_reword", {"project": project, "form": form, "one": one}, pk)


@project_view("record_decision")
def agreement_keep(request: SignedIn, project: Project, pk: UUID) -> HttpResponse:
    """It still holds; set the next day to look at it. Nobody is asked anew."""
    one, today = load_to_change(request, project, pk), timezone.localdate()
    form = KeepForm(request.POST if request.method == "POST" else None, today=today)
    if form.is_valid():
        one.now.keep(form.cleaned_data["review_on"])
        messages.success(request, "It goes on as it is.")
        return redirect("agreement", project.pk, one.now.pk)
    return render(request, "projects/agreement_keep.html", {"project": project, "form": form, "one": one})


@project_view("record_decision")
def agreement_drop(request: SignedIn, project: Project, pk: UUID) -> HttpResponse:
    """It holds no longer, and why."""
    one = load_to_change(request, project, pk)
    form = DropForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        one.now.drop(timezone.localdate(), form.cleaned_data["why"])
        messages.success(request, "It does not hold any more. Its words and your reason stay.")
        return redirect("agreements", project.pk)
    return render(request, "projects/agreement_drop.html", {"project": project, "form": form, "one": one})


@project_view("record_decision")
def assent_for(request: SignedIn, project: Project, pk: UUID) -> HttpResponse:
    """Write down what somebody said aloud. Who has said it themselves is not in the list."""
    one = load_to_change(request, project, pk)
    themselves = {said.person_id for said in one.now.assents.all() if not said.written_by_id}
    people = Person.objects.filter(pk__in=one.people - themselves - {request.user.pk})
    form = AssentForForm(request.POST if request.method == "POST" else None, people=people, project=project)
    if form.is_valid() and pk == one.now.pk:
        words = dict(form.cleaned_data)
        person = words.pop("person")
        one.now.say(person, timezone.localdate(), written_by=request.user, **words)
        messages.success(request, f"Written down for {person.first_name}.")
        return redirect("agreement", project.pk, pk)
    return show(request, "assent_for", {"project": project, "form": form, "one": one}, pk)
