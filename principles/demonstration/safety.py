"""What the made-up safeguarding lead was told, read and did."""

from care.models import Concern, leads_of
from principles.demonstration.story import Data, Story


def keep_safe(story: Story, data: Data) -> None:
    """What was written to the lead of this project."""
    for row in data.get("concerns", []):
        concern(story, row)


def concern(story: Story, data: Data) -> None:
    """One thing that waits or is closed, with the days on which it was read."""
    days, project, safety = story.days, story.project, story.project.safety
    told = Concern.objects.create(
        organisation=project.organisation,
        project=project,
        person=story.person(data, "by"),
        shown=f"{safety.lead}, {safety.phone}" if safety else "",
        written_at=days.moment(data["on"], 19),
        **story.words(data, "words", "reach"),
    )
    lead = leads_of(project.organisation, project).get()
    for day in data.get("read", []):
        told.read_by(lead, days.moment(day, 9))
    if "closed" in data:
        told.write_down(days.words(data["done"]), days.ago(data["closed"]), close=True)
