"""What people need, what they get back, that they are safe."""

from care.models import (
    Adjustment,
    Care,
    Concern,
    Consent,
    Group,
    Need,
    NeedsAsk,
    ParticipationReview,
    Represents,
    Return,
)
from principles.my_data.holds import DELETE, Holds

PROJECT = {"project": "The project it belongs to."}
CARE = [
    Holds(
        Need,
        "person",
        "What you need",
        {
            "kind": "What it is about.",
            "code": "In which form.",
            "words": "In your words. In our records they are encrypted.",
            "may_know": "Who may know it.",
            "from_on": "Since when.",
            "until_on": "When it was taken away.",
            "read_back_on": "When we read it back to you.",
        },
        erase=DELETE,
        did={"known_by": "You may know what somebody needs.", "written_by": "You wrote down what somebody needs."},
    ),
    Holds(
        NeedsAsk,
        "person",
        "When we asked what you need",
        {"asked_on": "When we asked.", "outcome": "What came of it.", "ask_again_on": "When we ask again."},
        erase=DELETE,
        did={"asked_by": "You asked somebody what they need."},
    ),
    Holds(
        Adjustment,
        "need__person",
        "What we did about what you need",
        {
            "session": "The session it was for.",
            "what": "What we do.",
            "cost": "What it cost, in pounds.",
            "in_place_on": "Since when it is sorted.",
            "met": "Whether it was there for you.",
            "met_on": "When you said so.",
            "says": "What you said about it.",
        },
        erase=DELETE,
        did={"who": "You saw to what somebody needs."},
    ),
    Holds(
        Care,
        "person",
        "How we looked after you",
        PROJECT
        | {
            "kind": "What we offered you, or you asked for.",
            "about": "What exactly.",
            "offered_on": "When.",
            "asked_by_them": "Whether you asked for it.",
            "wanted_on": "When you said yes.",
            "held_on": "When we did it.",
            "declined_on": "When you said no.",
            "note": "What the two of you wanted to remember. Only you two read it.",
        },
        emptied=("about", "note"),
        did={"with_whom": "You looked after somebody.", "written_by": "You wrote down that somebody was offered care."},
    ),
    Holds(
        Return,
        "person",
        "What you get back",
        PROJECT
        | {
            "for_what": "What it is for.",
            "note": "What for, in words.",
            "form": "In which form.",
            "amount": "How much, in pounds.",
            "offered_on": "When it was offered.",
            "choice": "What you chose.",
            "chosen_on": "When you chose.",
            "less": "How much, if you chose less.",
            "wish": "What you wished for.",
            "travel": "What travel cost you.",
            "care": "What care for somebody cost you.",
            "other": "What else it cost you.",
            "costs_for": "What these costs were.",
            "claimed_on": "When you asked for the costs.",
            "pay_by": "When we promised to pay.",
            "approved_on": "When it was approved.",
            "paid_on": "When it was paid.",
        },
        emptied=("note", "wish", "costs_for"),
        did={
            "offered_by": "You offered somebody something in return.",
            "typed_by": "You wrote down what somebody chose in return.",
            "approved_by": "You approved what somebody gets back.",
        },
    ),
    Holds(
        Consent,
        "person",
        "What you said yes or no to",
        PROJECT
        | {
            "purpose": "What you were asked.",
            "version": "Which wording you were asked.",
            "answer": "Whether you said yes.",
            "how": "How you said it.",
            "on": "When you said it.",
            "withdrawn_on": "When you took it back.",
        },
        erase=DELETE,
        did={"recorded_by": "You wrote down what somebody said yes or no to."},
    ),
    Holds(
        Represents,
        "person",
        "For whom you speak",
        {
            "group__project": "The project it belongs to.",
            "group": "The group of people.",
            "basis": "On what ground.",
            "note": "What you can say, and what not.",
            "considered_on": "When you thought about it.",
        },
        erase=DELETE,
        did={"written_by": "You wrote down for whom somebody speaks."},
    ),
    Holds(
        Group,
        did={"written_by": "You put a group of people on the map."},
        rest=("name", "how", "barrier", "next_step", "dropped_why"),
    ),
    Holds(
        ParticipationReview,
        did={"by": "You said you would see to who is missing.", "written_by": "You wrote down who is missing."},
        rest=("took_part", "missing", "will_do"),
    ),
    # For the safeguarding lead alone, who keeps it as the law says: neither taken along nor erased with the person.
    Holds(
        Concern,
        held_back={"person": "The lead answers for it.", "passed_by": "The lead answers for it."},
        rest=("shown", "words", "reach", "done"),
    ),
]
