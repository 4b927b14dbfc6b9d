"""Short ways to tell a story about a change."""

from datetime import date

from feedback.models import Change, Noticed
from participants.models import Person
from projects.models import Project

MAY = date(2026, 5, 4)


def changed(project: Project, by: Person, after: str = "A button opens the door.", **more) -> Change:
    """Something that is different since a Monday in May."""
    words = {"before": "Two hands were needed.", "since": MAY}
    return Change(project=project, after=after, written_by=by, **(words | more)).keep(by)


def noticed(change: Change, *people: Person, answer: str = "yes", **more) -> None:
    for person in people:
        Noticed.objects.create(change=change, person=person, answer=answer, on=MAY, **more)
