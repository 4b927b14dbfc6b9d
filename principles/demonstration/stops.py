"""What people of the demonstration chose about messages: one email in the morning, or none about this project."""

from participants.models import Message, Stop
from participants.outbox.stops import ASKED_TO_STOP
from principles.demonstration.story import Data, Story


def choose(story: Story, data: Data) -> None:
    """`stopped`: who wants no messages about this project, how many days ago they said so, and what was not sent."""
    for row in data.get("stopped", []):
        person, at = story.people[row["who"]], story.days.moment(row["ago"])
        Stop.ask(person, story.project.pk, at)
        newest = Message.objects.filter(recipient=person, scope=story.project.pk, kind=row["not_sent"])
        for message in newest.order_by("-recorded_at")[:1]:
            Message.objects.filter(pk=message.pk).update(
                state=Message.State.CANCELLED, why_not_sent=ASKED_TO_STOP, sent_at=None, told_how=""
            )
