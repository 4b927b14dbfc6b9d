"""What stands in public: for the facilitators who put it there."""

from urllib.parse import urljoin
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from feedback.forms.in_public import LineForm, page_of
from feedback.forms.in_public import PageForm as PublicPageForm
from feedback.kinds import ask_giver
from feedback.models import NamedAs, PublicLine
from feedback.models.lists import FeedbackQuerySet
from feedback.public import gather, tell_groups
from participants.requests import SignedIn
from projects.access import project_view
from projects.models import Project

A_PAGE = 20


def may_come(project: Project) -> FeedbackQuerySet:
    """What was answered, and is not for the facilitators only: the newest answer first."""
    rows: FeedbackQuerySet = project.feedback.counted().filter(answer__isnull=False, waits_for_look=False)
    rows = rows.exclude(named_as=NamedAs.PRIVATE).select_related("answer", "giver", "public_line")
    return rows.order_by("-answer__answered_on", "-recorded_at", "pk")


@project_view("answer_feedback")
def in_public(request: SignedIn, project: Project) -> HttpResponse:
    """Whether the page is on, and for each answered piece where it stands."""
    page = page_of(project)
    rows = Paginator(may_come(project), A_PAGE).get_page(request.GET.get("page"))
    for said in rows:
        if hasattr(said, "public_line"):
            said.public_line.feedback = said
    facts = {"project": project, "public": page, "page": rows, "address": address_of(page.slug)}
    return render(request, "feedback/in_public.html", facts)


def address_of(slug: str) -> str:
    return urljoin(settings.SITE_URL, reverse("public", args=[slug])) if slug else ""


@project_view("answer_feedback")
def public_page(request: SignedIn, project: Project) -> HttpResponse:
    """Say first what everybody will see; then switch it on."""
    if request.method == "POST":
        Project.objects.select_for_update().get(pk=project.pk)  # two who begin it at once: one waits, then sees it
    page = page_of(project)
    form = PublicPageForm(request.POST if request.method == "POST" else None, page=page)
    if form.is_valid():
        today = timezone.localdate()
        tell_groups(form.switch_on(today), today)
        messages.success(request, "The page is on. Everybody can read it.")
        return redirect("in_public", project.pk)
    return render(request, "feedback/public_page.html", {"project": project, "form": form, "public": page_of(project)})


@require_POST
@project_view("answer_feedback")
def public_off(request: SignedIn, project: Project) -> HttpResponse:
    """Off at once. What was prepared stays here."""
    page = page_of(project)
    if page.on_since:
        page.on_since = None
        page.save(update_fields=["on_since"])
    messages.success(request, "The page is off. Nobody can read it now.")
    return redirect("in_public", project.pk)


@project_view("answer_feedback")
def public_look(request: SignedIn, project: Project) -> HttpResponse:
    """The page as everybody would read it now, on or off."""
    page = page_of(project)
    return render(request, "feedback/public_look.html", {"project": project, "stands": gather(page)})


@project_view("answer_feedback")
def public_line(request: SignedIn, project: Project, pk: UUID) -> HttpResponse:
    """How one piece stands: the words, what we did, and the giver's yes where it is theirs."""
    rows = may_come(project)
    said = get_object_or_404(rows if request.method == "GET" else rows.held(), pk=pk)
    said.project = project
    line = getattr(said, "public_line", None) or PublicLine(feedback=said)
    line.feedback = said
    form = LineForm(request.POST if request.method == "POST" else None, line=line)
    if form.is_valid():
        put(form)
        messages.success(request, line.where + ".")
        return redirect("in_public", project.pk)
    facts = {"project": project, "said": said, "line": line, "form": form, "public": page_of(project)}
    return render(request, "feedback/public_line.html", facts)


def put(form: LineForm) -> None:
    """There it stands; its giver is asked where it is theirs, and a group's loop ends."""
    today = timezone.localdate()
    line = form.publish(today)
    if line.own_words and not line.said:
        ask_giver(line)
    tell_groups(page_of(line.feedback.project), today)


@require_POST
@project_view("answer_feedback")
def public_line_off(request: SignedIn, project: Project, pk: UUID) -> HttpResponse:
    """Off the page at once."""
    line = get_object_or_404(PublicLine, feedback__in=project.feedback.all(), pk=pk)
    line.take_off()
    messages.success(request, "It is off the public page.")
    return redirect("in_public", project.pk)
