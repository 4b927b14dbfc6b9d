"""Who left, or whose projects closed, and on which day they will have been gone for so long."""

from collections import Counter
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from participants.models import Person
from projects.models import Membership, Project

Leavers = QuerySet[Any]  # people, each with the day of the `last` place


def left(today: date) -> Leavers:
    """People without any open place, each with the day of the `last` one; kept longer: nobody of that project."""
    places = Membership.objects.filter(person=OuterRef("pk"))
    still = places.filter(Q(project=None) | Q(project__closed_on=None), left_on=None)
    kept = places.filter(project__keep_until__gt=today)
    end = Coalesce("left_on", "project__closed_on")
    last = Subquery(places.order_by(end.desc(nulls_last=True)).values_list(end)[:1])
    gone: Leavers = Person.objects.filter(~Exists(still), ~Exists(kept), erased_on=None)
    return gone.annotate(last=last).filter(last__isnull=False)


def left_by(day: date, today: date) -> Leavers:
    """Those whose last place ended on that day or before it."""
    return left(today).filter(last__lte=day)


def closed_by(day: date, today: date) -> QuerySet[Project]:
    """Projects that closed on that day or before it, and are not kept longer."""
    return Project.objects.filter(closed_on__lte=day).exclude(keep_until__gt=today)


def leavers_of(project: Project, since: date, until: date, today: date) -> Leavers:
    """People whose last place anywhere ended between these days, and was in this project; the first to leave first."""
    then = Q(left_on=OuterRef("last")) | Q(left_on=None, project__closed_on=OuterRef("last"))
    here = Membership.objects.filter(then, project=project, person=OuterRef("pk"))
    return left(today).filter(Exists(here), last__gt=since, last__lte=until).order_by("last", "name")


def goes(since: date, until: date, today: date) -> Counter[tuple[Project, date]]:
    """How many people left each project on each of these days; a project that closed then, too."""
    found: Counter[tuple[Project, date]] = Counter()
    for project in Project.objects.filter(closed_on__gt=since, closed_on__lte=until).exclude(keep_until__gt=today):
        found[project, project.closed_on or today] += 0
    ended = Membership.objects.exclude(project=None).filter(
        Q(left_on__gt=since, left_on__lte=until)
        | Q(left_on=None, project__closed_on__gt=since, project__closed_on__lte=until)
    )
    for project in Project.objects.filter(pk__in=ended.values("project")):
        for person in leavers_of(project, since, until, today):
            found[project, person.last] += 1
    return found
