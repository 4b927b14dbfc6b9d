"""What the made-up people need: asked, told in their words, sorted for a session, met or not."""

from datetime import datetime, time
from decimal import Decimal

from django.utils import timezone

from care.models import Adjustment, MayKnow, Need, NeedsAsk
from care.reading import about
from participants.models import Event
from principles.demonstration.story import Data, Story, backdate


def care_for(story: Story, data: Data) -> None:
    """Asks and needs in their order; then what was done about each; then who looked."""
    needs: dict[str, Need] = {}
    for row in data.get("needs_asked", []):
        ask(story, row)
    for row in data.get("needs", []):
        needs[row["key"]] = tell(story, row)
    for row in data.get("adjustments", []):
        sort(story, row, needs[row["need"]])
    for row in data.get("needs_read", []):
        at = story.days.moment(row["on"], 11)
        for person in sorted({need.person_id for need in needs.values()}):
            Event.note(Event.Kind.NEEDS_READ, story.people[row["by"]], about(person), story.project.pk, at)


def ask(story: Story, data: Data) -> None:
    """These people were asked on that day, by somebody or on their own page, with the same outcome."""
    for name in data["who"]:
        made = NeedsAsk.note(story.people[name], data["outcome"], story.days.ago(data["on"]), story.person(data, "by"))
        backdate(made, story.days.moment(data["on"], 15))


def tell(story: Story, data: Data) -> Need:
    """One need, as they said it; written down by somebody where they did not do it themselves."""
    on, typist = story.days.ago(data["on"]), story.person(data, "by")
    only = story.person(data, "only")
    need = Need.objects.create(
        person=story.people[data["who"]],
        kind=data["kind"],
        code=data.get("code", ""),
        words=data.get("words", ""),
        may_know=MayKnow.NAMED if only else data.get("may_know", MayKnow.SESSIONS),
        known_by=only,
        from_on=on,
        written_by=typist,
        read_back_on=on if typist else None,
    )
    backdate(need, story.days.moment(data["on"], 15))
    return need


def sort(story: Story, data: Data, need: Need) -> None:
    """What is done about it at one session; afterwards what the person says."""
    days = story.days
    done = Adjustment.objects.create(
        session=story.sessions[data["session"]],
        need=need,
        what=data.get("what", ""),
        who=story.person(data, "seen_to"),
        cost=Decimal(data["cost"]) if "cost" in data else None,
        in_place_on=days.ago(data["in_place"]) if "in_place" in data else None,
    )
    backdate(done, days.moment(data["on"], 16))
    if "met" in data:
        said_at = timezone.make_aware(datetime.combine(days.ago(data["said"]), time(18)))
        done.say(data["met"], data.get("says", ""), said_at)
