"""What was told to the safeguarding lead, and what was passed to her. Words are met only after "Read it" is pressed."""

from django.utils import timezone

from care.models import Concern, Consent
from care.passing import pass_notes
from feedback.passing import OURS, THEIRS, pass_feedback, pass_reply
from tests.feedback.saying import MONDAY, said, told
from tests.meeting import planned


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
    add_parts(here, lena, fay, add, world)
    Consent.give(lena, "quote", True, project=here, how="tick", by=lena, on=MONDAY)


def add_parts(here, lena, fay, add, world) -> None:
    """Answers and notes: one of each to pass on, and one that was."""
    piece = said(here, lena, "The gate is stiff.")
    add(world, "answered_part", told(piece, fay, why="We oil it on Monday."))
    piece.refresh_from_db()
    piece.ask_again("And the hinge?", timezone.now())
    other = said(here, lena, "The bell is loud.")
    gone = told(other, fay, why="Nightshade: we rang.")
    other.refresh_from_db()
    other.ask_again("Nightshade: he came back.", timezone.now())
    gone.refresh_from_db()
    pass_reply(gone, OURS, fay)
    pass_reply(gone, THEIRS, fay)
    session = planned(here, fay, title="The gate", notes="Nightshade: he waits outside.", notes_shared_on=MONDAY)
    pass_notes(session, fay)
