"""Papers: what there is to read, for whom, and who was told when."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST

from participants.requests import SignedIn
from projects.access import project_view
from projects.forms.paper import PaperForm
from projects.hearing import Hearing, heard
from projects.kinds.paper import readers, tell_paper
from projects.models import Paper, PaperFormat, PaperKind, Project

A_PAGE = 50


def load(request: SignedIn, project: Project, pk: UUID) -> Paper:
    """A paper of this project that the person may see, without its content."""
    papers = Paper.objects.visible_to(request.user).filter(withdrawn_on=None).without_content()
    return get_object_or_404(papers.select_related("session", "added_by", "project"), project=project, pk=pk)


@project_view("see_plan")
def papers(request: SignedIn, project: Project) -> HttpResponse:
    """The newest first, with forms and since when."""
    rows = Paper.objects.visible_to(request.user).filter(project=project, withdrawn_on=None, kind=PaperKind.PAPER)
    rows = rows.without_content().select_related("session")
    page = {
        "project": project,
        "page": Paginator(rows, A_PAGE).get_page(request.GET.get("page")),
        "formats": dict(PaperFormat.choices),
        "adds": project.may("plan_sessions"),
    }
    return render(request, "projects/papers.html", page)


@project_view("plan_sessions")
def paper_new(request: SignedIn, project: Project) -> HttpResponse:
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    start = {name: request.GET.get(name, "") for name in ("session", "title")}
    form = PaperForm(*sent, project=project, person=request.user, initial=start)
    if form.is_valid():
        paper = form.keep(project, request.user)
        messages.success(request, "Kept. Nobody has been told about it yet.")
        return redirect("paper", project.pk, paper.pk)
    return render(request, "projects/paper_new.html", {"project": project, "form": form})


@project_view("plan_sessions")
def paper_edit(request: SignedIn, project: Project, pk: UUID) -> HttpResponse:
    paper = load(request, project, pk)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = PaperForm(*sent, instance=paper, project=project, person=request.user)
    if form.is_valid():
        form.keep(project, request.user)
        return redirect("paper", project.pk, pk)
    return render(request, "projects/paper_edit.html", {"project": project, "form": form, "paper": paper})


@project_view("see_plan")
def paper(request: SignedIn, project: Project, pk: UUID) -> HttpResponse:
    """What it is, how to get it; for those who plan also who was told, when and how."""
    one, plans = load(request, project, pk), project.may("plan_sessions")
    page = {
        "project": project,
        "paper": one,
        "formats": [choice.label for choice in PaperFormat if choice in one.formats],
        "plans": plans,
        "told": who_heard(one) if plans and one.shared_on else [],
        "readers": readers(one),
    }
    return render(request, "projects/paper.html", page)


def who_heard(paper: Paper) -> list[Hearing]:
    """Whom it is for, but for who added it: when they were told, or why not."""
    others = readers(paper).exclude(pk=paper.added_by_id)
    return heard("paper_shared", f"paper:{paper.pk}", paper.shared_on, paper.project, others)


@project_view("see_plan")
def paper_file(request: SignedIn, project: Project, pk: UUID) -> HttpResponse:
    """The file, to keep: never shown as part of this site."""
    one = load(request, project, pk)
    if not one.content:
        raise Http404
    as_file = {"Content-Disposition": content_disposition_header(True, one.file_name) or "attachment"}
    return HttpResponse(bytes(one.content), content_type=one.content_type, headers=as_file)


@require_POST
@project_view("plan_sessions")
def paper_share(request: SignedIn, project: Project, pk: UUID) -> HttpResponse:
    """Tell everybody whom it is for; who comes later can be told later."""
    one = load(request, project, pk)
    tell_paper(one, request.user)
    one.shared_on = one.shared_on or timezone.localdate()
    one.save(update_fields=["shared_on"])
    messages.success(request, "People are being told.")
    return redirect("paper", project.pk, pk)


@require_POST
@project_view("plan_sessions")
def paper_withdraw(request: SignedIn, project: Project, pk: UUID) -> HttpResponse:
    """Off the list; the record that it was there stays."""
    one = load(request, project, pk)
    one.withdraw(timezone.localdate())
    messages.success(request, f"Taken off the list: {one.title}")
    return redirect("papers", project.pk)
