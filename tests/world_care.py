"""How the people of the world are looked after, and what the two keep to themselves."""

from datetime import date

from care.models import Care

MARCH = date(2026, 3, 3)


def add_care(world, add) -> None:
    """`add(world, name, thing)` makes a thing known to the tables by its name."""
    here, fay, lena, wyn = world.here, *(world.people[name] for name in ("facilitator", "member", "wide"))
    same = {"project": here, "offered_on": MARCH, "written_by": fay}
    one = Care.objects.create(
        person=lena, kind="one_to_one", with_whom=fay, note="Honeysuckle: she wants to lead.", **same
    )
    add(world, "my_care", one)
    add(world, "care", Care.objects.create(person=lena, kind="welcome", with_whom=wyn, held_on=MARCH, **same))
    Care.objects.create(person=world.people["professional"], kind="learning", about="Chairing", **same)
