"""What people said, and how far each loop has come: by the same verbs as on the pages."""

from feedback.models import Feedback, Reply
from principles.demonstration import letters
from principles.demonstration.story import Data, Story
from projects.working_days import add_working_days


def say(story: Story, data: Data, number: int) -> None:
    """One piece, from the day it was said to where it stands now."""
    go_on(story, write_down(story, data, number), data)


def go_on(story: Story, said: Feedback, data: Data) -> None:
    """From when we had it to where it stands now."""
    if "thanked" in data:
        thank(story, said, data)
    for row in data.get("replies", []):
        reply(story, said, row)
    if "closed" in data:
        said.close(story.days.moment(data["closed"], 17))
    if "taken_back" in data:
        said.take_back(story.days.moment(data["taken_back"], 17))


def write_down(story: Story, data: Data, number: int) -> Feedback:
    """The words as given. The promise runs from the day we had them."""
    days, typed_by = story.days, story.person(data, "typed_by")
    had: int = data["typed"] if "typed" in data else data["on"]
    plain = {name: data[name] for name in ("kind", "capacity", "named_as", "group", "source") if name in data}
    said = Feedback.objects.create(
        project=story.project,
        giver=story.person(data, "who"),
        typed_by=typed_by,
        owner=typed_by,
        received_on=days.ago(data["on"]),
        recorded_at=days.moment(had, 10, number),
        promised_by=story.project.promise_from(days.ago(had)),
        read_back_on=days.ago(data["read_back"]) if "read_back" in data else None,
        **plain,
        **story.words(data, "problem", "better", "not_asked"),
    )
    said.decisions.set([story.decisions[key] for key in data.get("decisions", [])])
    return said


def thank(story: Story, said: Feedback, data: Data) -> None:
    at = story.days.moment(data["thanked"], 12)
    said.thank(said.owner or story.by, at)
    if said.giver and not said.giver.told_by_hand:
        letters.sent(letters.thanked(said, said.giver, at), at)


def reply(story: Story, said: Feedback, data: Data) -> None:
    """One answer: written down, told, and what the giver asked next."""
    days, at = story.days, story.days.moment(data["on"], 14)
    plain = {name: data[name] for name in ("outcome", "reason", "passed_to") if name in data}
    answer = Reply(
        answered_by=said.owner or story.by,
        decision=story.decisions[data["decision"]] if "decision" in data else None,
        next_by=add_working_days(days.ago(data["on"]), data["next_after"]) if "next_after" in data else None,
        recorded_at=at,
        **plain,
        **story.words(data, "how", "why"),
    )
    said.reply(answer, at)
    tell(story, said, answer, data)
    if "asked" in data:
        said.refresh_from_db()
        said.ask_again(data["asked"], days.moment(data["asked_on"], 19))


def tell(story: Story, said: Feedback, answer: Reply, data: Data) -> None:
    """Told by a person or in public, told by a message, or not told yet."""
    if "told_how" in data:
        answer.mark_told(story.days.ago(data["told"]), data["told_how"], in_public=not said.comes_back)
    elif said.giver:
        rows = letters.answered(answer, said.giver, answer.recorded_at)
        if "told" in data:
            letters.sent(rows, story.days.moment(data["told"], 15))
        else:
            letters.WHAT_BECAME[data["message"]](rows, answer.recorded_at)
