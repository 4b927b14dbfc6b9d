"""What was told to the safeguarding lead. The words are met only after pressing "Read it"."""

from care.models import Concern


def add_safety(world, add) -> None:
    """`add(world, name, thing)` makes a thing known to the tables by its name."""
    here, lena = world.here, world.people["member"]
    told = {"organisation": here.organisation, "project": here, "shown": "Sam Osei, 0117 496 0199"}
    concern = Concern.objects.create(
        **told, person=lena, words="Blackthorn: he takes her money.", reach="Ring Cloudberry"
    )
    concern.write_down("Rang the Mistletoe team.", concern.written_at.date(), close=False)
    add(world, "concern", concern)
