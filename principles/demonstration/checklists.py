"""The made-up rounds of a checklist: asked, answered apart, looked at together."""

from principles.demonstration import letters
from principles.demonstration.story import Data, Story
from principles.models import Checklist, PrincipleSet, Says, Side

SAYS = {
    "y": Says.YES,
    "p": Says.PARTLY,
    "n": Says.NOT_YET,
    "d": Says.DONT_KNOW,
    "x": Says.NOT_FOR_US,
    ".": "",
}


def ask(story: Story, data: Data) -> None:
    """One round, from its opening to where it stands now."""
    at = story.days.moment(data["opened"], 11)
    checklist = Checklist.objects.create(
        project=story.project,
        set=PrincipleSet.objects.newest().get(slug="ten-elements"),
        title=data["title"],
        opened_on=story.days.ago(data["opened"]),
        opened_by=story.people[data["by"]],
        recorded_at=at,
    )
    tell_everyone(story, checklist, data)
    for place, side in enumerate(Side):
        for number, name in enumerate(data[side]):
            answers = {code: SAYS[lines[place][number]] for code, lines in data["answers"].items()}
            fill_in(checklist, story, name, side, answers, data.get("notes", []))
    if "revealed" in data:
        checklist.reveal(story.days.moment(data["revealed"], 12))


def fill_in(
    checklist: Checklist, story: Story, name: str, side: Side, answers: dict[str, str], notes: list[Data]
) -> None:
    """What one person says, a principle at a time, as on the pages."""
    written = {note["to"]: note["words"] for note in notes if note["who"] == name}
    for principle in checklist.set.principles.prefetch_related("statements"):
        says = {statement: answers.get(statement.code, "") for statement in principle.statements.all()}
        if any(says.values()):
            checklist.keep(story.people[name], side, principle, says, written.get(principle.code, ""))


def tell_everyone(story: Story, checklist: Checklist, data: Data) -> None:
    """The news that it is open: sent, told by hand later, or what the file says became of it."""
    at = story.days.moment(data["opened"], 11, 5)
    rows = letters.opened(checklist, at)
    others = {story.people[name]: what for name, what in data.get("messages", {}).items()}
    for person, what in others.items():
        letters.WHAT_BECAME[what](rows.filter(recipient=person), at)
    told = rows.exclude(recipient__in=others)
    letters.sent(told.filter(channel="email"), at)
    letters.sent(told.filter(channel="by_hand"), story.days.moment(data["told_by_hand"], 15))
