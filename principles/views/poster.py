"""The public page as a poster: made when somebody asks for it and kept nowhere, so that nothing taken back stays."""

from urllib.parse import urljoin

from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST

from feedback.models import PublicPage
from feedback.public import gather
from participants.requests import SignedIn
from principles.report.pdf import NoPdf, make_pdf
from projects.access import project_view
from projects.models import Project

OF_EACH = 2  # lines under each heading: more do not fit on one sheet in large words


@transaction.non_atomic_requests  # making it takes a second or two, in which nobody else is to wait
@require_POST
@project_view("answer_feedback")
def poster_pdf(request: SignedIn, project: Project) -> HttpResponse:
    """One sheet of A4 with the newest lines and the way to the page; only of a page that is on."""
    page = get_object_or_404(PublicPage.objects.filter(on_since__isnull=False), project=project)
    page.project = project
    try:
        pdf = make_pdf(on_a_sheet(page))
    except NoPdf as problem:
        messages.error(request, str(problem))
        return redirect("in_public", project.pk)
    as_file = {"Content-Disposition": content_disposition_header(True, f"poster-{page.slug}.pdf") or "attachment"}
    return HttpResponse(pdf, content_type="application/pdf", headers=as_file)


def on_a_sheet(page: PublicPage) -> str:
    """The words as HTML that needs nothing but our own style sheets and fonts."""
    stands = gather(page)
    facts = {
        "stands": stands,
        "project": page.project,
        "rows": [(heading, lines[:OF_EACH]) for heading, lines in stands.said],
        "address": urljoin(settings.SITE_URL, page.get_absolute_url()),
    }
    return render_to_string("principles/poster.html", facts)
