"""What the person answered in checklists."""

from principles.models import Answer, Checklist, Review
from principles.my_data.holds import Holds

PRINCIPLES = [
    Holds(
        Answer,
        "person",
        "What you answered in checklists",
        {
            "checklist__project": "The project it belongs to.",
            "checklist": "The checklist.",
            "statement": "What it asks.",
            "says": "What you answered.",
            "note": "What you added.",
        },
        emptied=("note",),
    ),
    Holds(Checklist, did={"opened_by": "You opened a checklist."}, rest=("title",)),
    Holds(Review, did={"made_by": "You asked for a review of a project."}, rest=("facts", "pdf", "no_pdf_because")),
]
