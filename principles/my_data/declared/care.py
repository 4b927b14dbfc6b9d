"""What people need, what they get back, that they are safe."""

from care.models import Care
from principles.my_data.holds import Holds

CARE: list[Holds] = [
    Holds(
        Care,
        "person",
        "How we looked after you",
        {
            "project": "The project it belongs to.",
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
]
