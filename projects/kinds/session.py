"""The messages about a session: will you come, something has changed, it is off, it is tomorrow.

All of them are planned from the facts at each tick, so nothing depends on who changed them or where. What people were
told is compared with what is true now: who heard of no other day is told of no change.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime, time, timedelta
from functools import cached_property
from itertools import groupby
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.dateformat import format as date_format

from participants.models import Message, Person
from participants.outbox import Attachment, Kind, Owed, Stops, at_once, register, tell
from projects.calendar import CANCEL, REQUEST, letter_file
from projects.kinds.session_lines import to_invite, to_remind, to_tell_it_is_off, to_tell_of_change, whole
from projects.models import AgendaItem, Attendance, Session
from projects.models.attendance import AttendanceQuerySet
from projects.when import hours, when, where

State = Message.State
REMINDED_FROM = time(10)
SAYS_WHEN_AND_WHERE = ("session_invitation", "session_changed")
MAY_HAVE_IT = (State.SENT, State.UNCERTAIN, State.HANDING_OVER, State.CLAIMED)


class Letter:
    """What a letter about a session says. It asks the database only for what is written."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.project = session.project

    @property
    def facts(self) -> list[str]:
        """When, where and how to join: the lines that are compared, each one line whatever signs were pasted."""
        lines = [f"When: {day_and_hours(self.session)}", f"Where: {where(self.session)}"]
        if self.session.online_link:
            lines.append(f"To join online or by phone: {self.session.online_link}")
        return [" ".join(line.split()) for line in lines]

    def true_of(self, text: str) -> bool:
        """True while these words still say when and where."""
        return set(self.facts) <= set(text.splitlines())

    def news(self, text: str) -> list[str]:
        """What these words did not say yet."""
        return [line for line in self.facts if line not in text.splitlines()]

    @cached_property
    def plan(self) -> list[str]:
        """The agenda so far, with what may upset, so that people can sit a part out (TE-TR4)."""
        return [planned(item) for item in AgendaItem.objects.on(self.session)]

    @property
    def venue(self) -> list[str]:
        """What is known about the place, then what is not: "Step-free all the way: yes"."""
        known = [f"{words}: {'yes' if there else 'no'}" for words, there in self.session.venue_known]
        not_known = "; ".join(self.session.venue_open)
        return [*known, f"We do not know yet: {not_known}"] if known and not_known else known

    @cached_property
    def can_change(self) -> list[str]:
        """One line for each column of what can and cannot change."""
        columns = [(meaning, rows) for _, meaning, rows in self.project.can_change() if rows]
        return [f"{meaning.rstrip('.')}: {'; '.join(map(str, rows))}." for meaning, rows in columns]

    @cached_property
    def contact(self) -> Person | None:
        return self.project.contact


def day_and_hours(session: Session) -> str:
    """With the year, always: what was written in December is compared in January."""
    return f"{date_format(session.day, 'l j F Y')}, {hours(session)}" if session.day else when(session)


def planned(item: AgendaItem) -> str:
    aim = f" ({item.aim.lower()})" if item.aim else ""
    minutes = f", {item.minutes} minutes" if item.minutes else ""
    note = f". This may upset: {item.content_note.rstrip('.')}. You can sit this part out" if item.content_note else ""
    return f"{item.what}{aim}{minutes}{note}"


def about(session_id: UUID) -> str:
    return f"session:{session_id}"


def session_of(message: Message) -> Session:
    rows = Session.objects.select_related("project__organisation")
    return rows.get(pk=message.about.removeprefix("session:"))


def line_of(message: Message, rows: AttendanceQuerySet) -> Attendance | None:
    """The recipient's own line in the list of the session, if it is among these."""
    mine = rows.filter(session=UUID(message.about.removeprefix("session:")), person=message.recipient)
    return mine.select_related("session__project__organisation").first()


def by_session(rows: Iterable[Attendance]) -> Iterator[tuple[Session, list[Attendance]]]:
    """The lines of each session, of rows in that order."""
    for _, group in groupby(rows, key=lambda row: row.session_id):
        lines = list(group)
        yield lines[0].session, lines


def owed(session: Session, lines: Iterable[Attendance], slot: str, **more: object) -> Owed:
    return Owed(
        people=[line.person for line in lines if line.person],
        about=about(session.pk),
        slot=slot,
        scope=session.project_id,
        link=reverse("session_reply", args=[session.project_id, session.pk]),
        context={"session": session, "letter": Letter(session), **more},
    )


# ---- will you come


def invitations(as_at: datetime, session: Session | None = None) -> Iterator[Owed]:
    """Everybody who was asked and has not said anything. Its slot is the day they were asked."""
    these = Attendance.objects.to_invite(as_at).filter(session=session) if session else None
    for about_one, lines in by_session(to_invite(as_at=as_at) if these is None else whole(these)):
        asked: dict[str, list[Attendance]] = defaultdict(list)
        for line in lines:
            asked[str(line.invited_on)].append(line)
        for day, together in asked.items():
            yield owed(about_one, together, day)


def tell_asked(session: Session, as_at: datetime) -> None:
    """Ask now, without waiting for the next tick."""
    for one in invitations(as_at, session):
        tell(
            one.people,
            "session_invitation",
            about=one.about,
            slot=one.slot,
            scope=one.scope,
            link=one.link,
            **one.context,
        )


