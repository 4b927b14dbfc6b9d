"""What the person did together with others."""

from datetime import datetime

from django.db.models import Q

from participants.models import Person
from principles.my_data.holds import DELETE, Holds
from projects.models import (
    Action,
    AgendaItem,
    Agreement,
    Assent,
    Attendance,
    Boundary,
    Decision,
    DecisionMaker,
    Entry,
    Follow,
    Invitation,
    Membership,
    Paper,
    Project,
    Readiness,
    Safeguarding,
    Session,
    Step,
    WayIn,
)

PROJECT = {"project": "The project it belongs to."}


def end_places(person: Person, as_at: datetime) -> None:
    for place in Membership.objects.current().filter(person=person):
        place.end(as_at)


PROJECTS = [
    Holds(
        Project,
        rest=(
            *("title", "purpose", "for_whom", "subject", "co_produces", "started_despite"),
            *("pause_reason", "close_reason", "records_after", "keep_because"),
        ),
    ),
    Holds(Boundary, rest=("what", "why", "set_by")),
    Holds(
        Membership,
        "person",
        "Your places",
        PROJECT
        | {
            "role": "What you are there.",
            "named_contact": "Whether members ring you.",
            "joined_on": "Since when.",
            "left_on": "Until when.",
            "why_left": "Why you left, if you said so.",
            "stay_in_touch": "Whether we may write to you after you left.",
        },
        by_hand=end_places,
        emptied=("why_left", "stay_in_touch"),
        did={"invited_by": "You asked somebody in, and they came."},
    ),
    Holds(
        Invitation,
        "person",
        "Invitations to you",
        PROJECT
        | {
            "name": "The name you were asked by.",
            "role": "What you were asked to be.",
            "made_at": "When you were asked.",
            "accepted_at": "When you said yes.",
        },
        erase=DELETE,
        did={"invited_by": "You sent somebody an invitation."},
        rest=("code_hash",),
    ),
    Holds(
        Attendance,
        "person",
        "Sessions",
        {
            "session__project": "The project it belongs to.",
            "session": "The session.",
            "session__starts_at": "When it began.",
            "invited_on": "When you were asked.",
            "reply": "What you said.",
            "replied_on": "When you said it.",
            "capacity": "The kind of experience you chose to be counted with.",
            "shown": "Whether it may stand beside your name.",
            "part": "Whether you took part, supported somebody or interpreted.",
            "channel": "How you were there.",
            "supporter": "Whether you brought somebody who supports you.",
            "leads": "Whether you led it.",
            "came": "Whether you came. Empty: nobody wrote it down.",
            "which_part": "Which part of it, if not all.",
        },
        emptied=("which_part",),
        did={
            "invited_by": "You asked somebody to a session.",
            "written_by": "You wrote down if somebody comes.",
        },
        rest=("guest",),
    ),
    Holds(
        AgendaItem,
        "brought_by",
        "Subjects you brought",
        PROJECT
        | {
            "what": "The subject, as it reads now.",
            "why": "Why it matters.",
            "capacity": "The kind of experience you brought it with.",
            "shown": "Whether that may stand beside your name.",
            "first_raised_on": "When you brought it.",
        },
        rest=("how", "content_note", "what_happened"),
    ),
    Holds(
        Entry,
        "brought_by",
        "Lines in the notebook",
        PROJECT | {"kind": "What kind of line.", "line": "The line, as it reads now.", "on": "When you brought it."},
        rest=("more", "come_from", "link", "how"),
    ),
    Holds(
        Step,
        "proposed_by",
        "Steps you proposed",
        PROJECT | {"what": "The step, as it reads now.", "on": "When it is planned.", "recorded_at": "When you did."},
        rest=("how", "with_whom", "dropped_why"),
    ),
    Holds(
        Agreement,
        "proposed_by",
        "Wordings you proposed",
        PROJECT | {"kind": "What it is about.", "wording": "The words.", "proposed_on": "When you proposed them."},
        rest=("why_changed", "dropped_why"),
    ),
    Holds(
        Assent,
        "person",
        "What you agreed to",
        {
            "agreement": "The words you were asked about.",
            "understands": "Whether you understand them.",
            "agrees": "Whether you agree.",
            "capacity": "The kind of experience you were counted with.",
            "note": "What you added.",
            "on": "When you said so.",
        },
        emptied=("note",),
        did={"written_by": "You wrote down what somebody agrees to."},
    ),
    Holds(
        Action,
        "owner",
        "Small steps you took on",
        PROJECT
        | {
            "what": "What you said you would do.",
            "by": "By when.",
            "done_on": "When it was done.",
            "outcome": "What came of it.",
        },
        did={"written_by": "You wrote down a small step."},
    ),
    Holds(
        DecisionMaker,
        "person",
        "Decisions you made",
        {
            "decision__project": "The project it belongs to.",
            "decision": "The decision, with others.",
            "decision__made_on": "When it was made.",
            "capacity": "The kind of experience you decided with.",
        },
        only=Q(decision__final_on__isnull=False),
        rest=("body",),
    ),
    Holds(
        Follow,
        "person",
        "Decisions you follow",
        {
            "decision": "The decision.",
            "since": "Since when you follow it.",
            "says": "What you said when the group looked at it again.",
            "why": "Why you said so.",
            "said_on": "When you said it.",
        },
        emptied=("why",),
    ),
    Holds(
        WayIn,
        "person",
        "Secret addresses",
        {"kind": "What it opens.", "made_at": "When you made it.", "revoked_at": "When you shut it."},
        erase=DELETE,
        rest=("secret_hash", "hangs"),
    ),
    Holds(
        Decision,
        did={"recorded_by": "You wrote a decision down.", "asked_of": "You were asked for the reason of a decision."},
        rest=(
            *("question", "decided", "reason", "way", "how_decided", "views_that_differed", "options", "basis"),
            *(
                "easy_words",
                "easy_checked_by",
                "why_replaced",
                "no_change_why",
                "digests",
                "salts",
                "seal_before",
                "seal",
            ),
        ),
    ),
    Holds(
        Session,
        did={
            "made_by": "You planned a session.",
            "closed_by": "You wrote down how a session went.",
            "teller": "You said you would tell people what happened in a session.",
        },
        rest=(
            *(
                "title",
                "strand",
                "place",
                "online_link",
                "venue",
                "welcome",
                "safety_plan",
                "cancelled_why",
                "place_thoughts",
            ),
            *("notes", "wandered", "closing"),
        ),
    ),
    Holds(
        Readiness,
        did={"confirmed_by": "You said if a project has what it needs."},
        rest=("evidence", "confirmed_words"),
    ),
    Holds(
        Paper,
        did={"added_by": "You added a paper."},
        rest=("title", "link", "content", "content_type", "file_name", "described", "formats"),
    ),
    Holds(
        Safeguarding,
        did={"confirmed_by": "You confirmed whom to ring when someone may be in danger."},
        rest=("lead", "phone", "passes_on", "what_happens", "out_of_hours", "complaints", "procedure"),
    ),
]
