"""What says the same is joined; somebody outside is asked to decide; and what was carried to a meeting."""

from feedback.models import Asked, Feedback, Reply
from principles.demonstration.story import Data, Story


def run_board(story: Story, data: Data) -> None:
    for row in data.get("joined", []):
        piece(story, row["said"]).join([piece(story, words) for words in row["same"]])
    for row in data.get("outside", []):
        hand_on(story, row)
    for row in data.get("carried", []):
        Reply.objects.filter(stands_for=piece(story, row["said"])).update(
            **story.words(row, "carried_to", "came_of_it")
        )


def piece(story: Story, words: str) -> Feedback:
    """What begins with these words."""
    return Feedback.objects.get(project=story.project, problem__startswith=words)


def hand_on(story: Story, row: Data) -> None:
    said = piece(story, row["said"])
    Asked.objects.create(
        feedback=said,
        name=row["name"],
        role=row["role"],
        asked_by=said.owner or story.by,
        asked_at=story.days.moment(row["on"], 15),
        until=story.days.ahead(row["until"]),
    )
