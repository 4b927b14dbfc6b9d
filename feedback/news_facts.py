"""What stands beside the news for those who tell: what is due, what was never told, and whom it did not reach."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Max, Q
from django.utils import timezone

from feedback.models import News
from participants.models import Message, Person
from participants.templatetags.look import day
from projects.models import Membership, Project

PARTS = {"blocks": "What is in the way", "risks": "What could go wrong"}


def worth_saying(project: Project, today: date) -> list[str]:
    """Sentences about news that is due, and about blocks and risks that nobody has told for long (CF-RS3, TE-TR4)."""
    if not Project.objects.running(today).filter(pk=project.pk, started_on__isnull=False).exists():
        return []
    said = {part: Max("told_on", filter=~Q(**{part: ""})) for part in PARTS}
    last = News.objects.told().filter(project=project).aggregate(news=Max("told_on"), **said)
    long_ago = today - timedelta(weeks=project.news_every)
    return [*late(project, last["news"], today), *unsaid(last, long_ago)]


def news_by(project: Project, last: date | None, today: date) -> date:
    """The day by which the project promised news, counted from the last news, or from its start."""
    return (last or project.started_on or today) + timedelta(weeks=project.news_every)


def without_news(today: date) -> list[tuple[Project, date | None, date]]:
    """Projects that run and promised news by a day that is over: with the day of the last news, and that day."""
    running = Project.objects.running(today).filter(started_on__isnull=False).select_related("organisation")
    rows = [(one, one.last_news) for one in running.annotate(last_news=Max("news__told_on")).order_by("pk")]
    found = [(project, last, news_by(project, last, today)) for project, last in rows]
    return [(project, last, due) for project, last, due in found if due < today]


def late(project: Project, last: date | None, today: date) -> list[str]:
    """One sentence when the promise of the project is broken."""
    due = news_by(project, last, today)
    if due >= today:
        return []
    since = f"The last news is of {day(last)}." if last else "There has been no news yet."
    weeks = "week" if project.news_every == 1 else f"{project.news_every} weeks"
    return [f"{since} We promised some every {weeks}: by {day(due)}."]


def unsaid(last: dict[str, date | None], long_ago: date) -> list[str]:
    """A sentence for each part that was never told, or not for as long as the promise runs."""
    lines = []
    for part, words in PARTS.items():
        told = last[part]
        if not told:
            lines.append(f'{words}: nobody has told it yet. "None" is news too.')
        elif told < long_ago:
            lines.append(f"{words}: last told on {day(told)}.")
    return lines


@dataclass(frozen=True)
class Hearing:
    """One person and one piece of news: on which day they heard it, or why not."""

    person: Person
    heard_on: date | None
    how: str
    days_later: int = 0
    taking_part: bool = True

    @property
    def first(self) -> tuple[bool, int, str]:
        """Who has not heard it stands first, then who heard it last."""
        return self.heard_on is not None, -self.days_later, self.person.name


def heard(news: News) -> list[Hearing]:
    """Who got it when, and in which way; and who is in the project and got nothing (TE-TR1)."""
    rows = Message.objects.filter(kind="news", about=f"news:{news.pk}").select_related("recipient")
    here = {place.person_id: place for place in places(news)}
    found = [of_message(message, news, message.recipient_id in here) for message in rows]
    reached = {message.recipient_id for message in rows}
    found += [of_nobody(place, news) for key, place in here.items() if key not in reached]
    return sorted(found, key=lambda one: one.first)


def places(news: News) -> list[Membership]:
    """The places of everyone for whom it is now."""
    here = Membership.objects.current().of(news.project).filter(person__in=news.hearers.values("pk"))
    return list(here.select_related("person"))


def of_message(message: Message, news: News, taking_part: bool) -> Hearing:
    if message.state != Message.State.SENT or not message.sent_at:
        return Hearing(message.recipient, None, message.why, taking_part=taking_part)
    on = timezone.localdate(message.sent_at)
    later = (on - news.told_on).days if news.told_on else 0
    return Hearing(message.recipient, on, message.told_how, max(later, 0), taking_part)


def of_nobody(place: Membership, news: News) -> Hearing:
    """They are here and no message was ever made for them."""
    came_later = news.told_on and place.joined_on and place.joined_on > news.told_on
    why = f"They came on {day(place.joined_on)}, after it was sent." if came_later else "Nothing was sent to them."
    return Hearing(place.person, None, why)


def not_in_easy_words(news: News) -> bool:
    """Somebody reads easy words first, and this has none. Who, stands nowhere."""
    return not news.easy_words and news.hearers.filter(easy_words=True).exists()
