"""A project, what it can change, and who takes part in it."""

from participants.models import Person
from principles.demonstration import letters
from principles.demonstration.days import Days
from principles.demonstration.story import Data, Story, backdate, next_in_history
from projects.forms.safeguarding import PASSES_ON, WHAT_HAPPENS
from projects.models import Boundary, Invitation, Membership, Organisation, Project, Role, Safeguarding, WayIn


def make_project(organisation: Organisation, people: dict[str, Person], days: Days, data: Data) -> Story:
    """The project with all it says about itself; its people; and the day on which it started."""
    about = data["project"]
    texts = {name: about[name] for name in ("title", "purpose", "for_whom", "level")}
    project = Project.objects.create(organisation=organisation, **texts)
    story = Story(days, people, project, by=people[about["by"]])
    backdate(project, days.moment(about["made"]), story.by)
    confirm_safety(story, data["safeguarding"])
    for number, row in enumerate(data.get("boundaries", [])):
        set_boundary(story, row, number)
    for number, row in enumerate(data["people"]):
        bring_in(story, row, number)
    if "started" in about:
        start(story, about["started"])
    return story


def start(story: Story, on: int) -> None:
    at = story.days.moment(on, 9)
    next_in_history(story.project, at, story.by)
    story.project.start(at)


def confirm_safety(story: Story, data: Data) -> None:
    safeguarding = {"lead": data["lead"], "phone": data["phone"], "passes_on": PASSES_ON}
    safeguarding |= {name: data[name] for name in ("out_of_hours", "complaints") if name in data}
    safeguarding |= {"what_happens": WHAT_HAPPENS.format(lead=data["lead"])}
    on = story.days.ago(data["confirmed"])
    Safeguarding.objects.create(project=story.project, confirmed_on=on, confirmed_by=story.by, **safeguarding)


def set_boundary(story: Story, data: Data, number: int) -> None:
    """One line of what can and cannot change; taken off the list again where the file says so."""
    texts = story.words(data, "what", "openness", "why", "set_by")
    boundary = Boundary.objects.create(project=story.project, **texts)
    backdate(boundary, story.days.moment(data["on"], minute=number), story.by)
    if "dropped" in data:
        boundary.dropped_on = story.days.ago(data["dropped"])
        next_in_history(boundary, story.days.moment(data["dropped"]), story.by)
        boundary.save()


def bring_in(story: Story, data: Data, number: int) -> None:
    """Somebody is asked in and comes, comes at once, or has not answered yet; some leave."""
    person, days = story.people[data["who"]], story.days
    invitation = ask(story, person, data, number) if "asked" in data else None
    if "joined" not in data:
        return
    joined = days.moment(data["joined"], 16, number)
    if invitation:
        place = invitation.accept(joined)
    else:
        place = Membership.objects.create(
            organisation=story.project.organisation,
            project=story.project,
            person=person,
            role=data["role"],
            named_contact=data.get("contact", False),
            joined_on=days.ago(data["joined"]),
            invited_by=None if data["role"] == Role.FACILITATOR else story.by,
        )
    backdate(place, joined)
    if "card" in data:  # its code is nowhere: a facilitator makes a new one to try it
        WayIn.make(WayIn.Kind.CARD, person, days.moment(data["card"], 16, number))
    if "left" in data:
        place.leave(days.moment(data["left"]), data.get("why_left", ""), data.get("stay_in_touch"))


def ask(story: Story, person: Person, data: Data, number: int) -> Invitation:
    """An invitation, and the message that brought it; a letter was handed over."""
    at = story.days.moment(data["asked"], 11, number)
    invitation = Invitation.objects.ask(
        by_letter=data.get("letter", False),
        organisation=story.project.organisation,
        project=story.project,
        person=person,
        role=data["role"],
        invited_by=story.by,
        made_at=at,
    )
    if not invitation.by_letter:
        letters.sent(letters.invited(invitation, at), at)
    return invitation
