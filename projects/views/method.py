"""Ways of working together: the library, one of them, and an organisation's own."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from participants.requests import SignedIn
from projects.access import project_view
from projects.forms.method import MethodForm
from projects.models import ItemKind, Method, Project, Session

FILTERS = [("", "All"), ("creative", "Creative"), *ItemKind.choices]


def session_of(request: SignedIn, project: Project) -> Session | None:
    """The session that somebody looks for ways for, as the address says; 404 for one they cannot see."""
    seen, key = Session.objects.visible_to(request.user), request.GET.get("session")
    if not key:
        return None
    try:
        return get_object_or_404(seen.select_related("project"), project=project, pk=key)
    except ValidationError:
        raise Http404 from None


def load_own(project: Project, pk: UUID) -> Method:
    """A way that the organisation wrote itself and still offers."""
    return get_object_or_404(project.organisation.methods.filter(retired_on=None), pk=pk)


@project_view("see_project")
def methods(request: SignedIn, project: Project) -> HttpResponse:
    """The library, all of it or one kind."""
    listed: dict[str, list[Method]] = {show: [] for show, _ in FILTERS}
    for way in Method.objects.of(project.organisation):
        for show in ["", *way.kinds, *["creative"] * way.creative]:
            listed[show].append(way)
    show = request.GET.get("show", "")
    page = {
        "project": project,
        "session": session_of(request, project),
        "methods": listed.get(show, listed[""]),
        "show": show if show in listed else "",
        "filters": [(show, words, len(listed[show])) for show, words in FILTERS],
    }
    return render(request, "projects/methods.html", page)


@project_view("see_project")
def method(request: SignedIn, project: Project, pk: UUID) -> HttpResponse:
    """One way to work, with its three other ways, on one sheet."""
    known = Method.objects.known_to(project.organisation)
    page = {"project": project, "session": session_of(request, project), "method": get_object_or_404(known, pk=pk)}
    return render(request, "projects/method.html", page)


@project_view("plan_sessions")
def method_new(request: SignedIn, project: Project) -> HttpResponse:
    """Write down a way of our own. Every project of the organisation can use it."""
    data = request.POST if request.method == "POST" else None
    form = MethodForm(data, organisation=project.organisation)
    if form.is_valid():
        new = form.save()
        messages.success(request, f"Added: {new.name}")
        return redirect("method", project.pk, new.pk)
    return render(request, "projects/method_new.html", {"project": project, "form": form})


@project_view("plan_sessions")
def method_edit(request: SignedIn, project: Project, pk: UUID) -> HttpResponse:
    """Change the words of a way of our own."""
    own = load_own(project, pk)
    data = request.POST if request.method == "POST" else None
    form = MethodForm(data, organisation=project.organisation, instance=own)
    if form.is_valid():
        form.save()
        messages.success(request, "Saved.")
        return redirect("method", project.pk, own.pk)
    return render(request, "projects/method_edit.html", {"project": project, "form": form, "method": own})


@require_POST
@project_view("plan_sessions")
def method_retire(request: SignedIn, project: Project, pk: UUID) -> HttpResponse:
    """Take a way of our own off the list. It stays on the agendas that used it."""
    own = load_own(project, pk)
    own.retired_on = timezone.localdate()
    own.save(update_fields=["retired_on"])
    messages.success(request, f"Taken off the list: {own.name}")
    return redirect("methods", project.pk)
