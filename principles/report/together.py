"""What a group did together, in counts for its review: whose ground, whose agenda, what it knows, where it differed."""

from datetime import date, datetime

from django.db.models import Count, Q
from django.utils import timezone

from principles.report.facts import Counted, Together
from projects.models import AgendaItem, Entry, Origin, Project, Session
from projects.models.agenda import FRAME


def what_we_did_together(project: Project, as_at: datetime) -> Together:
    """Three queries. Members' own sessions are theirs alone, and count nowhere here."""
    day = timezone.localdate(as_at)
    grounds = Session.objects.filter(project=project).grounds(as_at)
    known = Entry.objects.filter(project=project, on__lte=day).known_from()
    return Together(**grounds, **subjects(project, day), known=tuple(Counted(words, count) for words, count in known))


def subjects(project: Project, day: date) -> dict[str, int]:
    """What was brought up by that day; what was carried to another session counts once."""
    rows = AgendaItem.objects.filter(project=project, among_members=False, first_raised_on__lte=day)
    first, apart = Q(continues=None), Q(disagreed=True, session__starts_at__date__lte=day)
    return rows.exclude(kind__in=FRAME).aggregate(
        subjects=Count("pk", filter=first),
        own=Count("pk", filter=first & Q(origin=Origin.GROUP)),
        apart=Count("pk", filter=apart),
    )
