"""Who took part since we last looked, by kind of experience: counted once each, never named."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from care.models import Group
from projects.models import Attendance, Capacity, Part, Project


@dataclass(frozen=True)
class Facts:
    """`kinds`: words such as "5 with lived experience"; `sessions`: how many were held; `missing`: with nobody here."""

    since: date | None
    sessions: int
    kinds: list[str]
    did_not_say: int
    missing: list[Group]
    in_our_corner: int


def facts(project: Project, on: date) -> Facts:
    """For whoever looks on this day; three queries. Somebody who chose another kind another day counts in both."""
    newest = project.participation_reviews.first()
    rows = Attendance.objects.filter(
        session__project=project,
        session__cancelled_on=None,
        session__starts_at__date__lte=on,
        part=Part.TAKING_PART,
        came=True,
    )
    if newest:
        rows = rows.filter(session__starts_at__date__gt=newest.on)
    came = list(rows.values_list("session", "person", "guest", "capacity"))
    seats = Counter(capacity for _, capacity in {((person, guest), capacity) for _, person, guest, capacity in came})
    groups = list(project.groups.standing().with_people().order_by("name"))
    return Facts(
        since=newest.on if newest else project.started_on,
        sessions=len({session for session, *_ in came}),
        kinds=[kind.counted(seats[kind]) for kind in Capacity if seats[kind]],
        did_not_say=seats[""],
        missing=[group for group in groups if group.is_missing],
        in_our_corner=sum(group.in_our_corner for group in groups),
    )
