"""How the people of a project look after each other."""

from care.models import Care
from principles.demonstration.story import Data, Story, backdate


def look_after(story: Story, row: Data) -> None:
    """One offer, and what became of it."""
    days = {name: story.days.ago(row[name]) for name in ("held", "declined", "wanted") if name in row}
    one = Care.objects.create(
        project=story.project,
        person=story.people[row["who"]],
        with_whom=story.person(row, "with"),
        session=story.sessions.get(row.get("session", "")),
        kind=row["kind"],
        about=row.get("about", ""),
        note=row.get("note", ""),
        offered_on=story.days.ago(row["offered"]),
        asked_by_them=row.get("asked", False),
        written_by=story.by,
        **{f"{name}_on": day for name, day in days.items()},
    )
    backdate(one, story.days.moment(row["offered"], 16))
