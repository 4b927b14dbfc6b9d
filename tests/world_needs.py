"""What people of the world need. Words of which nobody but whose they are finds a trace by looking."""

from datetime import timedelta

from django.utils import timezone

from care.models import Adjustment, MayKnow, Met, Need, NeedsAsk, Outcome
from participants.models import Person
from projects.models import Membership
from tests.meeting import NOON, RAISED, asked, came, planned

# A word -> where it was planted: lena's own pages show hers; nobody else meets any of them on a page that is only
# looked at, in a file, a letter or a search.
WORDS = {
    "Cowslip": {"member"},  # what lena needs
    "Samphire": {"member"},  # what is done about it
    "Yarrow": {"member"},  # what she said afterwards
    "Bilberry": set(),  # what gus needs, which anybody who plans may open
    "Hawthorn": set(),  # what xan needs, for one facilitator only
}


def need(person, words, may_know=MayKnow.PROJECTS, kind="physical", **more) -> Need:
    """Told at the beginning of March."""
    return Need.objects.create(person=person, kind=kind, words=words, may_know=may_know, from_on=RAISED, **more)


def add_needs(world, add) -> None:
    """Needs of three people at a session to come and at one that was held."""
    fay, lena = world.people["facilitator"], world.people["member"]
    gus, xan = (Person.objects.get(name__startswith=name) for name in ("Gus", "Xanthe"))
    session = world.things["session"][0]
    been = planned(world.here, fay, timezone.now() - timedelta(days=3), title="The coffee")
    came(been, lena)
    add(world, "been", been)
    for person in (gus, xan):
        asked(session, person)
    hers = need(lena, "Cowslip: a chair with arms.", MayKnow.SESSIONS)
    his = need(gus, "Bilberry: no steps.", written_by=fay, read_back_on=RAISED)
    need(xan, "Hawthorn: not in the blue room.", MayKnow.NAMED, known_by=world.people["wide"])
    for person in (lena, gus, xan):
        NeedsAsk.note(person, Outcome.GIVEN, RAISED)
    done = {"need": hers, "what": "Samphire: the chair from the hall.", "who": fay, "in_place_on": RAISED}
    Adjustment.objects.create(session=session, **done)
    there = Adjustment.objects.create(session=been, **done)
    there.say(Met.PARTLY, "Yarrow: it came late.", NOON)
    add(world, "need", hers)
    world.things["need_kind"] = (None, {"kind": "format"})
    world.things["need_at"] = (None, {"pk": hers.pk, "session_id": been.pk})
    place = Membership.objects.get(person=gus, project=world.here)
    add(world, "place_kind", place, kind="format")
    world.things["known_need"] = (None, {"pk": place.pk, "need_id": his.pk})
