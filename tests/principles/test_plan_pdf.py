"""The plan on paper: a page to print and a PDF, without names of people, of the plan as it stands."""

import time

import pymupdf
import pytest
from django.urls import reverse
from django.utils import timezone

from principles.models import PlanPaper
from principles.tasks import make_plan_pdf, make_reviews
from principles.views.plan_pdf import on_paper
from projects.models import Step
from tests.reading import links, read


def url(name, project):
    return reverse(name, args=[project.pk])


@pytest.fixture
def chairs(project, lena) -> Step:
    how = "Sit in five and say which hurt."
    return Step.objects.create(project=project, what="Choose the chairs", how=how, level="engage", proposed_by=lena)


def ask(client, project) -> PlanPaper:
    client.post(url("plan_pdf_make", project))
    return PlanPaper.objects.get()


def test_the_plan_on_paper_names_nobody(client_of, project, chairs, max):
    page = read(client_of(max).get(url("plan_print", project)))

    assert "No day yet Choose the chairs How you can shape it: Sit in five and say which hurt. Engaging" in page
    assert "Lena" not in page + on_paper(project)


@pytest.mark.pdf
def test_max_gets_the_plan_as_a_pdf(client_of, project, chairs, max):
    client = client_of(max)
    paper = ask(client, project)
    waiting = client.get(url("plan_print", project))

    make_plan_pdf(str(paper.pk))
    page, file = client.get(url("plan_print", project)), client.get(url("plan_pdf", project))

    assert "We are making the PDF." in read(waiting)
    assert url("plan_pdf", project) in links(page)
    assert file["Content-Disposition"] == (
        f'attachment; filename="coproduce-plan-waiting-room-{timezone.localdate()}.pdf"'
    )
    with pymupdf.open(stream=file.content) as document:
        text = " ".join(document[0].get_text().split())
    assert "No day yet Choose the chairs" in text
    assert "Lena" not in text


def test_a_pdf_is_of_the_plan_as_it_stands_and_made_once(client_of, project, chairs, max):
    client = client_of(max)
    paper = ask(client, project)
    paper.done(timezone.now(), b"%PDF-1.7 the chairs")

    asked_again = ask(client, project)
    served = client.get(url("plan_pdf", project)).content
    chairs.drop(timezone.localdate(), "There is no money.")
    outdated = client.get(url("plan_pdf", project)).status_code
    new = ask(client, project)

    assert (asked_again.ready_at is None, served, outdated) == (False, b"%PDF-1.7 the chairs", 404)
    assert (new.pk, new.ready_at, new.pdf, new.digest == paper.digest) == (paper.pk, None, None, False)
    paper.done(timezone.now(), b"%PDF-1.7 too late")  # a worker that still had the old words
    new.refresh_from_db()
    assert new.pdf is None


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_what_a_lost_task_left_is_made_by_the_next_tick(project, chairs, worker):
    paper = PlanPaper.objects.ask(project, "<p>Choose the chairs</p>", timezone.now())
    claims = [PlanPaper.objects.claim(paper.pk, timezone.now()) for _ in range(2)]
    claims[0].let_go()

    make_reviews()
    give_up = time.monotonic() + 20
    while not PlanPaper.objects.exclude(ready_at=None).exists() and time.monotonic() < give_up:
        time.sleep(0.1)

    paper.refresh_from_db()
    assert (claims[1], paper.attempts, paper.ready_at is None) == (None, 2, False)


def test_why_there_is_no_pdf_stands_on_the_page(client_of, project, chairs, max):
    client = client_of(max)
    ask(client, project).done(timezone.now(), None, "Coproduce has no Pango here.")

    assert "There is no PDF. Coproduce has no Pango here." in read(client.get(url("plan_print", project)))
    assert ask(client, project).ready_at is None
