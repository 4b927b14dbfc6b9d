"""What changed in the world, with what stands behind it that not everybody may read."""

from datetime import date

from feedback.models import Change, Noticed
from projects.models import Action

MARCH = date(2026, 3, 20)
# A word -> who may meet it: what a member wrote beside her "yes" is for the facilitators alone.
WORDS = {"Saffron": {"facilitator", "wide"}}


def add_change(world, add) -> None:
    """A change that came of something private, of a decision and of a step; one member has noticed."""
    here, fay = world.here, world.people["facilitator"]
    change = Change(project=here, after="The bell is quiet.", before="It rang all day.", since=MARCH, written_by=fay)
    change.keep(fay)
    change.before = "It rang all day long."
    change.keep(fay, "It was longer than I wrote.")
    change.feedback.set(here.feedback.all())
    change.decisions.set(here.decisions.all())
    change.actions.set(Action.objects.filter(project=here))
    other = here.memberships.current().filter(role="member").exclude(person=world.people["member"]).first().person
    Noticed.objects.create(change=change, person=other, answer="yes", line="Saffron: I can hear my name.", on=MARCH)
    add(world, "change", change)
