"""A review, made the way every review is made."""

from principles.demonstration.story import Data, Story
from principles.models import Review
from principles.tasks import make_review


def review(story: Story, data: Data) -> None:
    """The facts as they stood on the evening of that day, and their PDF."""
    asked = story.days.moment(data["on"], 17)
    made_by = story.people[data["by"]]
    made = Review.objects.create(project=story.project, as_at=asked, asked_at=asked, made_by=made_by)
    make_review(str(made.pk))
    rows = Review.objects.filter(pk=made.pk)
    rows.update(tried_at=asked)
    rows.exclude(ready_at=None).update(ready_at=story.days.moment(data["on"], 17, 1))
