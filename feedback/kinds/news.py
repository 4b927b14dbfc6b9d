"""News to everybody; and to staff, that people wait for it: after a session, or because it has been quiet for long."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.urls import reverse
from django.utils import timezone

from feedback.models import News
from feedback.news_facts import without_news
from participants.models import Message, Person
from participants.outbox import Kind, Owed, register, tell
from projects.models import Membership, Project, Session
from projects.models.session import SessionQuerySet
from projects.reminding import owed_to_who_run
from projects.working_days import working_day_before

DUE, LATE = "due", "late"
GIVEN_UP = timedelta(days=31)


def tell_news(news: News) -> None:
    """Promise to tell everyone, each in their way, once. Who has left cannot open our pages: no link for them."""
    page = reverse("news", args=[news.project_id])
    everyone = [(news.hearers, page), *([(news.leavers, "")] if news.leavers_too else [])]
    for people, link in everyone:
        about = f"news:{news.pk}"
        tell(people, "news", about=about, slot="told", scope=news.project_id, link=link, news=news, here=bool(link))


def news_still_owed(message: Message) -> bool:
    """They are still in the project, or it is for those who have left as well."""
    news = News.objects.select_related("project", "session").get(pk=message.about.removeprefix("news:"))
    return news.leavers_too or news.hearers.filter(pk=message.recipient_id).exists()


def untold(on: date) -> SessionQuerySet:
    """Closed sessions of projects that run, whose people were promised news and have none."""
    promised = Session.objects.standing().filter(closed_on__isnull=False, tell_by__isnull=False)
    running = Project.objects.running(on).values("pk")
    told = News.objects.told().exclude(session=None).values("session")
    return promised.filter(project__in=running).exclude(pk__in=told)


def news_due(as_at: datetime) -> Iterator[Owed]:
    """The working day before people are to hear, and the day after; of what is a month late nobody is reminded."""
    today = timezone.localdate(as_at)
    near = untold(today).filter(tell_by__gte=today - GIVEN_UP, tell_by__lte=today + timedelta(days=10))
    for session in near.select_related("project__organisation", "teller").order_by("tell_by", "number"):
        day = session.tell_by or today  # never none here
        if day < today or working_day_before(day) <= today:
            yield Owed(
                people=tellers(session),
                about=f"session:{session.pk}",
                slot=f"{LATE if day < today else DUE} {day}",
                scope=session.project_id,
                link=f"{reverse('news_new', args=[session.project_id])}?session={session.pk}",
                context={"session": session, "late": day < today},
            )


def tellers(session: Session) -> list[Person]:
    """Who said they would tell people; the facilitators where nobody did, or where that person has left."""
    places = Membership.objects.current().of(session.project).may("plan_sessions").filter(person=session.teller_id)
    return [session.teller] if session.teller and places.exists() else Membership.objects.who_run(session.project)


def news_still_due(message: Message) -> bool:
    """Nobody has told people yet, and the day is the same."""
    waiting = untold(timezone.localdate()).filter(pk=message.about.removeprefix("session:"))
    return waiting.filter(tell_by=message.slot.split()[1]).exists()


# ---- the promise of the project: news every so many weeks


def news_late(as_at: datetime) -> Iterator[Owed]:
    """Once for each promised day that passed without news; the next news moves that day."""
    today = timezone.localdate(as_at)
    late = without_news(today)
    told = Message.objects.filter(kind="news_late", scope__in=[project.pk for project, *_ in late])
    done = set(told.exclude(state=Message.State.CANCELLED).values_list("scope", "slot")) if late else set()
    for project, last, due in late:
        if (project.pk, str(due)) not in done:
            yield owed_to_who_run(project, due, reverse("news_new", args=[project.pk]), last=last, due=due)


def still_without_news(message: Message) -> bool:
    """No news since, and the promise is the same."""
    late = without_news(timezone.localdate())
    return any(project.pk == message.scope and str(due) == message.slot for project, _, due in late)


register(Kind("news", still_owed=news_still_owed))
register(Kind("news_due", still_owed=news_still_due, plan=news_due, reminds=True))
register(Kind("news_late", still_owed=still_without_news, plan=news_late, reminds=True))
