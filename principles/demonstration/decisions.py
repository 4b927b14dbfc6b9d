"""The made-up decisions: written down, made final, replaced."""

from principles.demonstration.story import Data, Story, backdate, next_in_history
from projects.models import Decision, DecisionMaker

WORDS = (
    "question",
    "decided",
    "reason",
    "way",
    "how_decided",
    "views_that_differed",
    "options",
    "whose_need",
    "can_change",
    "easy_words",
)


def decide(story: Story, data: Data) -> None:
    """One decision with those who made it, known from now on by its name in the file."""
    days = story.days
    decision = write_down(story, data)
    written: int = data["written"] if "written" in data else data["made"]
    backdate(decision, days.moment(written, 15), story.by)
    for capacity, names in data.get("makers", {}).items():
        people = [story.people[name] for name in names]
        decision.makers.set([DecisionMaker(person=person, capacity=capacity) for person in people], bulk=False)
    for body in data.get("bodies", []):
        decision.makers.create(body=body)
    if "final" in data:
        at = days.moment(data["final"], 16)
        next_in_history(decision, at, story.by)
        decision.finalise(at)
    story.decisions[data["key"]] = decision


def write_down(story: Story, data: Data) -> Decision:
    """A new decision, or the one that replaces an earlier one."""
    words: Data = {**story.words(data, *WORDS), "basis": data.get("basis", [])}
    words["review_on"] = story.days.ahead(data["review"]) if "review" in data else None
    if "asked" in data:
        words |= {"asked_of": story.people[data["asked"]], "asked_on": story.days.ago(data["asked_on"])}
    made_on = story.days.ago(data["made"])
    session = story.sessions.get(data.get("session", ""))
    if "replaces" in data:
        old = story.decisions[data["replaces"]]
        return old.revise(story.by, story.days.words(data["why_replaced"]), made_on, **words)
    return Decision(project=story.project, session=session, made_on=made_on, recorded_by=story.by, **words).record()
