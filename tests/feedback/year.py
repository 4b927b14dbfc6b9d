"""A year of one project, day by day: who was told what and when, and what was withheld and why.

Each deed stands under its day and is done at nine. At half past ten the outbox looks what is owed; at ten past eight
only what waits for the morning goes out. In both nights in which the clocks change it looks every hour.
"""

from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta

import time_machine
from django.utils import timezone

from feedback.kinds import tell_answer, tell_news, tell_thanks
from feedback.models import Feedback, News, Outcome, Reply
from participants.models import Message, Person, Stop
from participants.outbox.channels.by_hand import told_by_hand
from participants.outbox.dispatch import dispatch
from participants.outbox.plan import plan
from projects.models import Attendance, Membership, Project, Session
from projects.models.session import SessionKind
from tests.meeting import planned
from tests.projects.test_decision import make_final, write_down

FIRST, LAST = date(2026, 3, 2), date(2027, 3, 1)
CLOCKS_CHANGE = (date(2026, 3, 28), date(2026, 10, 24))
Deed = Callable[["Year"], None]
DEEDS: dict[date, Deed] = {}


def on(day: int, month: int) -> Callable[[Deed], Deed]:
    """The deed is done on this day of the project's year."""

    def put(deed: Deed) -> Deed:
        DEEDS[date(FIRST.year + (month < FIRST.month), month, day)] = deed
        return deed

    return put


def at(day: date, hour: int, minute: int = 0) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(hour, minute)))


def hours(day: date) -> Iterator[datetime]:
    """Each hour from ten in the evening before the clocks change until ten in the morning; 11 or 13 of them."""
    moment, until = at(day, 22), at(day + timedelta(days=1), 10)
    while moment <= until:
        yield moment
        moment += timedelta(hours=1)


class Year:
    """The project, its people, and what they did."""

    def __init__(self, project: Project, people: dict[str, Person]) -> None:
        self.project, self.people = project, people
        self.said: dict[str, Feedback] = {}
        self.sessions: dict[str, Session] = {}

    def pass_by(self) -> None:
        for number in range((LAST - FIRST).days + 1):
            day = FIRST + timedelta(days=number)
            self.tick(at(day, 8, 10), look=False)
            if day in DEEDS:
                with time_machine.travel(at(day, 9), tick=False):
                    DEEDS[day](self)
            self.tick(at(day, 10, 30))
            if day in CLOCKS_CHANGE:
                for hour in hours(day):
                    self.tick(hour)

    def tick(self, moment: datetime, look: bool = True) -> None:
        with time_machine.travel(moment, tick=False):
            if look:
                plan(moment)
            if Message.objects.due(moment).exists():
                dispatch(lambda: moment)

    # ---- what people do

    def today(self) -> date:
        return timezone.localdate()

    def says(self, who: str, name: str, problem: str) -> None:
        self.said[name] = Feedback.objects.create(
            project=self.project,
            giver=self.people[who],
            problem=problem,
            received_on=self.today(),
            promised_by=self.project.promise_from(self.today()),
        )

    def thanks(self, name: str) -> None:
        self.said[name].thank(self.people["Fay"], timezone.now())
        tell_thanks(self.said[name])

    def answers(self, name: str, outcome: str = Outcome.USED, why: str = "It hurts.", **more) -> None:
        said = Feedback.objects.get(pk=self.said[name].pk)
        reply = Reply(outcome=outcome, how="A button.", why=why, answered_by=self.people["Fay"], **more)
        tell_answer(said.reply(reply, timezone.now()))

    def rings(self, who: str) -> None:
        """Fay tells this person all that is on the call list for them."""
        for message in Message.objects.by_hand_to_do().filter(recipient=self.people[who]):
            told_by_hand(message, self.today(), "by phone", self.people["Fay"])

    def plans(self, name: str, day: date, *who: str) -> None:
        session = planned(self.project, self.people["Fay"], at(day, 14), title=name, kind=SessionKind.WORKING)
        self.sessions[name] = session
        people = [self.people[one] for one in who]
        Attendance.objects.ask(session, people, self.people["Fay"], self.today())

    def reply(self, name: str, reply: str, *who: str) -> None:
        rows = Attendance.objects.filter(session=self.sessions[name], person__in=[self.people[one] for one in who])
        rows.update(reply=reply, replied_on=self.today())

    def moves(self, name: str, day: date) -> None:
        session = Session.objects.get(pk=self.sessions[name].pk)
        session.starts_at, session.ends_at = at(day, 14), at(day, 16)
        session.replan()

    def closes(self, name: str, tell_by: date) -> None:
        """Closed, with a promise to tell everybody what came of it."""
        session = Session.objects.get(pk=self.sessions[name].pk)
        session.closed_on, session.tell_by, session.teller = self.today(), tell_by, self.people["Fay"]
        session.save()

    def tells(self, progress: str, session: str = "", **more) -> None:
        news = News.objects.create(
            project=self.project,
            session=self.sessions.get(session),
            progress=progress,
            written_by=self.people["Fay"],
            told_on=self.today(),
            **more,
        )
        tell_news(news)

    def leaves(self, who: str) -> None:
        Membership.objects.get(project=self.project, person=self.people[who]).leave(timezone.now(), "I moved.")

    def pauses(self, until: date) -> None:
        self.project.pause(self.today(), until, "Fay is away.")

    def decides(self, review_on: date) -> None:
        decision = write_down(self.project, self.people["Fay"], reason="It hurts wrists.", review_on=review_on)
        make_final(decision, (self.people["Lena"], "lived"))