def invitation_still_owed(message: Message) -> bool:
    """Nothing said yet, and the words are still true; if they are not, the next tick words it anew."""
    mine = line_of(message, Attendance.objects.to_invite(timezone.now()))
    return bool(mine and str(mine.invited_on) == message.slot and Letter(mine.session).true_of(message.text))


def now_knows(message: Message) -> None:
    """They heard of the session as it is; if it has moved again meanwhile, they are told that too."""
    session = session_of(message)
    if Letter(session).true_of(message.text):
        session.attendance.filter(person=message.recipient).update(knows=session.sequence)


# ---- something has changed


def changes(as_at: datetime) -> Iterator[Owed]:
    """What is new for each, compared with what they were told last. Its slot is the number of the change.

    Whose invitation has not gone out gets that, worded anew.
    """
    for session, lines in by_session(to_tell_of_change(as_at=as_at)):
        told, waiting = told_last(session)
        for line in lines:
            if line.person_id in waiting or not (line.reply or line.person_id in told):
                continue
            if news := Letter(session).news(told.get(line.person_id, "")):
                yield owed(session, [line], str(session.sequence), news=news)


def told_last(session: Session) -> tuple[dict[UUID | None, str], set[UUID | None]]:
    """The last words about when and where that each person has, or may have; and who has some on the way."""
    rows = Message.objects.filter(kind__in=SAYS_WHEN_AND_WHERE, about=about(session.pk)).order_by("recorded_at")
    told: dict[UUID | None, str] = {row.recipient_id: row.text for row in rows if row.state in MAY_HAVE_IT}
    return told, {row.recipient_id for row in rows if row.state == State.QUEUED}


def change_still_owed(message: Message) -> bool:
    """It is the latest change, and they do not know it yet."""
    mine = line_of(message, Attendance.objects.to_tell_of_change(timezone.now()))
    return bool(mine and str(mine.session.sequence) == message.slot and Letter(mine.session).true_of(message.text))


# ---- it is off


def cancellations(as_at: datetime) -> Iterator[Owed]:
    """Everybody who heard of it and did not decline. Its slot is the day it was called off."""
    for session, lines in by_session(to_tell_it_is_off(as_at=as_at)):
        told, _ = told_last(session)
        yield owed(session, [line for line in lines if line.reply or line.person_id in told], str(session.cancelled_on))


def cancellation_still_owed(message: Message) -> bool:
    return line_of(message, Attendance.objects.to_tell_it_is_off(timezone.now())) is not None


def before_the_next_letter(owed: Owed) -> bool:
    """It would have begun today or tomorrow: who hears of it in the morning may be on their way already."""
    session: Session = owed.context["session"]
    return bool(session.day and session.day <= timezone.localdate() + timedelta(days=1))


# ---- it is tomorrow


def reminders(as_at: datetime) -> Iterator[Owed]:
    """From ten in the morning of the day before until it begins. Its slot is the day: moved there and back is once."""
    today = timezone.localdate(as_at)
    for session, lines in by_session(to_remind(as_at=as_at, today=today, until=remind_until(as_at))):
        yield owed(session, lines, str(session.day), today=session.day == today)


def remind_until(as_at: datetime) -> datetime:
    """The end of tomorrow here; before ten in the morning the end of today."""
    here = timezone.localtime(as_at)
    days = 2 if here.time() >= REMINDED_FROM else 1
    return timezone.make_aware(datetime.combine(here.date() + timedelta(days=days), time()))


def reminder_still_owed(message: Message) -> bool:
    """It is still that day and place, and still to come; if not, the next tick looks again."""
    mine = line_of(message, Attendance.objects.to_remind(timezone.now(), timezone.localdate()))
    return bool(mine and str(mine.session.day) == message.slot and Letter(mine.session).true_of(message.text))


# ---- the calendar file that goes with them


def request(message: Message) -> list[Attachment]:
    return their_file(message, REQUEST)


def called_off(message: Message) -> list[Attachment]:
    return their_file(message, CANCEL)


def their_file(message: Message, method: str) -> list[Attachment]:
    """The entry for their calendar, as part of the letter and as a file; none while there is no day."""
    session = session_of(message)
    if not session.starts_at:
        return []
    mine = session.attendance.filter(person=message.recipient).first()
    reply = mine.reply if mine else ""
    content = letter_file(session, message.recipient, reply, method, timezone.now())
    return [
        Attachment(content, "text", "calendar", params={"method": method, "charset": "utf-8"}),
        Attachment(content, "application", "ics", name="session.ics"),
    ]


register(Kind("session_invitation", invitation_still_owed, now_knows, plan=invitations, attach=request))
register(
    Kind(
        "session_changed",
        change_still_owed,
        now_knows,
        plan=changes,
        attach=request,
        urgent=at_once,
        stops=Stops.EVERYTHING,
    )
)
register(
    Kind(
        "session_cancelled",
        cancellation_still_owed,
        plan=cancellations,
        attach=called_off,
        urgent=before_the_next_letter,
        stops=Stops.EVERYTHING,
    )
)
register(Kind("session_tomorrow", reminder_still_owed, plan=reminders, urgent=at_once))
