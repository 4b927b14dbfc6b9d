"""Open links, and what came by them without a name. The code of one piece is shown, so that it can be tried."""

from feedback.models import Channel, Feedback
from principles.demonstration.loops import go_on, write_down
from principles.demonstration.story import Data, Story
from projects import codes
from projects.models import WayIn


def say_by_link(story: Story, data: Data) -> None:
    """The links of this project, and what came by each."""
    for row in data.get("links", []):
        session = story.sessions[row["session"]] if "session" in row else None
        way = WayIn.objects.for_saying(
            story.days.moment(row["on"]), project=story.project, session=session, hangs=row["hangs"]
        )
        for said in row.get("said", []):
            go_on(story, came_by(story, way, said), said)


def came_by(story: Story, way: WayIn, data: Data) -> Feedback:
    """Nobody's by name; it waits for a look until somebody has thanked."""
    said = write_down(story, data, 0)
    said.way_in, said.session, said.channel = way, way.session, Channel.LINK
    said.waits_for_look = "thanked" not in data
    said.without_a_name(code_named(data["code"]), said.recorded_at)
    said.save()
    return said


def code_named(name: str) -> str:
    """The same code each time on one server."""
    return codes.checked(codes.derived(f"demonstration {name}", codes.REPLY_LENGTH - 2))


def code_to_try() -> str:
    """The code of the piece that is answered, as it is printed: for the page /hear."""
    return codes.grouped(code_named("answered"))
