"""What changed in the made-up project: written down, told, noticed or not; and what was left lying."""

from feedback.models import Change, Noticed
from participants.outbox import Owed
from principles.demonstration import letters
from principles.demonstration.story import Data, Story, backdate, next_in_history
from projects.models import Action, AgendaItem, Role

WORDS = (
    *("before", "after", "evidence", "output", "made_by", "presented_by", "shown_where"),
    *("easy_words", "easy_checked_by"),
)


def change(story: Story, data: Data) -> None:
    """Everything of it, in the order in which it happened."""
    steps = {row["key"]: take_step(story, row) for row in data.get("steps_taken", [])}
    for row in data.get("changes", []):
        write_down(story, row, steps)
    for row in data.get("left_lying", []):
        leave_lying(story, row)


def take_step(story: Story, data: Data) -> Action:
    """A small step that was done; with the decision it came of."""
    action = Action.objects.create(
        project=story.project,
        owner=story.people[data["who"]],
        decision=story.decisions.get(data.get("decision", "")),
        done_on=story.days.ago(data["done"]),
        written_by=story.by,
        **story.words(data, "what", "outcome"),
    )
    backdate(action, story.days.moment(data["on"], 15))
    return action


def write_down(story: Story, data: Data, steps: dict[str, Action]) -> None:
    """One change, with what it came of; who was told, and what they said."""
    days = story.days
    row = Change(project=story.project, written_by=story.by, since=days.ago(data["since"]), **story.words(data, *WORDS))
    row.unintended = data.get("unintended", False)
    row.easy_checked_on = days.ago(data["easy_checked"]) if "easy_checked" in data else None
    backdate(row.keep(story.by), days.moment(data["on"], 16), story.by)
    for words in data.get("from", []):
        row.feedback.add(story.project.feedback.get(problem__startswith=words))
    row.decisions.set([story.decisions[key] for key in data.get("decisions", [])])
    row.actions.set([steps[key] for key in data.get("steps", [])])
    for new in data.get("rewordings", []):
        next_in_history(row, days.moment(new["on"], 16), story.by)
        vars(row)["_change_reason"] = new["why"]
        row.after = days.words(new["after"])
        row.save()
    if "told" in data:
        tell(story, row, data)
    for answer, names in data.get("noticed", {}).items():
        for name in names:
            said = {"answer": answer, "line": data.get("lines", {}).get(name, ""), "on": days.ago(data["told"])}
            Noticed.objects.create(change=row, person=story.people[name], **said)


def tell(story: Story, row: Change, data: Data) -> None:
    """Whoever asked for it; then everybody, where the file says so."""
    at, about, link = story.days.moment(data["told"], 15), f"change:{row.pk}", row.get_absolute_url()
    for said in row.feedback.exclude(giver=None).select_related("giver"):
        role = story.project.role_of(said.giver) if said.giver else None
        context = {"change": row, "said": said, "asks": role == Role.MEMBER}
        owed = Owed([said.giver] if said.giver else [], about, "came", story.project.pk, link, context=context)
        letters.sent(letters.promised("change_came", owed, at), at)
    if data.get("everybody"):
        places = story.project.memberships.current().filter(role=Role.MEMBER)
        people = [place.person for place in places.select_related("person")]
        context = {"change": row, "said": None, "asks": True}
        owed = Owed(people, about, "came", story.project.pk, link, context=context)
        letters.sent(letters.promised("change_came", owed, at).filter(sent_at=None), at)


def leave_lying(story: Story, data: Data) -> None:
    """A subject that was parked until a day which is over."""
    days, by = story.days, story.people[data["by"]]
    item = AgendaItem(
        project=story.project, what=data["what"], brought_by=by, first_raised_on=days.ago(data["on"])
    ).keep(by)
    backdate(item, days.moment(data["on"], 15), by)
    vars(item)["_history_date"] = days.moment(data["parked"], 15)
    item.park(story.by, days.ago(data["parked"]), days.ago(data["return_by"]), data["why"])
