"""How long we keep what: one table. The page that everybody may read, and the tick that deletes, are made from it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.sessions.models import Session as SignedIn
from django.db.models import Q
from django.utils import timezone

from care.models import Care, Need, NeedsAsk, Return
from feedback.models import Asked, Upload
from participants.models import Event, Message, Person
from principles.my_data.erase import erase, first
from principles.my_data.leavers import closed_by, left_by
from projects.models import Attendance, Invitation, Paper, PaperKind, WayIn

STATES = Message.State
YEAR = 365


@dataclass(frozen=True)
class Rule:
    """What goes, how many days after what, and what happens to it.

    `forget`: deletes what is from before the first moment, as of the second. Without it no machine decides.
    """

    what: str
    days: int
    since: str
    then: str
    forget: Callable[[datetime, datetime], object] | None = None

    @property
    def how_long(self) -> str:
        """2 years; 90 days; 1 day."""
        if not self.days:
            return ""
        many, unit = (self.days // YEAR, "year") if self.days % YEAR == 0 else (self.days, "day")
        return f"{many} {unit}{'s' * (many != 1)}"


def empty_messages(before: datetime, as_at: datetime) -> None:
    over = Q(sent_at__lte=before) | Q(state__in=[STATES.CANCELLED, STATES.DEAD], recorded_at__lte=before)
    Message.objects.filter(over).exclude(text="", error="").update(text="", error="")


def drop_invitations(before: datetime, as_at: datetime) -> None:
    """With whoever was asked and never came, unless somebody asked them again since."""
    old = Invitation.objects.filter(made_at__lte=before)
    asked_since = Invitation.objects.filter(made_at__gt=before).values("person")
    strangers = Person.objects.filter(erased_on=None, memberships=None, invitations__in=old)
    for person in strangers.exclude(pk__in=asked_since).distinct():
        erase(person, None, "time", as_at)
    old.delete()


def drop_leavers(before: datetime, as_at: datetime) -> None:
    for person in left_by(timezone.localdate(before), timezone.localdate(as_at)):
        if not first(person, ""):
            erase(person, None, "time", as_at)


def drop_notes(before: datetime, as_at: datetime) -> None:
    """Of projects that closed by then: what was written and photographed while people talked, and guests' names."""
    for project in closed_by(timezone.localdate(before), timezone.localdate(as_at)):
        for session in project.sessions.exclude(notes="", closing={}):
            session.notes, session.closing = "", {}
            session.save(update_fields=["notes", "notes_words", "closing"])
        Paper.objects.filter(project=project, kind=PaperKind.PHOTO).delete()
        Attendance.objects.filter(session__project=project, person=None).update(guest="A guest")


def drop_needs(before: datetime, as_at: datetime) -> None:
    """And what was said between two people."""
    gone = left_by(timezone.localdate(before), timezone.localdate(as_at)).values("pk")
    Need.objects.filter(person__in=gone).delete()
    NeedsAsk.objects.filter(person__in=gone).delete()
    Care.objects.filter(person__in=gone).exclude(note="", about="").update(note="", about="")


def drop_outsiders(before: datetime, as_at: datetime) -> None:
    for asked in Asked.objects.ended_by(timezone.localdate(before)).exclude(name=""):
        asked.forget_who(as_at)
        Message.objects.filter(about=f"asked:{asked.pk}").update(subject="Somebody outside was asked", text="")


def drop_returns(before: datetime, as_at: datetime) -> None:
    day = timezone.localdate(before)
    Return.objects.filter(Q(paid_on__lte=day) | Q(paid_on=None, offered_on__lte=day)).delete()


LEFT = 2 * YEAR
RULES = [
    Rule(
        "Spreadsheets on their way in",
        1,
        "after they were sent",
        "The file goes.",
        lambda before, as_at: Upload.objects.filter(recorded_at__lte=before).delete(),
    ),
    Rule(
        "Staying signed in",
        90,
        "after you were last here, on a device of your own. 2 hours on any other",
        "You are signed out.",
        lambda before, as_at: SignedIn.objects.filter(expire_date__lte=as_at).delete(),
    ),
    Rule(
        "Secret addresses of a calendar, and personal cards",
        30,
        "after you shut them",
        "They go.",
        lambda before, as_at: WayIn.objects.filter(revoked_at__lte=before).delete(),
    ),
    Rule(
        "Invitations",
        44,
        "after they were sent. They open for 14 days",
        "They go. So does the name of who did not come.",
        drop_invitations,
    ),
    Rule(
        "The words of our messages",
        90,
        "after you were told",
        "The words go. The day you were told stays.",
        empty_messages,
    ),
    Rule(
        "What you need, and notes between you and one of us",
        YEAR,
        "after you left your last project, or it closed",
        "They go.",
        drop_needs,
    ),
    Rule(
        "The name and address of somebody outside who was asked for one answer",
        YEAR,
        "after they answered, or their link ended",
        "They go. What they do and what they answered stays.",
        drop_outsiders,
    ),
    Rule(
        "Who took, read or deleted records",
        2 * YEAR,
        "after it was done",
        "The line goes.",
        lambda before, as_at: Event.objects.filter(at__lte=before).delete(),
    ),
    Rule(
        "Who you are, how we reach you, what you said",
        LEFT,
        "after you left your last project, or it closed",
        "It is deleted, as if you had asked.",
        drop_leavers,
    ),
    Rule(
        "Notes and photos of sessions",
        LEFT,
        "after the project closed",
        "They go, with the names of guests.",
        drop_notes,
    ),
    Rule(
        "What was paid to you or offered",
        7 * YEAR,
        "after it was paid, because the law on accounts asks for it",
        "The line goes. Your name goes before, as above.",
        drop_returns,
    ),
    Rule("How many people say what about themselves", 0, "", "Only numbers for each month are kept, never a person."),
    Rule("What a group decided, planned and learned", 0, "", "It stays, without names."),
    Rule("What you told the safeguarding lead", 0, "", "The lead decides how long, as the law says."),
]


def forget_what_is_due(as_at: datetime) -> None:
    """Delete all that has been kept as long as we said. Again at once it changes nothing."""
    for rule in RULES:
        if rule.forget:
            rule.forget(as_at - timedelta(days=rule.days), as_at)
