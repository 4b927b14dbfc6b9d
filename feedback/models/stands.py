"""What a piece of feedback is, and where it stands: one rule for the board, its counts and the reminders."""

from django.db import models
from django.db.models import Q


class Kind(models.TextChoices):
    WORKS = "works", "What works well"
    IDEA = "idea", "Idea"
    NEED = "need", "Need"
    PROBLEM = "problem", "Problem"
    QUESTION = "question", "Question"
    WORRY = "worry", "Worry"
    THANKS = "thanks", "Thank you"
    FEELING = "feeling", "Feeling"
    CORRECTION = "correction", "Correction"
    COMMENT = "comment", "Comment"  # nobody said what it is

    @property
    def needs_answer(self) -> bool:
        """Thanks, feelings and what works well need thanks, not a decision."""
        return self not in (Kind.THANKS, Kind.FEELING, Kind.WORKS)


class NamedAs(models.TextChoices):
    """How the giver is shown, and who reads the words."""

    NAME = "name", "By name"
    MEMBER = "member", "A member"
    PRIVATE = "private", "Only the facilitators read it"


class Channel(models.TextChoices):
    """How words reached us."""

    HERE = "here", "Here, signed in"
    LINK = "link", "By an open link"
    PAPER = "paper", "On paper"
    PHONE = "phone", "By phone"
    ALOUD = "aloud", "Said aloud"
    SHEET = "sheet", "In a spreadsheet"


NO_ANSWER_NEEDED = [kind.value for kind in Kind if not kind.needs_answer]


# Where each piece stands. One rule, one place: the board's lists, their counts and the reminders all read these.
COUNTED = Q(taken_back_on=None)
OPEN = COUNTED & Q(closed_on=None) & (Q(answer=None) | Q(answer__told_in_public=False))
# Somebody hears the answer alone: a person by name, or nobody by name who comes back with a code.
COMES_BACK = Q(giver__isnull=False) | ~Q(code_hash="")
# Their thank you or feeling ends with thanks. A group cannot be thanked, only told in public.
THANKS_IS_DUE = Q(kind__in=NO_ANSWER_NEEDED) & COMES_BACK
TO_LOOK_AT = COUNTED & Q(waits_for_look=True)
TO_THANK = OPEN & Q(thanked_on=None)
UNANSWERED = OPEN & Q(answer=None) & ~THANKS_IS_DUE
TO_ANSWER = UNANSWERED & Q(thanked_on__isnull=False)
TO_TELL = OPEN & Q(answer__isnull=False, answer__told_on=None)
HEARD = Q(answer__told_on__isnull=False) | THANKS_IS_DUE & Q(answer=None, thanked_on__isnull=False)
WAITING_FOR_GIVER = OPEN & HEARD
OWED = OPEN & ~HEARD
CLOSED = COUNTED & (Q(closed_on__isnull=False) | Q(answer__told_in_public=True))
LISTS = {
    "counted": COUNTED,
    "open": OPEN,
    "to_look_at": TO_LOOK_AT,
    "to_thank": TO_THANK,
    "to_answer": TO_ANSWER,
    "to_tell": TO_TELL,
    "waiting_for_giver": WAITING_FOR_GIVER,
    "closed": CLOSED,
}
