"""What people agreed to; what the made-up safeguarding lead was told, read and did."""

from care.models import Concern, Consent, leads_of
from principles.demonstration.story import Data, Story, backdate


def keep_safe(story: Story, data: Data) -> None:
    """What was written to the lead of this project, and what people agreed to."""
    for row in data.get("concerns", []):
        concern(story, row)
    for row in data.get("consents", []):
        agree(story, row)


def agree(story: Story, data: Data) -> None:
    """What one person said to some of the questions on one day."""
    days, person = story.days, story.people[data["who"]]
    said = {"project": story.project, "how": data["how"], "on": days.ago(data["on"])}
    for answer in ("yes", "no"):
        for purpose in data.get(answer, []):
            by = story.person(data, "by") or person
            if row := Consent.give(person, purpose, answer == "yes", by=by, **said):
                backdate(row, days.moment(data["on"], 12))


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
