"""Making reviews, forgetting what is old. Tasks are ticks: a lost, doubled or late one changes nothing."""

from celery import shared_task
from django.utils import timezone

from participants.models import Heartbeat
from principles.models import PlanPaper, Review
from principles.my_data.retention import forget_what_is_due
from principles.report.facts import Facts, from_json, to_json
from principles.report.gather import gather
from principles.report.pdf import NoPdf, make_pdf
from principles.report.render import on_paper


@shared_task
def make_review(review_id: str) -> None:
    """Freeze the facts once, then make the PDF. Its page needs no PDF."""
    review = Review.objects.claim(review_id, timezone.now())
    if not review:
        return
    try:
        pdf, why_not = make_pdf(on_paper(frozen_facts(review))), ""
    except NoPdf as problem:
        if problem.again and review.attempts < Review.ATTEMPTS:
            review.let_go()
            return
        pdf, why_not = None, str(problem)
    review.done(timezone.now(), pdf, why_not)


def frozen_facts(review: Review) -> Facts:
    """The facts, gathered at the first try and never again."""
    if review.facts is None:
        facts = gather(review.project, review.as_at)
        review.freeze(to_json(facts), quotes=[row.id for row in facts.said if not row.gone])
        return facts
    return from_json(review.facts)


def owed() -> list[str]:
    """Take out words that were taken back; then the ids of the reviews still to make."""
    for review in Review.objects.outdated():
        review.forget_taken_back()
    return [str(review_id) for review_id in Review.objects.unmade(timezone.now()).values_list("pk", flat=True)]


@shared_task
def make_reviews() -> None:
    """The tick: hand out what is still owed."""
    for review_id in owed():
        make_review.delay(review_id)
    for paper_id in PlanPaper.objects.unmade(timezone.now()).values_list("pk", flat=True):
        make_plan_pdf.delay(str(paper_id))


@shared_task
def make_plan_pdf(paper_id: str) -> None:
    """The plan as somebody asked for it. Made twice it is the same."""
    paper = PlanPaper.objects.claim(paper_id, timezone.now())
    if not paper:
        return
    try:
        pdf, why_not = make_pdf(paper.html), ""
    except NoPdf as problem:
        if problem.again and paper.attempts < PlanPaper.ATTEMPTS:
            paper.let_go()
            return
        pdf, why_not = None, str(problem)
    paper.done(timezone.now(), pdf, why_not)


@shared_task
def forget() -> None:
    """Once a day: what has been kept as long as we said. Done twice it is the same."""
    now = timezone.now()
    if not Heartbeat.objects.filter(name="forget", at__gte=timezone.localtime(now).replace(hour=0, minute=0)).exists():
        forget_what_is_due(now)
        Heartbeat.beat("forget", now)
