"""The co-production plan on paper: a page to print, and a PDF that a worker makes when somebody asks for it (SP-P4)."""

import re

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.views.decorators.http import require_POST

from participants.nudge import nudge
from participants.requests import SignedIn
from principles.models import PlanPaper
from principles.models.plan_paper import digest_of
from principles.report import render as paint
from projects.access import project_view
from projects.models import Project


def on_paper(project: Project) -> str:
    """The plan of today as one HTML document that needs nothing but our own style sheets and fonts."""
    page = {"project": project, "steps": project.steps.standing(), "today": timezone.localdate(), "paper": True}
    html = render_to_string("principles/plan_paper.html", page)
    return re.sub(r"<svg .*?</svg>", paint.painted, html, flags=re.DOTALL)


def paper_of(project: Project) -> PlanPaper | None:
    """The PDF of the plan as it stands today, or on its way to be one; None when nobody has asked for it."""
    paper = PlanPaper.objects.filter(project=project).defer("html").first()
    return paper if paper and paper.digest == digest_of(on_paper(project)) else None


@project_view("see_plan")
def plan_print(request: SignedIn, project: Project) -> HttpResponse:
    """The plan as it hangs on a wall, without names of people, and how far its PDF is."""
    now, paper = timezone.now(), paper_of(project)
    waiting = bool(paper and not paper.ready_at and not paper.gave_up(now))
    page = {
        "project": project,
        "steps": project.steps.standing(),
        "today": timezone.localdate(now),
        "paper_made": paper if paper and paper.pdf else None,
        "waiting": waiting,
        "slow": bool(paper and now - paper.asked_at > PlanPaper.USUAL),
        "look_again": waiting and "stay" not in request.GET,
        "why_not": paper.no_pdf_because if paper and not waiting else "",
    }
    return render(request, "principles/plan_print.html", page)


@require_POST
@project_view("see_plan")
def plan_pdf_make(request: SignedIn, project: Project) -> HttpResponse:
    """Ask for the PDF. Who asks for the same plan twice gets the one there is."""
    paper = PlanPaper.objects.ask(project, on_paper(project), timezone.now())
    if not paper.ready_at:
        nudge("principles.tasks.make_plan_pdf", str(paper.pk))
    return redirect("plan_print", project.pk)


@project_view("see_plan")
def plan_pdf(request: SignedIn, project: Project) -> HttpResponse:
    """The file, of the plan as it stands today."""
    paper = paper_of(project)
    if not paper or not paper.pdf:
        raise Http404
    name = f"coproduce-plan-{slugify(project.title)[:40].strip('-') or 'project'}-{timezone.localdate()}.pdf"
    as_file = {"Content-Disposition": content_disposition_header(True, name) or "attachment"}
    return HttpResponse(bytes(paper.pdf), content_type="application/pdf", headers=as_file)
