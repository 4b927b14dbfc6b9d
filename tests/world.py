"""A project in which everything has happened, another one beside it, and a person for each role.

What not everybody may read carries a word that stands nowhere else: see SECRETS.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pymupdf
from django.db.models import Model
from django.utils import timezone

from feedback.models import Feedback, NamedAs, Upload
from participants.models import ContactBy, Heartbeat, Message, Person
from principles.models import Checklist, Says
from projects.models import Boundary, Capacity, Invitation, Membership, Organisation, Project, Role
from projects.views.organisation import setup_token
from tests.feedback.saying import MONDAY, answered, said, thanked, told
from tests.people import join, make_project, someone
from tests.principles.answering import MARCH, open_checklist, questions, say
from tests.principles.reviewing import ask, made
from tests.projects.test_decision import make_final, write_down
from tests.world_board import add_board
from tests.world_care import add_care
from tests.world_change import WORDS as NOTICED
from tests.world_change import add_change
from tests.world_choices import add_choices
from tests.world_groups import add_groups
from tests.world_join import add_join
from tests.world_mydata import add_mydata
from tests.world_needs import WORDS, add_needs
from tests.world_outbox import add_outbox
from tests.world_public import add_public
from tests.world_reward import add_reward
from tests.world_safety import add_safety
from tests.world_say import add_say
from tests.world_signin import add_signin
from tests.world_together import add_together

STAFF = {"facilitator", "wide"}
IN_IT = STAFF | {"member", "professional", "manager"}
# a word -> the roles that may meet it
SECRETS: dict[str, set[str]] = {
    "Copperkettle": STAFF,  # words that only the facilitators read
    "Quillfeather": STAFF,  # the name of a person who chose "a member"
    "0117 496 0077": STAFF,  # how we reach her
    "Marrowbone": STAFF,  # an answer that nobody has been told
    "Gooseberry": STAFF,  # a decision that is not final
    "Elderberry": STAFF | {"manager"},  # another one, whose reason the manager is asked for
    "Tamarind": set(),  # an answer to a checklist, before the group has looked
    "Hazelwood": STAFF,  # the name of a person without email, who is rung up
    "Larkspur": IN_IT,  # an idea that was shared with the project
    "Foxglove": IN_IT,  # a decision that is final
    "Saltmarsh": IN_IT,  # what the project is for
    "Wheelbarrow": {"outsider", "wide"},  # what was said in the other project
    "Dandelion": STAFF | {"ended"},  # what somebody who left has said, for the facilitators only
    "Periwinkle": STAFF | {"member"},  # a session for members only
    "Snapdragon": STAFF,  # the notes of a session, which nobody has shared
    "Honeysuckle": {"member", "facilitator"},  # what these two want to remember
    "Meadowsweet": STAFF | {"member"},  # what she said she knows from her own life
    "Marjoram": STAFF,  # what somebody else said of theirs
    "Butterbur": STAFF | {"manager"},  # the name of a member who claims something
    "£61.37": STAFF | {"manager"},  # what is to be paid to him
    "Gingerbread": STAFF | {"manager"},  # what it cost him
    "£47.53": set(),  # what he said no to
    "£58.20": {"member"},  # what Lena said no to: hers alone
    "£33.11": STAFF | {"member"},  # what she is offered, and has not answered
    "Blackthorn": set(),  # what somebody told the safeguarding lead: read by pressing, never by looking
    "Cloudberry": set(),  # how to reach whoever told it
    "Mistletoe": set(),  # what the lead did
    "Nightshade": set(),  # what somebody said, before it was passed to the lead
    "Sorrel": {"wide"},  # what somebody calls their own passkey
    "Persimmon": {"facilitator"},  # a spreadsheet that is not in yet: hers alone
    "Toadflax": STAFF,  # came by an open link, and nobody has looked
    "Bladderwrack": STAFF,  # where its poster hangs
    "Candytuft": IN_IT,  # somebody's own words, before they said yes to them in public
    "Thornapple": IN_IT,  # what somebody took off the public page
    **WORDS,  # what people need
    **NOTICED,  # what they noticed
}
COLUMNS = {"said": "0", "when": "1", "who": "2", "who_is": "group", "named_as": "member", "one_kind": "idea"}


@dataclass
class World:
    """`people`: role -> person. `things`: a name -> the object and what else its address needs."""

    here: Project
    there: Project
    people: dict[str, Person | None]
    things: dict[str, tuple[Model | None, dict[str, Any]]]

    def key(self, name: str) -> dict[str, Any]:
        """What the address of this thing needs, beside the project."""
        return self.things[name][1] if name in self.things else {}


def build() -> World:
    """Everything, in the database."""
    organisation = Organisation.objects.create(
        name="Riverside Community Trust",
        phone="0117 496 0100",
        safeguarding_lead="Sam Osei",
        safeguarding_phone="0117 496 0199",
    )
    fay, olu = someone("Fay Adams"), someone("Olu Reid")
    here, there = make_project(organisation, fay, "Waiting room"), make_project(organisation, olu, "Bus stop")
    here.purpose = "A waiting room as calm as the Saltmarsh."
    here.save()
    people = {"anonymous": None, "outsider": olu, "ended": someone("Eva Lane"), "facilitator": fay}
    for key, name, role in (
        ("member", "Lena Okoro", Role.MEMBER),
        ("professional", "Pru Lind", Role.PROFESSIONAL),
        ("manager", "Max Bell", Role.MANAGER),
    ):
        people[key] = someone(name)
        join(people[key], organisation, here, role)
    people["wide"], people["lead"] = someone("Wyn Parry"), someone("Sam Osei")
    join(people["wide"], organisation, None, Role.FACILITATOR)
    join(people["lead"], organisation, None, Role.SAFEGUARDING)
    join(people["ended"], organisation, here, Role.MEMBER, left_on=MARCH)
    world = World(here, there, people, {})
    add_words(world)
    add_decisions(world)
    add_messages(world)
    add_places(world)
    add_checklists(world)
    add_files(world)
    add_together(world, add)
    add_mydata(world, add)
    add_care(world, add)
    add_groups(world, add)
    add_reward(world, add)
    add_safety(world, add)
    add_signin(world, add)
    add_join(world, add)
    add_needs(world, add)
    add_choices(world, add)
    add_board(world, add)
    add_public(world, add)
    add_change(world, add)
    add_say(world, add)
    add_outbox(world, add)
    for tick in ("plan", "dispatch", "reap"):  # not silent before the walk is over, however slow the machine
        Heartbeat.beat(tick, timezone.now() + timedelta(hours=1))
    return world


def add(world: World, name: str, thing: Model | None, **more: Any) -> None:
    world.things[name] = (thing, ({"pk": thing.pk} if thing else {}) | more)


def add_words(world: World) -> None:
    """Something at each step of the loop, and some of it not for all to read."""
    here, fay, lena = world.here, world.people["facilitator"], world.people["member"]
    xan = someone("Xanthe Quillfeather", phone="0117 496 0077")
    gus = Person.objects.create_user(name="Gus Hazelwood", phone="0117 496 0042", contact_by=ContactBy.PHONE)
    for person in (xan, gus):
        join(person, here.organisation, here, Role.MEMBER)
    add(world, "new", said(here, lena, "Larkspur: the chairs are cold."))
    untold = said(here, xan, "The clock is wrong.")
    answered(untold, fay, why="Marrowbone: the clock is listed.")
    add(world, "untold", untold)
    mine = said(here, lena, "The sign is too small.")
    told(mine, fay)
    add(world, "told", mine)
    add(world, "typed", said(here, gus, "The step is high.", typed_by=fay))
    rung = said(here, gus, "The lift is small.", typed_by=fay, read_back_on=MONDAY)
    told(rung, fay)
    add(world, "rung", rung)
    told(said(here, None, "Nobody says when the doctor is late.", group="The Tuesday group"), fay)
    told(said(here, world.people["ended"], "Dandelion: the tea is cold.", named_as=NamedAs.PRIVATE), fay)
    said(here, xan, "Copperkettle: the nurse shouted.", named_as=NamedAs.PRIVATE)
    thanked(said(here, lena, "https://example.org/" + "loud_radio_" * 12), fay)
    said(world.there, world.people["outsider"], "Wheelbarrow: the bench is wet.")


def add_decisions(world: World) -> None:
    here, fay, lena = world.here, world.people["facilitator"], world.people["member"]
    add(world, "draft", write_down(here, fay, question="Gooseberry or plum for the wall?"))
    final = write_down(here, fay, question="Foxglove for the curtains?", reason="It is calm.")
    add(world, "final", make_final(final, (lena, Capacity.LIVED), (fay, Capacity.PROFESSIONAL)))
    final.feedback.set(Feedback.objects.filter(project=here))
    asked = write_down(here, fay, question="Elderberry: no visitors after six?")
    add(world, "asked", asked.ask(world.people["manager"], fay, MARCH))
    known = {"reason": "It helps.", "review_on": MARCH, "basis": ["lived", "money"], "whose_need": "both"}
    known |= {"can_change": "partly", "options": "No chairs\nOld chairs", "easy_words": "We buy chairs."}
    due = make_final(write_down(here, fay, question="Two new chairs?", **known), (lena, Capacity.LIVED))
    due.followers.create(person=lena, since=MARCH, says="change", why="Four are better.", said_on=MARCH)
    add(world, "due", due)
    write_down(world.there, world.people["outsider"], question="Wheelbarrow or cart?")


def add_messages(world: World) -> None:
    """One in each list of the page, all about private words."""
    xan, gus = (Person.objects.get(name__startswith=name) for name in ("Xanthe", "Gus"))
    lists = {
        "by_hand": (gus, Message.Channel.BY_HAND, Message.State.QUEUED),
        "uncertain": (xan, Message.Channel.EMAIL, Message.State.UNCERTAIN),
        "dead": (xan, Message.Channel.EMAIL, Message.State.DEAD),
        "waiting": (xan, Message.Channel.EMAIL, Message.State.QUEUED),
    }
    words = {"kind": "thanked", "subject": "Thank you", "text": "You said: Copperkettle. {link}", "slot": "thanks"}
    for name, (recipient, channel, state) in lists.items():
        about = {"about": f"feedback:{name}", "scope": world.here.pk, "link": "/ideas"}
        add(
            world,
            name,
            Message.objects.create(recipient=recipient, channel=channel, state=state, **words, **about),
        )


def add_places(world: World) -> None:
    here, fay = world.here, world.people["facilitator"]
    pru, xan = world.people["professional"], Person.objects.get(name__startswith="Xanthe")
    add(world, "place", Membership.objects.get(person=pru, project=here))
    add(world, "boundary", Boundary.objects.filter(project=here).first())
    asked = {"organisation": here.organisation, "project": here, "invited_by": fay, "role": Role.MEMBER}
    invitation = Invitation.objects.create(person=xan, **asked)
    add(world, "invitation", invitation)
    lead = Membership.objects.get(person=world.people["lead"])
    add(world, "lead_place", lead)
    add(world, "asked_whole", Invitation.objects.create(**asked | {"person": xan, "project": None, "role": "manager"}))
    world.things["link"] = (None, {"invitation_id": invitation.pk, "token": invitation.token})
    world.things["setup"] = (None, {"token": setup_token()})


def add_checklists(world: World) -> None:
    here, fay, lena = world.here, world.people["facilitator"], world.people["member"]
    xan = Person.objects.get(name__startswith="Xanthe")
    asked = questions()
    seen = open_checklist(here, fay, asked)
    say(seen, lena, A1=Says.YES)
    Checklist.objects.filter(pk=seen.pk).update(revealed_on=MARCH)
    open_now = open_checklist(here, fay, asked, title="After two months")
    say(open_now, xan, note="Tamarind: nobody greets me.", A1=Says.NOT_YET)
    add(world, "seen", seen)
    add(world, "asking", open_now)
    world.things["part"] = (open_now, {"pk": open_now.pk, "part": 1})


def add_files(world: World) -> None:
    """A spreadsheet on its way in, and a review on its way out."""
    here, fay = world.here, world.people["facilitator"]
    lines = b"What,When,Who\nPersimmon: the bin is full.,13/03/2026,Parents\n"
    upload = Upload.objects.create(project=here, by=fay, name="open-day.csv", content=lines, matched=COLUMNS)
    add(world, "upload", upload)
    one_page = pymupdf.open()
    one_page.new_page()
    add(world, "review", made(ask(here, fay, timezone.now()), one_page.tobytes()))
