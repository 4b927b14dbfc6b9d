"""What the group of the world does together. One object of each kind, and words that not everybody may read."""

from datetime import date, timedelta
from io import BytesIO

from django.utils import timezone
from PIL import Image

from feedback.models import Lesson, News
from projects.models import (
    Action,
    Agreement,
    Capacity,
    Coming,
    Entry,
    Method,
    Paper,
    SessionKind,
    Stage,
    Step,
    WayIn,
)
from tests.meeting import asked, brought, came, planned

MARCH = date(2026, 3, 3)


def add_together(world, add) -> None:
    """`add(world, name, thing)` makes a thing known to the tables by its name."""
    here, fay = world.here, world.people["facilitator"]
    now = timezone.now()
    stage = Stage.objects.create(project=here, kind="plan", began_on=MARCH)
    add(world, "stage", stage)
    add_written(world, add)
    method = Method.objects.create(
        slug="draw-it", name="Draw it", how="Draw the room as you want it.", creative=True, kinds=["explore"]
    )
    add(world, "method", method)
    add(
        world,
        "own_method",
        Method.objects.create(
            organisation=here.organisation,
            name="Tea trolley",
            how="Push the trolley round. Ask who sits alone.",
            kinds=["welcome", "break"],
            seated="Pour the tea.",
        ),
    )
    add_sessions(world, add, now, stage)
    add(
        world,
        "action",
        Action.objects.create(project=here, what="Ask for two chairs", owner=fay, written_by=fay, by=MARCH),
    )
    file = {"content": b"A chair: 40", "content_type": "text/plain", "file_name": "room.txt", "size": 11}
    paper = Paper.objects.create(project=here, title="What the room costs", added_by=fay, **file)
    add(world, "paper", paper)
    add(world, "lesson", Lesson.objects.create(project=here, kind="well", what="Tea first helps.", by=fay, on=MARCH))


def add_written(world, add) -> None:
    """The plan, what was agreed and the notebook: something of each kind, and words that have changed."""
    here, fay, lena, pru = world.here, *(world.people[name] for name in ("facilitator", "member", "professional"))
    step = Step.objects.create(project=here, what="Walk through the room", how="Say what hurts", proposed_by=lena)
    step.level, step.on, step.with_whom = "co_design", MARCH, "people who wait here"
    step.save()
    add(world, "step", step)
    Step.objects.create(project=here, what="Count the chairs", level="inform", proposed_by=fay).finish(MARCH)
    Step.objects.create(project=here, what="Send a survey", proposed_by=fay).drop(MARCH, "People were asked before.")
    first = Agreement.objects.create(
        project=here, kind="outcome", wording="Nobody waits.", proposed_by=lena, proposed_on=MARCH, review_on=MARCH
    )
    first.say(lena, MARCH, agrees=True, capacity=Capacity.LIVED)
    agreement = first.reword(pru, "Nobody waits alone.", "Some waiting stays.", MARCH)
    agreement.say(pru, MARCH, understands=True, agrees=True, capacity=Capacity.PROFESSIONAL)
    agreement.say(fay, MARCH, understands=True, agrees=False, note="Who comes to sit with them?")
    add(world, "agreement", agreement)
    good = {"kind": "good", "wording": "It is new.", "proposed_by": fay, "proposed_on": MARCH}
    Agreement.objects.create(project=here, **good).drop(MARCH, "New is not better.")
    entry = Entry.objects.create(project=here, kind="guiding", line="Is the radio on?", brought_by=lena, on=MARCH)
    entry.line = "Is the radio needed?"
    entry.save()
    add(world, "entry", entry)
    Entry.objects.create(project=here, kind="word", line="Triage", more="Deciding who is seen first.", on=MARCH)
    bus = Entry.objects.create(project=here, kind="barrier", line="The last bus goes at five.", on=MARCH)
    bus.settle(MARCH, "A taxi.")


def add_sessions(world, add, now, stage) -> None:
    """To come, held and waiting to be closed, closed, for members only; subjects of each kind."""
    here, fay, lena, pru = world.here, *(world.people[name] for name in ("facilitator", "member", "professional"))
    session = planned(here, fay, now + timedelta(days=7), stage=stage, title="The noise")
    add(world, "session", session)
    add(world, "reply", asked(session, lena))
    add(world, "feed", None, secret=WayIn.make(WayIn.Kind.CALENDAR, pru, now))
    asked(session, pru, Coming.YES, Capacity.PROFESSIONAL)
    add(
        world,
        "item",
        brought(here, lena, "The radio in the corner", session, minutes=20, content_note="Some hear voices."),
    )
    brought(here, fay, "Tea and hellos", session, kind="welcome", minutes=10)
    held = planned(here, fay, now - timedelta(days=1), title="The chairs", notes="Snapdragon said: not blue.")
    came(held, lena)
    came(held, fay, Capacity.PROFESSIONAL, leads=True)
    add(world, "held_item", brought(here, lena, "Chairs with arms", held, kind="decide"))
    add(world, "held", held)
    closed = planned(
        here, fay, now - timedelta(days=30), title="The door", closed_on=MARCH, closed_by=fay, plan_kept="scrapped"
    )
    add(world, "closed", closed)
    add_notes(world, add, closed)
    members = planned(here, fay, now + timedelta(days=9), kind=SessionKind.MEMBERS, title="Periwinkle talk")
    asked(members, lena)
    brought(here, lena, "Periwinkle: who gets paid", members)
    add(world, "members_only", members)
    add(world, "backlog", brought(here, pru, "The lights"))
    parked = brought(here, lena, "Parking outside")
    parked.park(fay, MARCH, date(2026, 6, 1), "No time left")
    add(world, "parked", parked)
    brought(world.there, world.people["outsider"], "Wheelbarrow: the timetable")


def add_notes(world, add, closed) -> None:
    """Notes that were shared, with a photo."""
    closed.notes, closed.notes_shared_on = "The door came up again and again. " + "creak" * 30, MARCH
    closed.save()
    told = {"progress": "We took the door off.", "blocks": "Nothing.", "next": "A new one in May.", "told_on": MARCH}
    News.objects.create(project=world.here, session=closed, written_by=closed.closed_by, **told)
    sheet = BytesIO()
    Image.new("RGB", (320, 200), "#8db29a").save(sheet, "JPEG")
    photo = {"kind": "photo", "title": "Photo", "content": sheet.getvalue(), "content_type": "image/jpeg"}
    add(
        world,
        "photo",
        Paper.objects.create(
            project=world.here,
            session=closed,
            described="A green wall.",
            added_by=world.people["facilitator"],
            **photo,
        ),
    )
