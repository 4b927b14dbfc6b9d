"""What stands beside the news for those who tell: what is due, what was never told, and whom it did not reach."""

from datetime import date, timedelta

from django.db.models import Max, Q
from django.utils import timezone
from django.utils.formats import date_format

from feedback.models import News
from participants.templatetags.look import day
from projects import hearing
from projects.hearing import Hearing
from projects.models import Audience, Paper, PaperFormat, Project

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


def heard(news: News) -> list[Hearing]:
    """Who got it when, and in which way; and who is in the project and got nothing (TE-TR1)."""
    return hearing.heard("news", f"news:{news.pk}", news.told_on, news.project, news.hearers)


# ---- in which forms it is there


def as_a_paper(news: News) -> str:
    """What it is called where somebody makes a paper of it, in large print or to be heard."""
    return f"News of {date_format(news.told_on or timezone.localdate(), 'j F Y')}"


def made(news: News) -> set[str]:
    """The forms in which people can have it, beside the words themselves."""
    papers = Paper.objects.filter(project=news.project_id, title__startswith=as_a_paper(news), withdrawn_on=None)
    easy = {PaperFormat.EASY_READ.value} if news.easy_words else set()
    return easy.union(*papers.filter(audience=Audience.EVERYONE).values_list("formats", flat=True))
