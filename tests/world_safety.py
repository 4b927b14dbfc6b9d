"""What was told to the safeguarding lead, and what was passed to her. Words are met only after "Read it" is pressed."""

from care.models import Concern, Consent
from feedback.passing import pass_feedback
from tests.feedback.saying import MONDAY, said


def add_safety(world, add) -> None:
    """`add(world, name, thing)` makes a thing known to the tables by its name."""
    here, lena, fay = world.here, world.people["member"], world.people["facilitator"]
    told = {"organisation": here.organisation, "project": here, "shown": "Sam Osei, 0117 496 0199"}
    concern = Concern.objects.create(
        **told, person=lena, words="Blackthorn: he takes her money.", reach="Ring Cloudberry"
    )
    concern.write_down("Rang the Mistletoe team.", concern.written_at.date(), close=False)
    add(world, "concern", concern)
    passed = said(here, lena, "Nightshade: he hurt her.")
    pass_feedback(passed, fay)
    add(world, "passed", passed)
    Consent.give(lena, "quote", True, project=here, how="tick", by=lena, on=MONDAY)
