"""Whom the made-up project touches, who can speak for whom, and what the group saw when it looked who is here."""

from care.models import Group, Monitoring, ParticipationReview, Question, Represents
from principles.demonstration.story import Data, Story, backdate, next_in_history
from projects.models import Action


def map_people(story: Story, data: Data) -> None:
    """The map, the looks at who is here, and what people said about themselves."""
    for number, row in enumerate(data.get("groups", [])):
        map_group(story, row, number)
    for row in data.get("looks", []):
        look(story, row)
    for number, row in enumerate(data.get("questions", [])):
        count(story, row, number)


def map_group(story: Story, data: Data, number: int) -> None:
    """One group with its later wordings, and who speaks for it."""
    days, by = story.days, story.people[data["by"]]
    words = story.words(data, "name", "kind", "how", "wanted", "barrier", "next_step", "ally")
    talked = days.ago(data["talked"]) if "talked" in data else None
    group = Group.objects.create(project=story.project, written_by=by, last_contact_on=talked, **words)
    backdate(group, days.moment(data["on"], 14, number), by)
    for row in data.get("changes", []):
        for name, value in story.words(row, "how", "barrier", "next_step").items():
            setattr(group, name, value)
        next_in_history(group, days.moment(row["on"], 14, number), story.people[row["by"]])
        group.save()
    for row in data.get("speaks", []):
        person = story.people[row["who"]]
        said = {"written_by": story.person(row, "told") or person, "considered_on": days.ago(row["on"])}
        tie = Represents.objects.create(person=person, group=group, **said, **story.words(row, "basis", "note"))
        backdate(tie, days.moment(row["on"], 15))


def look(story: Story, data: Data) -> None:
    """What the group saw on that day, and the small step that came of it."""
    days, by, owner = story.days, story.people[data["by"]], story.person(data, "who")
    until = days.ahead(data["ahead"]) if "ahead" in data else days.ago(data["until"])
    seen = ParticipationReview(
        project=story.project,
        on=days.ago(data["on"]),
        by=owner,
        until=until,
        next_on=days.ahead(60 - data["on"]),
        written_by=by,
        **story.words(data, "took_part", "missing", "will_do"),
    )
    if data.get("action"):
        done_on = days.ago(data["done"]) if "done" in data else None
        step = {"what": seen.will_do, "owner": owner, "by": until, "done_on": done_on, "written_by": by}
        seen.action = Action.objects.create(project=story.project, **step)
        backdate(seen.action, days.moment(data["on"], 15))
    seen.save()
    backdate(seen, days.moment(data["on"], 15))


def count(story: Story, data: Data, number: int) -> None:
    """One question, and how many answered it how, in the month in which it was first asked."""
    question = Question.objects.create(project=story.project, **story.words(data, "words"), answers=data["answers"])
    backdate(question, story.days.moment(data["on"], 12, number))
    month = story.days.ago(data["on"]).replace(day=1)
    for answer in question.offered:
        Monitoring.objects.create(question=question, answer=answer, month=month, number=data["counts"].get(answer, 0))
