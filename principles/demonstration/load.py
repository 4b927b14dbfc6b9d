"""The whole demonstration, as of one moment. The same moment gives the same story."""

from datetime import datetime

from django.db import transaction

from principles.demonstration.board import run_board
from principles.demonstration.by_link import say_by_link
from principles.demonstration.care import look_after
from principles.demonstration.changes import change
from principles.demonstration.checklists import ask
from principles.demonstration.days import Days
from principles.demonstration.decisions import decide
from principles.demonstration.events import note_events
from principles.demonstration.groups import map_people
from principles.demonstration.letters import catch_up
from principles.demonstration.loops import say
from principles.demonstration.needs import care_for
from principles.demonstration.people import make_people
from principles.demonstration.places import make_project
from principles.demonstration.public import show
from principles.demonstration.reviews import review
from principles.demonstration.reward import give_back
from principles.demonstration.safety import keep_safe
from principles.demonstration.stops import choose
from principles.demonstration.story import Data, Story, read
from principles.demonstration.together import meet, set_out

# Each project is told in one file, or in several.
FRONT_DOOR = (
    "front_door",
    "front_door_together",
    "front_door_care",
    "front_door_groups",
    "front_door_reward",
    "front_door_safety",
    "front_door_needs",
    "front_door_changes",
    "front_door_public",
    "front_door_links",
    "front_door_board",
    "front_door_stops",
)
PROJECTS = (FRONT_DOOR, ("buses_and_benches",), ("getting_to_25",))


def load(as_at: datetime) -> None:
    """Make up the people, their projects and what they said; then make the reviews. Needs the principles."""
    for story, data in make_up(as_at):
        for row in data.get("reviews", []):
            review(story, row)


@transaction.atomic
def make_up(as_at: datetime) -> list[tuple[Story, Data]]:
    """Everything but the reviews, which are made afterwards, step by step, as by a worker."""
    days, files = Days(as_at), [read(*names) for names in PROJECTS]
    organisation, people = make_people(days)
    told = [(make_project(organisation, people, days, data), data) for data in files]
    for story, data in told:
        tell(story, data)
    note_events(people, days)
    return told


def tell(story: Story, data: Data) -> None:
    """What happened in one project, in the order of its file."""
    set_out(story, data)
    meet(story, data)
    map_people(story, data)
    give_back(story, data)
    care_for(story, data)
    for row in data.get("decisions", []):
        decide(story, row)
    for number, row in enumerate(data.get("said", [])):
        say(story, row, number)
    say_by_link(story, data)
    change(story, data)
    run_board(story, data)
    for row in data.get("care", []):
        look_after(story, row)
    for row in data.get("checklists", []):
        ask(story, row)
    keep_safe(story, data)
    show(story, data)
    catch_up(story.project, story.days.as_at)
    choose(story, data)
