"""What the made-up project shows to everybody."""

from feedback.models import PublicLine, PublicPage, Says
from principles.demonstration.story import Data, Story


def show(story: Story, data: Data) -> None:
    """The page is on; some of what was said stands on it."""
    if "public_page" not in data:
        return
    row = data["public_page"]
    page = PublicPage.objects.create(
        project=story.project, on_since=story.days.ago(row["on"]), **story.words(row, "slug", "contact")
    )
    page.decisions.set([story.decisions[key] for key in row["decisions"]])
    page.changes.set(story.project.changes.filter(after__startswith=row["change"]))
    page.way_in = story.project.ways_in.to_say().filter(session=None, decision=None).first()
    page.save()
    for line in data["public_lines"]:
        put(story, line)


def put(story: Story, data: Data) -> None:
    """One piece, found by its first words: how it stands, and what its giver said."""
    said = story.project.feedback.get(problem__startswith=data["piece"])
    line = PublicLine(feedback=said, own_words=data.get("own", False), **story.words(data, "did"))
    line.publish(story.days.words(data["words"]), story.days.ago(data["on"]))
    if "yes" in data:
        line.hear(Says.YES, "", story.days.ago(data["yes"]))