# ---- the year


@on(3, 3)
def lena_says_something(year: Year) -> None:
    year.says("Lena", "door", "The door is heavy.")


@on(4, 3)
def it_is_thanked_and_gus_rings_up(year: Year) -> None:
    year.thanks("door")
    year.says("Gus", "chairs", "The chairs are low.")


@on(10, 3)
def lena_is_answered(year: Year) -> None:
    year.answers("door")


@on(16, 3)
def gus_is_answered_and_all_are_asked_to_come(year: Year) -> None:
    year.answers("chairs", Outcome.PARTLY)
    year.plans("Spring", date(2026, 3, 30), "Lena", "Gus", "Nia", "Pru")


@on(18, 3)
def gus_is_rung_up(year: Year) -> None:
    year.rings("Gus")
    year.reply("Spring", "yes", "Lena", "Gus", "Nia")
    year.reply("Spring", "no", "Pru")


@on(31, 3)
def the_session_is_closed(year: Year) -> None:
    year.closes("Spring", tell_by=date(2026, 4, 7))


@on(9, 4)
def everybody_hears_two_days_late(year: Year) -> None:
    year.tells("The door gets a button.", "Spring")


@on(1, 5)
def lena_asks_for_a_radio(year: Year) -> None:
    year.says("Lena", "radio", "There is no radio.")
    year.thanks("radio")


@on(21, 5)
def lena_hears_that_nothing_is_decided_yet(year: Year) -> None:
    year.answers("radio", Outcome.NOT_YET, "The landlord has not said.", next_by=date(2026, 6, 30))


@on(29, 6)
def lena_hears_no(year: Year) -> None:
    year.answers("radio", Outcome.NOT, "It wakes the babies.")


@on(1, 6)
def nia_says_something(year: Year) -> None:
    year.says("Nia", "clock", "The clock is wrong.")


@on(8, 6)
def nia_is_thanked_and_takes_it_back_at_once(year: Year) -> None:
    year.thanks("clock")
    Feedback.objects.get(pk=year.said["clock"].pk).take_back(timezone.now())


@on(1, 7)
def all_are_asked_to_the_summer(year: Year) -> None:
    year.plans("Summer", date(2026, 7, 15), "Lena", "Nia")
    year.reply("Summer", "yes", "Lena", "Nia")


@on(13, 7)
def it_is_called_off(year: Year) -> None:
    Session.objects.get(pk=year.sessions["Summer"].pk).cancel(year.today(), "Fay is ill.")


@on(24, 7)
def pru_says_something(year: Year) -> None:
    year.says("Pru", "forms", "The forms are long.")


@on(3, 8)
def the_project_pauses(year: Year) -> None:
    year.thanks("forms")
    year.pauses(date(2026, 8, 31))


@on(1, 9)
def it_goes_on(year: Year) -> None:
    year.project.resume()


@on(7, 9)
def pru_is_answered_late(year: Year) -> None:
    year.answers("forms")


@on(15, 9)
def nia_leaves(year: Year) -> None:
    year.leaves("Nia")


@on(1, 10)
def news_for_members(year: Year) -> None:
    year.tells("The button is there.")


@on(12, 10)
def all_are_asked_to_the_autumn(year: Year) -> None:
    year.plans("Autumn", date(2026, 10, 26), "Lena", "Gus")
    year.reply("Autumn", "yes", "Lena", "Gus")


@on(14, 10)
def the_call_list_is_done(year: Year) -> None:
    year.rings("Gus")


@on(2, 11)
def all_are_asked_to_the_winter(year: Year) -> None:
    year.plans("Winter", date(2026, 11, 17), "Lena")


@on(4, 11)
def lena_will_come(year: Year) -> None:
    year.reply("Winter", "yes", "Lena")


@on(17, 11)
def on_its_day_it_moves_by_a_week(year: Year) -> None:
    year.moves("Winter", date(2026, 11, 24))


@on(1, 12)
def a_decision_with_a_day_to_look_again(year: Year) -> None:
    year.decides(review_on=date(2027, 2, 1))


@on(12, 1)
def dot_says_something(year: Year) -> None:
    year.says("Dot", "bins", "The bins are full.")
    year.thanks("bins")


@on(19, 1)
def dot_is_answered_and_reads_it_in_the_morning(year: Year) -> None:
    year.answers("bins")


@on(25, 1)
def pru_wants_no_more_messages(year: Year) -> None:
    Stop.ask(year.people["Pru"], year.project.pk, timezone.now())


@on(26, 2)
def the_last_news_for_those_who_left_too(year: Year) -> None:
    year.tells("We end here.", leavers_too=True, last=True)
    year.project.close(year.today(), "It is done.", "They stay two years.")
