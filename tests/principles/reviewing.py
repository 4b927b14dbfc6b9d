"""Short ways to tell a story about a review: ask for one, have it made, read it."""

from datetime import datetime, timedelta

from django.utils import timezone

from participants.models import Person
from principles.models import Review
from principles.report.facts import Facts, from_json, to_json
from principles.report.gather import gather
from principles.tasks import frozen_facts
from projects.models import Project


def noon(year: int, month: int, day: int) -> datetime:
    return timezone.make_aware(datetime(year, month, day, 12))


APRIL = noon(2026, 4, 1)


def ask(project: Project, by: Person, as_at: datetime = APRIL) -> Review:
    return Review.objects.create(project=project, made_by=by, as_at=as_at)


def made(review: Review, pdf: bytes | None = b"%PDF-1.7 a file", why_not: str = "") -> Review:
    """As a worker leaves it, with a file that took no time to make."""
    frozen_facts(review)
    review.done(timezone.now(), pdf, why_not)
    review.refresh_from_db()
    return review


def facts_of(project: Project, as_at: datetime = APRIL) -> Facts:
    """The facts as a page meets them: to JSON and back."""
    return from_json(to_json(gather(project, as_at)))


def long_after(review: Review) -> datetime:
    """When whoever had this review in hand has lost it."""
    return (review.tried_at or timezone.now()) + Review.LEASE + timedelta(seconds=1)
