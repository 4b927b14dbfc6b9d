"""What people of the world get back: one offer of each kind, and amounts that not everybody may read."""

from datetime import date
from decimal import Decimal

from care.models import BudgetLine, Rate, Return
from projects.models import Role, Session, SessionKind
from tests.people import join, someone

MARCH = date(2026, 3, 3)


def add_reward(world, add) -> None:
    """`add(world, name, thing)` makes a thing known to the tables by its name."""
    here, fay, lena = world.here, world.people["facilitator"], world.people["member"]
    ned = someone("Ned Butterbur")
    join(ned, here.organisation, here, Role.MEMBER)
    rate = {"for_what": "attending", "form": "money", "amount": Decimal("12.50"), "unit": "hour", "from_on": MARCH}
    add(world, "rate", Rate.objects.create(organisation=here.organisation, **rate))
    BudgetLine.objects.create(project=here, kind="time", planned=400, source="The trust")
    world.things["budget_kind"] = (None, {"kind": "time"})
    same = {"project": here, "offered_on": MARCH, "offered_by": fay}

    def offer(person, amount, choice="", **more):
        one = Return(person=person, amount=Decimal(amount), choice=choice, **same, **more)
        return one.choose(MARCH) if choice else one.save() or one

    offer(ned, "61.37", "accept", costs_for="Gingerbread for the children", care=Decimal("4.10"))
    offer(ned, "47.53", "nothing")
    offer(lena, "58.20", "nothing", for_what="chairing")
    approved = offer(ned, "20", "charity", for_what="chairing")
    Return.objects.filter(pk=approved.pk).approve(fay, MARCH)
    hidden = Session.objects.get(kind=SessionKind.MEMBERS, project=here)
    offer(lena, "12", "accept", session=hidden)
    add(world, "offer", offer(lena, "33.11", for_what="preparing"))
    world.things["my_offer"] = world.things["offer"]
    Return.objects.create(person=lena, form="thanks", note="the tea", sent_how="post", **same)
